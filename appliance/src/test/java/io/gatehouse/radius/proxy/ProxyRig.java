package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusSecret;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import io.gatehouse.radius.datagram.Datagrams;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.PacketBuilder;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.List;

/** The proxy on loopback between a router and two servers. */
final class ProxyRig implements AutoCloseable {
  static final int ANSWER_MILLIS = 200;

  final ScriptedServer first = new ScriptedServer();
  final ScriptedServer second = new ScriptedServer();
  final TestNas nas = new TestNas();
  final int port = freePort();
  final Datagrams box;

  ProxyRig(Radius.Order order, Radius.Outage outage) throws IOException {
    box =
        new Datagrams(settings(order, outage), Ipv4.of("127.0.0.1"), ProxyRig::local, new Counts());
  }

  /** The box's own decision says who took it. */
  private static void local(Local.Asked asked, Local.Answer answer) {
    int code =
        asked.service() == Service.AUTHENTICATION ? Code.ACCESS_ACCEPT : Code.ACCOUNTING_RESPONSE;
    Thread.startVirtualThread(
        () ->
            answer.give(
                PacketBuilder.reply(code, asked.request())
                    .add(Attribute.REPLY_MESSAGE, "the box itself")
                    .signedFor(asked.request(), asked.secret().signer())));
  }

  Radius settings(Radius.Order order, Radius.Outage outage) {
    return settings(order, List.of(route("", "p", outage)), List.of(nas(0, true)));
  }

  Radius settings(Radius.Order order, List<Radius.Route> routes, List<Radius.Nas> nases) {
    return new Radius(
        port,
        port + 1,
        nases,
        List.of(upstream("first", first), upstream("second", second)),
        List.of(new Radius.Pool("p", List.of("first", "second"), order, ANSWER_MILLIS)),
        routes,
        "",
        "",
        0);
  }

  static Radius.Nas nas(int rate, boolean required) {
    return new Radius.Nas(
        "router",
        new Ipv4Network(Ipv4.of("127.0.0.1"), 32),
        new RadiusSecret(TestNas.SECRET),
        Radius.NasType.OTHER,
        0,
        rate,
        required);
  }

  static Radius.Route route(String realm, String pool, Radius.Outage outage) {
    return route(realm, pool, outage, false);
  }

  /** Without the realm in names. */
  static Radius.Route stripping(String realm, String pool) {
    return route(realm, pool, Radius.Outage.CLOSED, true);
  }

  private static Radius.Route route(
      String realm, String pool, Radius.Outage outage, boolean strip) {
    return new Radius.Route(
        realm,
        "",
        "",
        pool,
        Radius.Accounting.TRANSPARENT,
        outage,
        3_600,
        strip,
        List.of(),
        List.of(Attribute.REPLY_MESSAGE));
  }

  private static Radius.Upstream upstream(String name, ScriptedServer server) {
    return new Radius.Upstream(
        name,
        Ipv4.of("127.0.0.1"),
        server.port(),
        server.accountingPort(),
        new RadiusSecret(ScriptedServer.SECRET),
        true,
        true,
        false);
  }

  /** Two ports next to each other that nobody has. */
  private static int freePort() throws IOException {
    List<DatagramSocket> kept = new ArrayList<>();
    try {
      for (int i = 0; i < 50; i++) {
        DatagramSocket found = new DatagramSocket();
        kept.add(found);
        try (DatagramSocket next = new DatagramSocket(found.getLocalPort() + 1)) {
          return next.getLocalPort() - 1;
        } catch (BindException e) {
          // Another has it: the next pair.
        }
      }
      throw new IOException("no two free ports next to each other");
    } finally {
      kept.forEach(DatagramSocket::close);
    }
  }

  long dropped(String reason) {
    return box.counts().reasons().get(reason);
  }

  String state(String upstream) {
    return box.proxy().upstreams().stream()
        .filter(view -> view.name().equals(upstream))
        .filter(view -> view.service().equals("authentication"))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Override
  public void close() {
    box.close();
    nas.close();
    first.close();
    second.close();
  }
}
