package io.gatehouse.proof;

import java.util.List;

/** Holding the portal's connections so that nobody else gets one. */
final class SlowAttack {
  private static final int CONNECTIONS = 2_000;

  private SlowAttack() {}

  static List<Attack> list() {
    return List.of(
        Attack.of(
            "G24",
            CONNECTIONS + " slow connections: heads, bodies, reading",
            "slowhttptest",
            scene -> slow(scene, Phone.PORTAL, List.of("-H", "-B", "-X")),
            scene ->
                PortalAttacks.beforeNaivePortal(
                    scene, portal -> slow(scene, portal, List.of("-H")))));
  }

  /** Of 10 honest visits in each kind of attack, those that failed or took a second or more. */
  private static Seen slow(Scene scene, String portal, List<String> kinds) {
    Phone honest = scene.guest();
    long suffered = 0;
    double worst = 0;
    for (String kind : kinds) {
      Process attack =
          scene
              .lab()
              .start(
                  scene.stranger().node(),
                  "slowhttptest",
                  kind,
                  "-c",
                  Integer.toString(CONNECTIONS),
                  "-r",
                  "400",
                  "-i",
                  "5",
                  "-l",
                  "14",
                  "-u",
                  portal + "/");
      Tap.pause(5_000);
      for (int i = 0; i < 10; i++) {
        String time =
            honest
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
        double seconds = Double.parseDouble(time.substring(4));
        worst = Math.max(worst, seconds);
        suffered += time.startsWith("200") && seconds < 1 ? 0 : 1;
        Tap.pause(300);
      }
      attack.destroy();
    }
    return new Seen(
        suffered,
        suffered
            + " of "
            + 10 * kinds.size()
            + " visits suffered, worst "
            + (long) (worst * 1000)
            + " ms");
  }
}
