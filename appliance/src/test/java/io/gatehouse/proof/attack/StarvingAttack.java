package io.gatehouse.proof.attack;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.proof.site.Outputs;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import io.gatehouse.proof.site.Tap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Taking every address there is. */
public final class StarvingAttack {
  private static final int DEVICES = 3_000;
  private static final int SECONDS = 20;

  private StarvingAttack() {}

  static List<Attack> list() {
    return List.of(
        Attack.of(
            "G15",
            DEVICES + " made-up devices ask for leases in " + SECONDS + " s",
            "perl",
            StarvingAttack::starve,
            StarvingAttack::starveSmallPool));
  }

  private static Seen starve(Scene scene) {
    return starve(scene, DEVICES, SECONDS);
  }

  public static Seen starve(Scene scene, int devices, int seconds) {
    String taken = many(scene, scene.stranger(), devices, seconds);
    long leases = taken.lines().count();
    boolean renewed = renews(scene, scene.guest());
    long waited = secondsUntilLease(scene, scene.another(), 60);
    return new Seen(
        (renewed ? 0 : 1) + (waited < 0 ? 1 : 0),
        leases
            + " leases taken; paid guest "
            + (renewed ? "renewed" : "lost its lease")
            + "; a new one "
            + (waited < 0 ? "got none in 60 s" : "got one in " + waited + " s"));
  }

  static String many(Scene scene, Phone from, int devices, int seconds) {
    resource(scene.lab(), "dhcp-many.pl");
    return scene
        .lab()
        .run(
            from.node(),
            Scene.LIMIT,
            "perl",
            "/run/lab/dhcp-many.pl",
            "eth0",
            Integer.toString(devices),
            Integer.toString(seconds))
        .must();
  }

  /** Lays one of the attackers' programs where the lab's nodes see it. */
  static void resource(Lab lab, String name) {
    try (InputStream in = StarvingAttack.class.getResourceAsStream(name)) {
      Outputs.write(lab.file(name), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static boolean renews(Scene scene, Phone phone) {
    try {
      String before = NeighbourAttacks.address(phone);
      return scene.lab().renew(phone.node()).ip().toString().equals(before);
    } catch (LabException none) {
      return false;
    }
  }

  private static long secondsUntilLease(Scene scene, Phone phone, long most) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < Duration.ofSeconds(most).toNanos()) {
      try {
        scene.lab().lease(phone.node());
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
      } catch (LabException notYet) {
        Tap.pause(500);
      }
    }
    return -1;
  }

  /**
   * A server that has 20 addresses for an hour each, as small boxes have: the next one gets none.
   */
  public static Seen starveSmallPool(Scene scene) {
    resource(scene.lab(), "dhcp-many.pl");
    String script =
        """
        ip link add small-a type veth peer name small-b
        ip addr add 10.77.0.1/24 dev small-a
        ip link set small-a up; ip link set small-b up
        dnsmasq --keep-in-foreground --conf-file=/dev/null --pid-file= --port=0 --interface=small-a \
          --bind-interfaces --dhcp-leasefile=/run/lab/small.leases --no-ping \
          --dhcp-range=10.77.0.10,10.77.0.29,255.255.255.0,1h >/run/lab/small.log 2>&1 &
        server=$!
        sleep 0.5
        perl /run/lab/dhcp-many.pl small-b 60 3 | wc -l
        perl /run/lab/dhcp-many.pl small-b 1 3 | wc -l
        kill $server
        ip link del small-a
        """;
    String[] leases =
        scene
            .lab()
            .run("internet", Scene.LIMIT, "sh", "-c", script)
            .must()
            .strip()
            .split("\\s+", -1);
    long next = Long.parseLong(leases[1]);
    return new Seen(
        next == 0 ? 1 : 0, leases[0] + " of 20 leases taken, the next device got " + next);
  }
}
