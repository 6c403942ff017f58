package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Run;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.HotspotExtension;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code gatehouse doctor} on a box of the lab: well, and with one part broken at a time. */
class DoctorIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @RegisterExtension static final HotspotExtension SITE = new HotspotExtension(1, Hotspot.QUICK);

  /** What the doctor said. */
  private record Visit(int exit, List<JsonObject> lines) {
    List<JsonObject> bad() {
      return lines.stream().filter(line -> line.getString("verdict").equals("bad")).toList();
    }

    List<String> seen() {
      return bad().stream().map(line -> line.getString("seen")).distinct().toList();
    }
  }

  /** A daemon that stays down: the box brings a stopped one back, so it is stopped all the time. */
  private static final class Dead implements AutoCloseable {
    private final UnitName unit;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread killer = Thread.ofVirtual().unstarted(this::stop);

    Dead(UnitName unit) {
      this.unit = unit;
      SITE.get().box().units().stop(unit);
      killer.start();
    }

    private void stop() {
      while (!over.get()) {
        SITE.get().box().units().stop(unit);
        LockSupport.parkNanos(50_000_000);
      }
    }

    @Override
    public void close() {
      over.set(true);
      try {
        killer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      SITE.get().box().units().start(unit);
    }
  }

  private static Visit visit() {
    Run run =
        SITE.get()
            .lab()
            .run(
                "box",
                LIMIT,
                "/usr/lib/gatehouse/bin/gatehouse",
                "doctor",
                "--json",
                "--outside",
                "198.19.0.77");
    assertThat(run.out()).as("what the doctor said, errors: " + run.err()).startsWith("{");
    return new Visit(
        run.exit(),
        new JsonObject(run.out())
            .getJsonArray("items").stream().map(JsonObject.class::cast).toList());
  }

  @Test
  void a_healthy_box_is_found_healthy() {
    Visit visit = visit();
    assertThat(visit.bad()).isEmpty();
    assertThat(visit.exit()).isZero();
    assertThat(visit.lines()).hasSizeGreaterThan(12);
    assertThat(visit.lines().toString()).contains("refused, as it should be");
  }

  @Test
  void a_dead_resolver_of_guests_is_named() {
    try (Dead dead = new Dead(UnitName.DNSMASQ_GATE)) {
      Visit visit = visit();
      assertThat(visit.exit()).isEqualTo(1);
      assertThat(visit.seen())
          .containsExactly("no answer: the resolver of guests before login is silent");
      assertThat(visit.bad().getFirst().getString("advice")).contains("gatehouse-dnsmasq@gate");
    }
  }

  @Test
  void a_dead_dhcp_server_is_named() {
    try (Dead dead = new Dead(UnitName.DNSMASQ_LAN)) {
      Visit visit = visit();
      assertThat(visit.exit()).isEqualTo(1);
      assertThat(visit.seen()).containsExactly("none came within 10 s: the DHCP server is silent");
      assertThat(visit.bad().getFirst().getString("advice")).contains("gatehouse-dnsmasq@lan");
    }
  }

  @Test
  void an_uplink_that_is_down_is_named() {
    SITE.get().lab().run("internet", LIMIT, "ip", "link", "set", "uplink", "down").must();
    try {
      Visit visit = visit();
      assertThat(visit.exit()).isEqualTo(1);
      assertThat(visit.seen()).singleElement().asString().contains("the uplink is down");
      assertThat(visit.bad().getFirst().getString("advice")).contains("cable");
    } finally {
      SITE.get().lab().run("internet", LIMIT, "ip", "link", "set", "uplink", "up").must();
    }
  }
}
