package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusLive;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Forwarding;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Port;
import io.gatehouse.radius.packet.Refusal;
import io.gatehouse.radius.packet.Signatures;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The way of a request: known NAS, shape, signature, seen before, who decides, and back. Free of
 * transport; everything runs on one thread, which the caller sees to.
 */
public final class Proxy {
  private final Output output;
  private final Local local;
  private final Executor thread;
  private final Counts counts;
  private final Watched watched;
  private final Packet packet = new Packet();
  private final PacketCheck check = new PacketCheck();
  private final byte[] out = new byte[Packet.LONGEST];
  private final Forwarding.Side up = new Forwarding.Side();
  private final Forwarding.Side down = new Forwarding.Side();
  private final Exchanges exchanges = new Exchanges();
  private final Asking asking;
  private final OutageDecision outage;
  private volatile Routing routing;

  /**
   * @param thread runs what comes back from elsewhere on the RADIUS thread
   */
  public Proxy(
      Radius settings, Output output, Local local, Executor thread, Counts counts, long nowNanos) {
    this.output = output;
    this.local = local;
    this.thread = thread;
    this.counts = counts;
    watched = new Watched();
    routing = new Routing(settings, null, nowNanos);
    outage = new OutageDecision(counts);
    asking = new Asking(output, counts, this::withoutServer);
  }

  /** Other settings from now on; what is on its way to servers that stay goes on. */
  public void follow(Radius settings, long nowNanos) {
    routing = new Routing(settings, routing, nowNanos);
  }

  public Watched watched() {
    return watched;
  }

  /** How the upstreams are, for any thread. */
  public List<RadiusLive.UpstreamHealth> upstreams() {
    return routing.servers.stream().map(HomeServer::health).toList();
  }

  /** Requests that wait for a server, for the RADIUS thread. */
  public int waiting() {
    return asking.waiting();
  }

  /** A datagram at one of the two ports that NASes ask. The bytes are the caller's again after. */
  public void request(
      Service service, byte[] bytes, int length, int address, int port, long nowNanos) {
    KnownNas nas = routing.nases.find(address);
    if (nas == null) {
      counts.count(Dropped.UNKNOWN_CLIENT);
      return;
    }
    packet.over(bytes, 0, length);
    Refusal refusal = check.check(packet, service.port());
    if (refusal == Refusal.NONE && !nas.mayAsk(nowNanos)) {
      counts.count(Dropped.RATE);
      watched.dropped(nas, packet, address, Dropped.RATE.label());
      return;
    }
    if (refusal == Refusal.NONE) {
      refusal =
          Signatures.ofRequest(
              packet, check, nas.signer, nas.settings.requireMessageAuthenticator());
    }
    if (refusal != Refusal.NONE) {
      counts.count(refusal);
      watched.dropped(nas, packet, address, refusal.label());
      return;
    }
    counts.count(Counts.Event.REQUESTS);
    if (packet.code() == Code.STATUS_SERVER) {
      status(nas, service, address, port);
      return;
    }
    long key = Exchanges.key(service, address, port, packet.id());
    Exchange known = exchanges.find(key);
    if (known != null) {
      if (sameRequest(known)) {
        again(known, nowNanos);
        return;
      }
      // The NAS uses the id for something new; it waits for the old answer no more.
      drop(known);
    }
    Exchange exchange = begin(nas, service, address, port, key, nowNanos);
    if (exchange != null) {
      decide(exchange, nowNanos);
    }
  }

  private boolean sameRequest(Exchange known) {
    return Arrays.equals(
        known.authenticator,
        0,
        16,
        packet.bytes(),
        packet.authenticator(),
        packet.authenticator() + 16);
  }

  private void status(KnownNas nas, Service service, int address, int port) {
    counts.count(Counts.Event.STATUS);
    int code = service == Service.AUTHENTICATION ? Code.ACCESS_ACCEPT : Code.ACCOUNTING_RESPONSE;
    byte[] reply = PacketBuilder.reply(code, packet).signedFor(packet, nas.signer);
    output.answer(service, address, port, reply, reply.length);
  }

  /** The NAS asks again: the same answer again, or the same question to the server again. */
  private void again(Exchange known, long nowNanos) {
    counts.count(Counts.Event.DUPLICATES);
    if (known.answer != null) {
      output.answer(known.service, known.address, known.port, known.answer, known.answer.length);
    } else if (known.waits) {
      asking.again(known, packet, check, nowNanos);
    }
  }

  private Exchange begin(
      KnownNas nas, Service service, int address, int port, long key, long nowNanos) {
    if (exchanges.size() >= Exchanges.MOST) {
      Exchange oldest = exchanges.oldest();
      if (oldest.waits) {
        counts.count(Dropped.BUSY);
        return null;
      }
      exchanges.remove(oldest);
    }
    Exchange exchange = new Exchange();
    exchange.key = key;
    exchange.nas = nas;
    exchange.service = service;
    exchange.address = address;
    exchange.port = port;
    exchange.code = packet.code();
    System.arraycopy(packet.bytes(), packet.authenticator(), exchange.authenticator, 0, 16);
    exchange.question = packet.copy();
    exchange.arrivedNanos = nowNanos;
    exchanges.add(exchange);
    return exchange;
  }

  private void decide(Exchange exchange, long nowNanos) {
    Route route = routing.route(exchange.nas, packet, check);
    exchange.route = route;
    if (route == null) {
      if (exchange.service == Service.AUTHENTICATION) {
        // Silence would have the NAS believe that we are dead (RFC 2865 §2.3 leaves it open).
        counts.count(Counts.Event.REJECTED_REALM);
        answer(exchange, outage.reject(exchange, packet, "No service knows this realm."), nowNanos);
      } else {
        counts.count(Dropped.NO_ROUTE);
        drop(exchange);
      }
      return;
    }
    HomePool pool = route.pool(exchange.service);
    if (pool == null) {
      ask(exchange);
      return;
    }
    exchange.bound = packet.has(Attribute.STATE);
    if (!asking.ask(exchange, packet, check, pool, nowNanos)) {
      withoutServer(exchange, nowNanos);
    }
  }

  /** The box itself decides. */
  private void ask(Exchange exchange) {
    counts.count(Counts.Event.LOCAL);
    Packet question = Packet.of(exchange.question);
    local.decide(
        new Local.Asked(
            exchange.nas.settings,
            exchange.nas.secret,
            exchange.address,
            question,
            exchange.service,
            exchange.route.settings),
        reply -> thread.execute(() -> decided(exchange, reply)));
  }

  private void decided(Exchange exchange, byte[] reply) {
    // Forgotten meanwhile where the NAS used its id for something else.
    if (exchanges.find(exchange.key) != exchange || exchange.answer != null) {
      return;
    }
    if (reply == null) {
      counts.count(Dropped.NO_LOCAL);
      drop(exchange);
    } else {
      answer(exchange, reply, System.nanoTime());
    }
  }

  /** No server of the pool lives, or none answered in time: the route's policy decides. */
  private void withoutServer(Exchange exchange, long nowNanos) {
    if (exchange.service == Service.ACCOUNTING) {
      counts.count(Dropped.NO_ANSWER);
      watched.dropped(exchange, Dropped.NO_ANSWER.label());
      drop(exchange);
      return;
    }
    packet.over(exchange.question, 0, exchange.question.length);
    check.check(packet, Port.AUTHENTICATION);
    if (exchange.route.settings.outage() == Radius.Outage.LOCAL) {
      ask(exchange);
      return;
    }
    answer(exchange, outage.decide(exchange, packet, check, nowNanos), nowNanos);
  }

  private void answer(Exchange exchange, byte[] reply, long nowNanos) {
    watched.answered(exchange, reply, nowNanos);
    exchange.answer = reply;
    exchange.question = null;
    exchange.forgetNanos = nowNanos + Exchanges.KEEP_NANOS;
    counts.count(Counts.Event.ANSWERED);
    output.answer(exchange.service, exchange.address, exchange.port, reply, reply.length);
  }

  private void drop(Exchange exchange) {
    asking.forget(exchange);
    exchanges.remove(exchange);
  }

  /** A datagram at one of our own ports. The bytes are the caller's again after. */
  public void reply(int socket, byte[] bytes, int length, int address, int port, long nowNanos) {
    HomeServer server = routing.find(address, port);
    if (server == null) {
      counts.count(Dropped.UNKNOWN_SOURCE);
      return;
    }
    packet.over(bytes, 0, length);
    Refusal refusal = check.check(packet, Port.REPLIES);
    if (refusal != Refusal.NONE) {
      counts.count(refusal);
      return;
    }
    Exchange exchange = server.lanes.find(socket, packet.id());
    if (exchange == null) {
      counts.count(Dropped.LATE);
      return;
    }
    if (!Code.answers(packet.code(), exchange.code)) {
      counts.count(Dropped.WRONG_ANSWER);
      return;
    }
    refusal =
        Signatures.ofReply(
            packet,
            check,
            server.signer,
            exchange.sentAuthenticator,
            0,
            server.settings.requireMessageAuthenticator());
    if (refusal != Refusal.NONE) {
      counts.count(refusal);
      return;
    }
    server.heard(nowNanos, exchange.askedNanos);
    counts.count(Counts.Event.REPLIES);
    if (exchange.nas == null) {
      asking.forget(exchange);
      return;
    }
    pass(exchange, server, nowNanos);
  }

  private void pass(Exchange exchange, HomeServer server, long nowNanos) {
    int written =
        Forwarding.reply(
            packet,
            check,
            up.of(server.signer, exchange.sentAuthenticator, 0),
            out,
            exchange.question[1] & 0xff,
            down.of(exchange.nas.signer, exchange.authenticator, 0),
            exchange.proxyState,
            exchange.route.replies);
    if (written < 0) {
      if (written == Forwarding.TOO_LONG) {
        counts.count(Dropped.FORWARD_TOO_LONG);
      } else {
        counts.count(Refusal.BAD_TUNNEL_PASSWORD);
      }
      return;
    }
    asking.forget(exchange);
    if (exchange.route.settings.outage() == Radius.Outage.SEEN) {
      int code = packet.code();
      packet.over(exchange.question, 0, exchange.question.length);
      check.check(packet, Port.AUTHENTICATION);
      outage.remember(exchange, packet, check, code, nowNanos);
    }
    answer(exchange, Arrays.copyOf(out, written), nowNanos);
  }

  /** What time brings; to be called every 50 ms or so while something waits, else each second. */
  public void tick(long nowNanos) {
    asking.tick(nowNanos);
    for (HomeServer server : routing.servers) {
      server.age(nowNanos);
      if (server.settings.statusServer() && server.wantsProbe(nowNanos)) {
        asking.probe(server, nowNanos);
      }
    }
    exchanges.forget(nowNanos);
  }
}
