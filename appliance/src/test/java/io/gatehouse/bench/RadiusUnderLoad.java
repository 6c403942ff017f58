package io.gatehouse.bench;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusSecret;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import io.gatehouse.radius.datagram.Datagrams;
import io.gatehouse.radius.proxy.Counts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The proxy alone in a process, so that its processor time is told from everything else: our port,
 * then that of each upstream. Begins when it reads a line.
 */
final class RadiusUnderLoad {
  static final String SECRET = "measured-on-loopback";

  private RadiusUnderLoad() {}

  public static void main(String[] args) throws IOException {
    List<Integer> ports = Arrays.stream(args).map(Integer::valueOf).toList();
    Ipv4 loopback = Ipv4.of("127.0.0.1");
    RadiusSecret secret = new RadiusSecret(SECRET);
    List<Radius.Upstream> upstreams = new ArrayList<>();
    for (int port : ports.subList(1, ports.size())) {
      upstreams.add(
          new Radius.Upstream("up" + port, loopback, port, port + 1, secret, true, true, false));
    }
    Radius settings =
        new Radius(
            ports.getFirst(),
            ports.getFirst() + 1,
            List.of(
                new Radius.Nas(
                    "nas",
                    new Ipv4Network(loopback, 32),
                    secret,
                    Radius.NasType.OTHER,
                    0,
                    0,
                    true)),
            upstreams,
            List.of(
                new Radius.Pool(
                    "pool",
                    upstreams.stream().map(Radius.Upstream::name).toList(),
                    Radius.Order.BALANCE,
                    1_000)),
            List.of(
                new Radius.Route(
                    "",
                    "",
                    "",
                    "pool",
                    Radius.Accounting.TRANSPARENT,
                    Radius.Outage.CLOSED,
                    3_600,
                    false,
                    List.of(),
                    List.of())),
            "",
            "",
            0);
    System.out.println("here");
    System.in.read();
    Datagrams datagrams =
        new Datagrams(settings, loopback, (asked, answer) -> answer.give(null), new Counts());
    System.out.println("ready");
    // Until the other end of our input is closed.
    while (System.in.read() >= 0) {}
    datagrams.close();
  }
}
