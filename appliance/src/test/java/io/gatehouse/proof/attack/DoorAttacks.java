package io.gatehouse.proof.attack;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which doors of the box a guest finds. */
final class DoorAttacks {
  /** Portal; names, which are turned to the gate's resolver whatever address is asked. */
  private static final Set<String> ALLOWED = Set.of("80/tcp", "53/tcp", "53/udp", "67/udp");

  private static final Pattern OPEN = Pattern.compile("(\\d+)/open/(tcp|udp)/");

  private DoorAttacks() {}

  static List<Attack> list() {
    return List.of(
        Attack.of(
            "G10",
            "the console: all TCP ports and 60 UDP ports of each address of the box",
            "nmap",
            scene -> scan(scene, "-"),
            scene -> {
              Process door =
                  scene
                      .lab()
                      .start("box", "socat", "TCP-LISTEN:8443,fork,reuseaddr", "OPEN:/dev/null");
              try {
                return scene.withHoles(
                    List.of("iptables -I INPUT -i br-guest -p tcp --dport 8443 -j ACCEPT"),
                    () -> scan(scene, "1-10000"));
              } finally {
                door.destroy();
              }
            }));
  }

  private static Seen scan(Scene scene, String ports) {
    Set<String> found = new TreeSet<>();
    for (List<String> argv :
        List.of(
            List.of("-sS", "-p", ports, "--min-rate", "8000", "--max-retries", "1"),
            List.of("-sU", "--top-ports", "60", "--min-rate", "500", "--max-retries", "1"))) {
      String printed = nmap(scene, argv);
      for (String line : printed.split("\n", -1)) {
        Matcher open = OPEN.matcher(line);
        while (open.find()) {
          String door = open.group(1) + "/" + open.group(2);
          if (!ALLOWED.contains(door)) {
            found.add(line.split(" ", -1)[1] + ":" + door);
          }
        }
      }
    }
    return new Seen(found.size(), found.isEmpty() ? "nothing but 53, 67, 80" : found.toString());
  }

  private static String nmap(Scene scene, List<String> how) {
    Ipv4 wan =
        Ipv4.of(
            scene
                .hotspot()
                .inBox(
                    "sh", "-c", "ip -4 -o addr show dev wan | sed 's/.*inet \\([0-9.]*\\).*/\\1/'")
                .must()
                .strip());
    List<String> argv = new java.util.ArrayList<>(List.of("nmap", "-n", "-Pn", "-oG", "-"));
    argv.addAll(how);
    argv.addAll(List.of("10.20.0.1", "192.168.4.1", wan.toString()));
    return scene
        .lab()
        .run(scene.stranger().node(), Scene.LIMIT, argv.toArray(String[]::new))
        .must();
  }
}
