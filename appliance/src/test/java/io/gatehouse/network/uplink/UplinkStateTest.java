package io.gatehouse.network.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.clock.TestBootClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UplinkStateTest {
  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
  private static final String DEFAULT_ROUTE =
      "wan\t00000000\t017100CB\t0003\t0\t0\t0\t00000000\t0\t0\t0\n";
  private static final String LOCAL_ROUTE =
      "wan\t007100CB\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";

  @TempDir Path folder;
  private Path routes;
  private Path resolv;
  private DatagramSocket resolver;
  private volatile int rcode = -1;

  @BeforeEach
  void put_up_a_resolver() throws IOException {
    routes = Files.writeString(folder.resolve("route"), HEAD + DEFAULT_ROUTE + LOCAL_ROUTE);
    resolv =
        Files.writeString(folder.resolve("resolv.conf"), "search lan\nnameserver 127.0.0.53\n");
    resolver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void take_it_down() {
    resolver.close();
  }

  @Test
  void it_is_up_where_a_resolver_answers() {
    rcode = 0;
    UplinkState state = asking();
    state.check();
    assertThat(state.seen()).isEqualTo(new UplinkState.Seen(true, "resolver 127.0.0.1 answers"));
  }

  @Test
  void silence_counts_after_three_looks_and_one_answer_ends_it() {
    UplinkState state = asking();
    state.check();
    state.check();
    assertThat(state.up()).isTrue();
    state.check();
    assertThat(state.up()).isFalse();
    rcode = 5;
    state.check();
    assertThat(state.up()).isTrue();
  }

  @Test
  void a_resolver_that_lost_its_own_way_does_not_count() {
    rcode = 2;
    UplinkState state = asking();
    for (int i = 0; i < 3; i++) {
      state.check();
    }
    assertThat(state.seen())
        .isEqualTo(new UplinkState.Seen(false, "resolver 127.0.0.1 does not answer"));
  }

  @Test
  void no_default_route_counts_at_once() throws IOException {
    rcode = 0;
    Files.writeString(routes, HEAD + LOCAL_ROUTE + DEFAULT_ROUTE.replace("wan", "eth7"));
    UplinkState state = asking();
    state.check();
    assertThat(state.seen().detail()).isEqualTo("no default route out of wan");
    assertThat(state.up()).isFalse();
  }

  @Test
  void without_a_known_resolver_the_route_decides() {
    UplinkState state = state(Uplink.factory());
    state.check();
    assertThat(state.up()).isTrue();
    assertThat(state.seen().detail()).contains("no resolver is known");
  }

  @Test
  void resolvers_of_dhcp_are_read_from_the_first_file_that_has_some() throws IOException {
    Path second =
        Files.writeString(folder.resolve("second"), "nameserver 203.0.113.9\nnameserver ::1\n");
    Resolvers named = new Resolvers(List.of(folder.resolve("absent"), resolv, second));
    assertThat(named.named()).hasToString("[203.0.113.9]");
  }

  private UplinkState asking() {
    // Loopback is refused in settings, so the test's resolver goes in by hand.
    return state(
        new Uplink(Line.over("wan"), Line.none(), List.of(Ipv4.of("127.0.0.1")), Failover.usual()));
  }

  private UplinkState state(Uplink settings) {
    return new UplinkState(
        () -> settings,
        routes,
        new Resolvers(List.of(resolv)),
        new ResolverProbe(resolver.getLocalPort(), Duration.ofMillis(150)),
        _ -> {
          throw new AssertionError("with one line the root side has nothing to do");
        },
        new TestBootClock(),
        told -> {});
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (!resolver.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        resolver.receive(packet);
        if (rcode >= 0) {
          buffer[2] = (byte) 0x81;
          buffer[3] = (byte) rcode;
          resolver.send(packet);
        }
      } catch (IOException closed) {
        return;
      }
    }
  }
}
