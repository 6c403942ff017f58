package io.gatehouse.proof.attack;

import io.gatehouse.lab.Lab;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import io.gatehouse.proof.site.Tap;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Getting in by guessing codes, and by using one code many times at once. */
final class CodeAttacks {
  private static final int DEVICES = 40;
  private static final int GUESSES_EACH = 200;
  private static final int RACERS = 10;
  private static final int SHOTS_EACH = 20;

  private CodeAttacks() {}

  static List<Attack> list() {
    return List.of(
        Attack.of(
            "G20",
            DEVICES * GUESSES_EACH + " guesses from " + DEVICES + " changing MACs",
            "perl",
            scene -> guess(scene, ""),
            scene -> guess(scene, scene.hotspot().code(scene.hotspot().plan(new JsonObject())))),
        Attack.of(
            "G21",
            RACERS * SHOTS_EACH + " redemptions of one voucher at once, 3 vouchers",
            "curl",
            scene -> race(scene, 1, 3),
            scene -> race(scene, RACERS, 1)));
  }

  private static Seen guess(Scene scene, String good) {
    Guessing.prepare(scene.lab());
    Phone honest = scene.another();
    honest.join();
    String honestCode = scene.hotspot().code(scene.hotspot().plan(new JsonObject()));
    List<String> taken = StarvingAttack.many(scene, scene.stranger(), DEVICES, 3).lines().toList();
    Guessing.Tally tally = Guessing.Tally.NONE;
    SplittableRandom chances = new SplittableRandom();
    boolean honestIn = false;
    Lab lab = scene.lab();
    String node = scene.stranger().node();
    Mac own = lab.mac(node);
    try {
      for (int i = 0; i < taken.size(); i++) {
        String[] words = taken.get(i).split(" ", -1);
        lab.setMac(node, Mac.of(words[0]));
        lab.setAddress(node, Ipv4.of(words[1]), 21);
        String codes = Guessing.codes(chances, GUESSES_EACH, i == 0 ? good : "");
        tally = tally.plus(Guessing.send(lab, node, codes));
        if (i == taken.size() / 2) {
          honestIn = honest.redeem(honestCode).status() == 303;
        }
      }
    } finally {
      lab.setMac(node, own);
      scene.stranger().join();
    }
    return new Seen(
        tally.accepted() + (honestIn ? 0 : 1),
        tally.accepted()
            + " of "
            + tally.answered()
            + " accepted, "
            + tally.unheard()
            + " unheard; the honest guest "
            + (honestIn ? "got in" : "was kept out"));
  }

  /** What was granted beyond one grant a voucher. */
  private static Seen race(Scene scene, int devices, int vouchers) {
    List<Phone> racers = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      Phone phone = scene.racer(i);
      phone.join();
      racers.add(phone);
    }
    String plan = scene.hotspot().plan(new JsonObject().put("devices", devices));
    long granted = 0;
    for (int i = 0; i < vouchers; i++) {
      String code = scene.hotspot().code(plan);
      allAtOnce(racers, code);
      Tap.pause(500);
      for (Phone phone : racers) {
        if (scene.hotspot().session(phone).isPresent()) {
          granted++;
          scene.hotspot().end(phone);
        }
      }
    }
    return new Seen(Math.abs(granted - vouchers), granted + " grants of " + vouchers + " vouchers");
  }

  private static void allAtOnce(List<Phone> racers, String code) {
    List<String> tokens = racers.stream().map(Phone::token).toList();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> shots = new ArrayList<>();
      for (int i = 0; i < racers.size(); i++) {
        Phone phone = racers.get(i);
        String form = "token=" + tokens.get(i) + "&code=" + code;
        shots.add(all.submit(() -> shoot(phone, form)));
      }
      for (Future<?> shot : shots) {
        shot.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void shoot(Phone phone, String form) {
    List<String> argv =
        new ArrayList<>(List.of("curl", "-s", "-Z", "--parallel-immediate", "--max-time", "10"));
    for (int i = 0; i < SHOTS_EACH; i++) {
      argv.addAll(i == 0 ? List.of() : List.of("--next"));
      argv.addAll(List.of("-s", "-o", "/dev/null", "--data-raw", form, Phone.PORTAL + "/voucher"));
    }
    phone.run(argv.toArray(String[]::new));
  }
}
