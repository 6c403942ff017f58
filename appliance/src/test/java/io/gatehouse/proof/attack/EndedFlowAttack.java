package io.gatehouse.proof.attack;

import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import io.gatehouse.proof.site.Tap;
import java.util.ArrayList;
import java.util.List;

/** Keeping a connection from before the end of the session. */
public final class EndedFlowAttack {
  private static final int REPETITIONS = 3;

  private EndedFlowAttack() {}

  static List<Attack> list() {
    return List.of(
        Attack.of(
            "G9",
            "a TCP flow kept from before the session's end, " + REPETITIONS + " times",
            "socat",
            scene -> repeated(scene, true),
            scene ->
                flow(scene, scene.hotspot().paid(number(scene.another())), scene.target(), false)));
  }

  public static int number(Phone phone) {
    return Integer.parseInt(phone.node().substring(1));
  }

  private static Seen repeated(Scene scene, boolean end) {
    Phone phone = scene.another();
    long late = 0;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < REPETITIONS; i++) {
      scene.hotspot().paid(number(phone));
      Seen seen = flow(scene, phone, scene.target(), end);
      late += seen.got();
      words.add(seen.words());
    }
    return new Seen(late, String.join("; ", words));
  }

  /** Counts what is still arriving from 2 s after the end on. */
  public static Seen flow(Scene scene, Phone phone, String target, boolean end) {
    Process server =
        scene
            .lab()
            .start(
                "internet",
                "socat",
                "-u",
                "TCP-LISTEN:9000,fork,reuseaddr,bind=" + target,
                "OPEN:/dev/null");
    try (Tap tap = Tap.toInternet(scene.lab(), target)) {
      Tap.pause(300);
      Process client =
          scene
              .lab()
              .start(
                  phone.node(),
                  "bash",
                  "-c",
                  "exec 3>/dev/tcp/"
                      + target
                      + "/9000; while sleep 0.05; do echo still here >&3; done");
      Tap.pause(1_500);
      long before = tap.packets();
      if (end) {
        scene.hotspot().end(phone);
      }
      long ended = System.nanoTime() + 2_000_000_000L;
      Tap.pause(5_000);
      client.destroy();
      return Seen.of(tap.packetsSince(ended), "packets later than 2 s (" + before + " before)");
    } finally {
      server.destroy();
    }
  }
}
