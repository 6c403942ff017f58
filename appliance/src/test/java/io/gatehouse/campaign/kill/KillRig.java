package io.gatehouse.campaign.kill;

import io.gatehouse.campaign.BoxApi;
import io.gatehouse.campaign.Doorway;
import io.gatehouse.campaign.PortalGuest;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.campaign.RunningBox;
import io.gatehouse.platform.units.UnitName;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A box, its guests, and one cycle after another: act, kill, start, judge, tidy up. */
final class KillRig implements AutoCloseable {
  private static final int TICKETS = 4;
  private static final long LONGEST_LIFE_NANOS = 3_000_000_000L;
  private static final long GATE_PATIENCE_NANOS = 5_000_000_000L;

  private final RunningBox box;
  private final Range range;
  private final Report report;
  private final List<Doorway> doorways = new ArrayList<>();
  private final List<PortalGuest> guests = new ArrayList<>();
  private final List<String> macs = new ArrayList<>();
  private final Path copies;
  private final String plan;
  private long seenSeq;

  private KillRig(RunningBox box, int guests, Range range, Report report) {
    this.box = box;
    this.range = range;
    this.report = report;
    this.copies = box.lab().file("copies");
    for (int i = 1; i <= guests; i++) {
      String node = "g" + i;
      String ip = box.lab().lease(node).toString();
      Doorway doorway = box.doorway(node);
      doorways.add(doorway);
      this.guests.add(new PortalGuest(doorway, ip, true));
      macs.add(box.lab().mac(node).toString());
    }
    plan =
        box.api()
            .create(
                "/plans",
                new JsonObject()
                    .put("name", "Kill")
                    .put("price", new JsonObject().put("minor", 500).put("currency", "TZS"))
                    .put("seconds", 36_000)
                    .put("timing", "BANKED")
                    .put("rate", new JsonObject().put("downKbps", 8_000).put("upKbps", 2_000)))
            .getString("id");
  }

  static KillRig up(int guests, JsonObject settings, Range range, Report report) {
    RunningBox box = RunningBox.up(guests, settings);
    try {
      return new KillRig(box, guests, range, report);
    } catch (RuntimeException e) {
      box.tellLogs();
      box.close();
      throw e;
    }
  }

  List<String> cycle(long index) {
    SplittableRandom chances = range.chances(index, 0);
    boolean youngLife = chances.nextInt(8) == 0;
    boolean wardenToo = chances.nextInt(12) == 0;
    long life = chances.nextLong(LONGEST_LIFE_NANOS);
    report.count("kills of a starting edge", youngLife ? 1 : 0);
    report.count("kills of the warden with it", wardenToo ? 1 : 0);
    return Judge.judge(evidence(index, new Blow(youngLife, wardenToo, life), Visitor.Lie.NONE));
  }

  /** A cycle that lives long enough for every guest to have done something. */
  Evidence longCycle(long index, Visitor.Lie lie) {
    return evidence(index, new Blow(false, false, LONGEST_LIFE_NANOS), lie);
  }

  /**
   * How the edge is killed.
   *
   * @param young while it is still starting
   * @param wardenToo together with the warden
   * @param life how long after it answered, or after its start, in nanoseconds
   */
  private record Blow(boolean young, boolean wardenToo, long life) {}

  /** Runs a cycle and gathers what it is judged by. */
  private Evidence evidence(long index, Blow blow, Visitor.Lie lie) {
    List<Visitor.Ticket> tickets = mint(guests.size() * TICKETS + 1);
    List<Visitor> visitors = visitors(index, tickets, lie);
    box.aim();
    if (blow.young()) {
      killAndCopy();
      box.startEdge();
      box.aim();
    }
    act(visitors, blow);
    OnDisk disk = OnDisk.read(killAndCopy(), seenSeq);
    long restarted = System.nanoTime();
    box.startEdge();
    box.awaitEdge();
    report.most("longest restart, ms", (System.nanoTime() - restarted) / 1_000_000);
    List<Diary> diaries = visitors.stream().map(Visitor::diary).toList();
    count(diaries);
    Set<String> minted = new LinkedHashSet<>();
    tickets.forEach(ticket -> minted.add(ticket.id()));
    Evidence evidence =
        new Evidence(diaries, tickets.getFirst().id(), minted, disk, afterRestart(minted));
    tidyUp();
    return evidence;
  }

  private void count(List<Diary> diaries) {
    for (Diary diary : diaries) {
      for (Deed deed : diary.deeds()) {
        report.count("deeds " + deed.outcome(), 1);
        if (deed.outcome() == Deed.Outcome.ACKNOWLEDGED) {
          report.count("acknowledged " + deed.kind(), 1);
        }
      }
    }
  }

  private List<Visitor.Ticket> mint(int count) {
    JsonObject batch =
        box.api().create("/vouchers", new JsonObject().put("planId", plan).put("count", count));
    return batch.getJsonArray("codes").stream()
        .map(JsonObject.class::cast)
        .map(code -> new Visitor.Ticket(code.getString("voucherId"), code.getString("code")))
        .toList();
  }

  private List<Visitor> visitors(long index, List<Visitor.Ticket> tickets, Visitor.Lie lie) {
    List<Visitor> visitors = new ArrayList<>();
    for (int i = 0; i < guests.size(); i++) {
      List<Visitor.Ticket> own = tickets.subList(1 + i * TICKETS, 1 + (i + 1) * TICKETS);
      visitors.add(
          new Visitor(
              guests.get(i),
              box.api(),
              macs.get(i),
              own,
              tickets.getFirst(),
              range.chances(index, i + 1),
              i == 0 ? lie : Visitor.Lie.NONE));
    }
    return visitors;
  }

  /** Lets everyone act at once, and strikes when the time has come. */
  private void act(List<Visitor> visitors, Blow blow) {
    AtomicBoolean killed = new AtomicBoolean();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (Visitor visitor : visitors) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    awaitStart(start);
                    visitor.act(killed::get);
                  }));
    }
    start.countDown();
    LockSupport.parkNanos(blow.life());
    if (blow.wardenToo()) {
      box.lab().box().kill(UnitName.WARDEN);
    }
    box.killEdge();
    killed.set(true);
    for (Thread thread : threads) {
      join(thread);
    }
  }

  private static void awaitStart(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread) {
    try {
      if (!thread.join(java.time.Duration.ofSeconds(60))) {
        throw new IllegalStateException("a guest did not come to an end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Path killAndCopy() {
    box.killEdge();
    box.awaitDeath();
    return box.copyDatabase(copies);
  }

  private Evidence.AfterRestart afterRestart(Set<String> minted) {
    BoxApi api = box.api();
    Map<String, String> states = new HashMap<>();
    for (String id : minted) {
      states.put(id, api.get("/vouchers/" + id).getString("state"));
    }
    long end = System.nanoTime() + GATE_PATIENCE_NANOS;
    while (true) {
      long began = System.nanoTime();
      List<Evidence.Live> sessions = api.all("/sessions").stream().map(KillRig::live).toList();
      Evidence.AfterRestart seen =
          new Evidence.AfterRestart(
              sessions, states, box.admitted(), box.admittedDown(), began, System.nanoTime());
      Set<String> open = new LinkedHashSet<>();
      sessions.stream()
          .filter(session -> session.state().equals("OPEN"))
          .forEach(session -> open.add(session.ip() + "," + session.mac()));
      if (seen.admitted().equals(open) || System.nanoTime() > end) {
        return seen;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static Evidence.Live live(JsonObject session) {
    return new Evidence.Live(
        session.getString("id"),
        session.getString("voucherId"),
        session.getString("mac"),
        session.getString("ip"),
        session.getString("state"),
        session.getLong("usedSeconds"));
  }

  /** Leaves the box as the next cycle expects it: nobody in. */
  private void tidyUp() {
    for (JsonObject session : box.api().all("/sessions")) {
      box.api().post("/sessions/" + session.getString("id") + "/end");
    }
    seenSeq = box.api().get("/journal?max=1").getJsonArray("items").getJsonObject(0).getLong("seq");
  }

  /** Puts the last copy of the database where the build keeps its products. */
  void keepEvidence(long cycle) {
    try {
      Path folder = Files.createDirectories(Report.target().resolve("campaigns/kill-" + cycle));
      for (String suffix : List.of("", "-wal")) {
        Path from = copies.resolve("gatehouse.db" + suffix);
        if (Files.exists(from)) {
          Files.copy(
              from, folder.resolve("gatehouse.db" + suffix), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Files.writeString(folder.resolve("edge.log"), box.lab().box().log(UnitName.EDGE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    doorways.forEach(Doorway::close);
    box.close();
  }
}
