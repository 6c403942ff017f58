package io.gatehouse.proof.attack;

import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import io.gatehouse.proof.site.Tap;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Holding the portal's connections so that nobody else gets one. */
public final class SlowAttack {
  /** Unfinished heads, unfinished bodies, answers that are not read. */
  public static final List<String> KINDS = List.of("-H", "-B", "-X");

  private static final int CONNECTIONS = 2_000;
  private static final int VISITS = 10;
  private static final long RECOVERY_MILLIS = 30_000;

  private SlowAttack() {}

  static List<Attack> list() {
    return List.of(
        Attack.of(
            "G24",
            CONNECTIONS + " slow connections: heads, bodies, reading",
            "slowhttptest",
            scene -> seen(scene, Phone.PORTAL, KINDS),
            scene ->
                PortalAttacks.beforeNaivePortal(
                    scene, portal -> seen(scene, portal, List.of("-H")))));
  }

  private static Seen seen(Scene scene, String portal, List<String> kinds) {
    Seen all = new Seen(0, "");
    for (String kind : kinds) {
      Felt felt = felt(scene, portal, kind, CONNECTIONS, VISITS);
      String words = all.words().isEmpty() ? felt.words() : all.words() + "; " + felt.words();
      all = new Seen(all.got() + felt.suffered(), words);
    }
    return all;
  }

  /**
   * What an honest guest felt of one attack.
   *
   * @param suffered visits that failed or took a second or more, among them that the portal did not
   *     recover; 0 where it was not well before, as that says nothing
   * @param held connections that the server held at once, at most
   * @param p99Millis of all visits; a failed one counts with its time limit
   */
  public record Felt(
      String kind, int visits, long suffered, long held, long p99Millis, long recoveryMillis) {

    public String words() {
      return "%s: %d of %d visits suffered, p99 %d ms, %d connections held, well %.1f s later"
          .formatted(kind, suffered, visits, p99Millis, held, recoveryMillis / 1e3);
    }
  }

  public static Felt felt(Scene scene, String portal, String kind, int connections, int visits) {
    Phone honest = scene.guest();
    for (int i = 0; i < 5; i++) {
      if (visitMillis(honest, portal) >= 1_000) {
        return new Felt(kind + " (it was not well before)", 0, 0, 0, 0, 0);
      }
    }
    Process attack = attack(scene, portal, kind, connections);
    List<Long> times = new ArrayList<>();
    long held = 0;
    try {
      Tap.pause(5_000);
      for (int i = 0; i < visits; i++) {
        times.add(visitMillis(honest, portal));
        held = i % 10 == 0 ? Math.max(held, held(scene, portal)) : held;
        Tap.pause(3_000 / visits);
      }
    } finally {
      end(scene, attack);
    }
    long recovery = recovery(List.of(honest, scene.stranger()), portal);
    long suffered = times.stream().filter(t -> t >= 1_000).count();
    Collections.sort(times);
    long p99 = times.get((int) Math.ceil(times.size() * 0.99) - 1);
    return new Felt(
        kind, visits, suffered + (recovery >= RECOVERY_MILLIS ? 1 : 0), held, p99, recovery);
  }

  /** Again and again, as the tool does not come back for connections that are cut. */
  private static Process attack(Scene scene, String portal, String kind, int connections) {
    Process attack =
        scene
            .lab()
            .start(
                scene.stranger().node(),
                "sh",
                "-c",
                "while :; do slowhttptest \"$@\" -i 5 -l 10; done",
                "sh",
                kind,
                "-c",
                Integer.toString(connections),
                "-r",
                Integer.toString(connections / 5),
                "-u",
                portal + "/");
    Thread.ofVirtual().start(() -> drain(attack));
    return attack;
  }

  private static void end(Scene scene, Process attack) {
    attack.destroy();
    scene
        .lab()
        .run(
            scene.stranger().node(),
            Scene.LIMIT,
            "sh",
            "-c",
            "kill -KILL $(busybox pidof slowhttptest); true");
  }

  private static void drain(Process process) {
    try (InputStream out = process.getInputStream()) {
      out.transferTo(OutputStream.nullOutputStream());
    } catch (IOException ended) {
      return;
    }
  }

  /** A visit that fails counts as one that takes all of its patience. */
  private static long visitMillis(Phone phone, String portal) {
    String time =
        phone
            .run(
                "curl",
                "-s",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code} %{time_total}",
                "--max-time",
                "3",
                portal + "/")
            .out();
    return time.startsWith("200") ? (long) (Double.parseDouble(time.substring(4)) * 1_000) : 3_000;
  }

  private static long held(Scene scene, String portal) {
    String port = portal.matches(".*:\\d+") ? portal.substring(portal.lastIndexOf(':')) : ":80";
    return scene
        .hotspot()
        .inBox("ss", "-Htn", "state", "established", "sport", "=", port)
        .out()
        .lines()
        .count();
  }

  /** How long after the attack's end until everyone, the attacker too, is served at once again. */
  private static long recovery(List<Phone> phones, String portal) {
    long end = System.nanoTime();
    for (Phone phone : phones) {
      while (visitMillis(phone, portal) >= 1_000 && millisSince(end) < RECOVERY_MILLIS) {
        Tap.pause(100);
      }
    }
    return millisSince(end);
  }

  private static long millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
