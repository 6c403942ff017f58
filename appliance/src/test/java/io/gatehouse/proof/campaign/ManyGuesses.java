package io.gatehouse.proof.campaign;

import io.gatehouse.campaign.Crowd;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.lab.Lab;
import io.gatehouse.proof.attack.Guessing;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * G20: a million codes from a thousand addresses, on eight wires at once, while an honest guest
 * comes in again and again.
 */
final class ManyGuesses implements AttackCampaign.FullSize {
  private static final int MACS = 1_000;
  private static final int MACS_A_CYCLE = 100;
  private static final int GUESSES_EACH = 1_000;
  private static final int WIRES = 8;
  private static final int FIRST_WIRE = 8;

  /** What the box lets all together try at once, and one more each second. */
  private static final long BUDGET = 600;

  private final Range range;
  private final Report report;
  private final Scene scene;
  private final Phone honest;
  private final String plan;
  private final long begun = System.nanoTime();
  private Guessing.Tally tally = Guessing.Tally.NONE;
  private long devices;

  ManyGuesses(Range range, Report report) {
    this.range = range;
    this.report = report;
    this.scene = Scene.openWithCrowd(MACS + 1);
    Guessing.prepare(scene.lab());
    honest = scene.another();
    honest.join();
    plan = scene.hotspot().plan(new JsonObject());
  }

  @Override
  public String control() {
    String quiet = honestWay();
    report.say("  before the attack, " + quiet);
    Guessing.Tally one =
        from(wire(0), MACS, Guessing.codes(range.chances(-1, 0), 3, scene.hotspot().code(plan)));
    return one.accepted() == 1 ? "a code that is real among the guesses: 1 accepted" : "";
  }

  private static String wire(int number) {
    return "g" + (FIRST_WIRE + number);
  }

  @Override
  public List<String> cycle(int index) {
    Guessing.Tally before = tally;
    List<String> wrong = new ArrayList<>();
    try (ExecutorService wires = Executors.newFixedThreadPool(WIRES)) {
      List<Future<Guessing.Tally>> all = new ArrayList<>();
      for (int wire = 0; wire < WIRES; wire++) {
        int number = wire;
        all.add(wires.submit(() -> guess(index, number)));
      }
      String way = honestWay();
      report.say("  meanwhile, " + way);
      if (way.contains("NOT")) {
        wrong.add(way);
      }
      for (Future<Guessing.Tally> one : all) {
        tally = tally.plus(one.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    devices += MACS_A_CYCLE;
    report.count("G20 guesses", tally.answered() - before.answered());
    report.count("G20 guesses looked up", tally.looked() - before.looked());
    report.count("G20 guesses unheard", tally.unheard() - before.unheard());
    report.count("G20 guesses accepted", tally.accepted() - before.accepted());
    report.count("G20 answers of another kind", tally.other() - before.other());
    if (tally.accepted() > before.accepted()) {
      wrong.add("a guess was accepted");
    }
    if (tally.answered() - before.answered() != (long) MACS_A_CYCLE * GUESSES_EACH) {
      wrong.add("not all guesses were sent: " + (tally.answered() - before.answered()));
    }
    return wrong;
  }

  private Guessing.Tally guess(int index, int wire) {
    Guessing.Tally sum = Guessing.Tally.NONE;
    for (int i = wire; i < MACS_A_CYCLE; i += WIRES) {
      int device = index * MACS_A_CYCLE + i;
      String codes = Guessing.codes(range.chances(index, i), GUESSES_EACH, "");
      sum = sum.plus(from(wire(wire), device, codes));
    }
    return sum;
  }

  private Guessing.Tally from(String node, int device, String codes) {
    Lab lab = scene.lab();
    lab.setMac(node, Crowd.mac(device));
    lab.setAddress(node, Crowd.ip(device), 21);
    return Guessing.send(lab, node, codes);
  }

  /** A guest with a fresh voucher, from the page to the internet. */
  private String honestWay() {
    String code = scene.hotspot().code(plan);
    long start = System.nanoTime();
    int status = honest.redeem(code).status();
    long redeemed = (System.nanoTime() - start) / 1_000_000;
    boolean online = status == 303 && honest.online();
    long millis = (System.nanoTime() - start) / 1_000_000;
    report.most("G20 slowest honest redemption, ms", redeemed);
    if (status == 303) {
      scene.hotspot().end(honest);
    }
    return "an honest guest was %s: page and code %d ms, online after %d ms"
        .formatted(online ? "let in" : "NOT let in (" + status + ")", redeemed, millis);
  }

  /** Each device has one look for free, whatever others did; the rest comes out of the budget. */
  @Override
  public List<String> sum() {
    long seconds = (System.nanoTime() - begun) / 1_000_000_000;
    long most = BUDGET + seconds + devices;
    report.say(
        "  %,d guesses in %d s, %,d looked up, at most %,d may be"
            .formatted(tally.answered(), seconds, tally.looked(), most));
    return tally.looked() <= most
        ? List.of()
        : List.of("G20: " + tally.looked() + " guesses were looked up, at most " + most + " may");
  }

  @Override
  public void close() {
    scene.close();
  }
}
