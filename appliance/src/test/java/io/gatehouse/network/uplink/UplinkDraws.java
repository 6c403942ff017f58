package io.gatehouse.network.uplink;

import io.gatehouse.network.settings.document.Secret;
import io.gatehouse.platform.address.Ipv4;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.ListArbitrary;

/** Random uplinks that a box can have. */
public final class UplinkDraws {
  private UplinkDraws() {}

  public static Arbitrary<Uplink> uplink() {
    Arbitrary<Line> none = Arbitraries.just(Line.none());
    return Combinators.combine(
            line("wan", 4_090),
            Arbitraries.oneOf(none, line("lte", 4_094)),
            hosts().ofMinSize(1),
            failover())
        .as(Uplink::new);
  }

  private static Arbitrary<Failover> failover() {
    Arbitrary<Integer> patience = Arbitraries.integers().between(2, 3_600);
    return Combinators.combine(hosts(), patience, patience).as(Failover::new);
  }

  private static ListArbitrary<Ipv4> hosts() {
    return Arbitraries.integers()
        .between(1, 255)
        .map(n -> Ipv4.of("203.0.113." + n))
        .list()
        .uniqueElements()
        .ofMaxSize(4);
  }

  /** A VLAN of four thousand at least: those below are the air's. */
  private static Arbitrary<Line> line(String device, int vlan) {
    return Combinators.combine(
            Arbitraries.of(Line.Mode.DHCP, Line.Mode.STATIC, Line.Mode.PPPOE),
            Arbitraries.of(0, vlan),
            word(),
            word(),
            Arbitraries.integers().between(0, 10_000_000))
        .as(
            (mode, tag, user, password, kbps) -> {
              boolean fixed = mode == Line.Mode.STATIC;
              boolean dialled = mode == Line.Mode.PPPOE;
              return new Line(
                  device,
                  mode,
                  tag,
                  fixed ? "198.51.100.5/24" : "",
                  fixed ? Optional.of(Ipv4.of("198.51.100.1")) : Optional.empty(),
                  dialled ? user : "",
                  dialled ? new Secret(password) : Secret.NONE,
                  kbps,
                  kbps / 2);
            });
  }

  private static Arbitrary<String> word() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .ofMinLength(1)
        .ofMaxLength(100)
        .filter(text -> Secret.trouble(text, 1, 100).isEmpty());
  }
}
