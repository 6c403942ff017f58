package io.gatehouse.network.settings;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusSecret;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** RADIUS settings that hold, drawn at random. */
final class RadiusDraws {
  private RadiusDraws() {}

  static Arbitrary<Radius> radius() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 3),
            Arbitraries.strings().ofMinLength(16).ofMaxLength(40).withCharRange(' ', '~'),
            Arbitraries.of(Radius.NasType.class),
            Arbitraries.of(Radius.Outage.class))
        .as(
            (nases, upstreams, secret, type, outage) -> {
              RadiusSecret shared = new RadiusSecret(secret);
              List<Radius.Upstream> servers =
                  IntStream.range(0, upstreams)
                      .mapToObj(
                          i ->
                              new Radius.Upstream(
                                  "up" + i,
                                  Ipv4.of("192.0.2.1").plus(i),
                                  1812,
                                  i == 2 ? 0 : 1813,
                                  shared,
                                  i == 0,
                                  i != 1,
                                  i == 1))
                      .toList();
              boolean pooled = !servers.isEmpty();
              return new Radius(
                  1812,
                  1813,
                  IntStream.range(0, nases)
                      .mapToObj(
                          i ->
                              new Radius.Nas(
                                  "nas" + i,
                                  new Ipv4Network(Ipv4.of("10.9." + i + ".0"), 32 - 8 * (i % 2)),
                                  shared,
                                  type,
                                  3799 * (i % 2),
                                  i,
                                  i != 3))
                      .toList(),
                  servers,
                  pooled
                      ? List.of(
                          new Radius.Pool(
                              "pool",
                              servers.stream().map(Radius.Upstream::name).toList(),
                              Radius.Order.BALANCE,
                              900))
                      : List.of(),
                  List.of(
                      new Radius.Route(
                          "example.org",
                          "Guests",
                          "",
                          pooled ? "pool" : "",
                          Radius.Accounting.TRANSPARENT,
                          outage,
                          600,
                          false,
                          List.of(26),
                          List.of(11, 26))),
                  pooled && servers.stream().anyMatch(one -> one.accountingPort() > 0)
                      ? "pool"
                      : "",
                  "",
                  nases == 1 ? 3799 : 0);
            });
  }
}
