package io.gatehouse.radius.proxy;

import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Forwarding;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.PacketCheck;

/**
 * Asks servers: gives ids, asks again with growing pauses (RFC 5080 §2.2.1), and moves what one
 * leaves unanswered to another.
 */
final class Asking {
  /** In answer times of the pool: after so many the NAS has lost its patience. */
  private static final int PATIENCE = 5;

  private static final long AGAIN_NANOS = 300_000_000;
  private static final long PROBE_NANOS = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  /** Told of a request that no server answered; it waits no more. */
  interface Unanswered {
    void gone(Exchange exchange, long nowNanos);
  }

  private final Output output;
  private final Counts counts;
  private final Unanswered unanswered;
  private final Waiting waiting = new Waiting();
  private final RandomBytes random = new RandomBytes();
  private final Packet packet = new Packet();
  private final PacketCheck check = new PacketCheck();
  private final byte[] out = new byte[Packet.LONGEST];

  Asking(Output output, Counts counts, Unanswered unanswered) {
    this.output = output;
    this.counts = counts;
    this.unanswered = unanswered;
  }

  int waiting() {
    return waiting.size();
  }

  /**
   * Asks one of the pool.
   *
   * @return false where none lives, or none has an id free
   */
  boolean ask(
      Exchange exchange, Packet question, PacketCheck checked, HomePool pool, long nowNanos) {
    int index = pool.choose(hash(exchange, question, checked), exchange.asked, nowNanos);
    return index >= 0 && ask(exchange, question, checked, pool, index, nowNanos);
  }

  private boolean ask(
      Exchange exchange,
      Packet question,
      PacketCheck checked,
      HomePool pool,
      int index,
      long nowNanos) {
    HomeServer server = pool.at(index);
    if (!server.lanes.take(exchange)) {
      return false;
    }
    exchange.server = server;
    exchange.asked |= 1 << index;
    random.next(exchange.sentAuthenticator);
    random.next(exchange.proxyState);
    exchange.tries = 0;
    waiting.add(exchange);
    counts.count(Counts.Event.FORWARDED);
    return send(exchange, question, checked, pool, nowNanos);
  }

  /** True although it could not be sent where it is too long for any server. */
  private boolean send(
      Exchange exchange, Packet question, PacketCheck checked, HomePool pool, long nowNanos) {
    HomeServer server = exchange.server;
    int length =
        Forwarding.request(
            question,
            checked,
            exchange.nas.signer,
            out,
            exchange.id,
            exchange.sentAuthenticator,
            server.signer,
            exchange.proxyState,
            exchange.route.requests);
    if (length == Forwarding.TOO_LONG) {
      counts.count(Dropped.FORWARD_TOO_LONG);
      forget(exchange);
      return true;
    }
    if (Code.isSignedByAuthenticator(exchange.code)) {
      System.arraycopy(out, Packet.AUTHENTICATOR, exchange.sentAuthenticator, 0, 16);
    }
    exchange.askedNanos = nowNanos;
    // RFC 5080 §2.2.1: a tenth more or less, so that what was lost together is not sent together.
    long pause = (pool.settings.answerMillis() * MILLI) << exchange.tries;
    exchange.dueNanos = nowNanos + pause + pause / 1_280 * random.nextByte();
    output.ask(exchange.socket, server.address, server.port, out, length);
    return true;
  }

  /** The NAS repeats itself: so does the box, unless it just did. */
  void again(Exchange exchange, Packet question, PacketCheck checked, long nowNanos) {
    if (nowNanos - exchange.askedNanos >= AGAIN_NANOS) {
      counts.count(Counts.Event.RETRANSMITTED);
      send(exchange, question, checked, exchange.route.pool(exchange.service), nowNanos);
    }
  }

  /** Waits no more, and its id is free. */
  void forget(Exchange exchange) {
    if (exchange.waits) {
      waiting.remove(exchange);
      exchange.server.lanes.free(exchange);
    }
  }

  void tick(long nowNanos) {
    Exchange next;
    // What is added on the way stands at the end and is not due yet.
    for (Exchange at = waiting.first(); at != null; at = next) {
      next = at.later;
      boolean due = nowNanos - at.dueNanos >= 0;
      if (due) {
        at.server.silent(nowNanos, at.askedNanos);
      }
      if (at.nas == null) {
        if (due) {
          forget(at);
        }
      } else if (due || (at.server.state != HomeServer.State.ALIVE && !at.bound)) {
        overdue(at, due, nowNanos);
      }
    }
  }

  private void overdue(Exchange exchange, boolean due, long nowNanos) {
    HomePool pool = exchange.route.pool(exchange.service);
    packet.over(exchange.question, 0, exchange.question.length);
    check.check(packet, exchange.service.port());
    if (!exchange.bound) {
      int other = pool.choose(hash(exchange, packet, check), exchange.asked, nowNanos);
      if (other >= 0 && (due || pool.at(other).state == HomeServer.State.ALIVE)) {
        forget(exchange);
        counts.count(Counts.Event.MOVED);
        if (!ask(exchange, packet, check, pool, other, nowNanos)) {
          unanswered.gone(exchange, nowNanos);
        }
        return;
      }
    }
    if (!due) {
      return;
    }
    long patience = PATIENCE * MILLI * pool.settings.answerMillis();
    boolean hopeless = exchange.server.state == HomeServer.State.DEAD;
    if (hopeless || nowNanos - exchange.arrivedNanos > patience) {
      forget(exchange);
      unanswered.gone(exchange, nowNanos);
      return;
    }
    exchange.tries++;
    counts.count(Counts.Event.RETRANSMITTED);
    send(exchange, packet, check, pool, nowNanos);
  }

  /** Asks a server whether it lives (RFC 5997). */
  void probe(HomeServer server, long nowNanos) {
    Exchange probe = new Exchange();
    probe.code = Code.STATUS_SERVER;
    probe.service = server.service;
    probe.server = server;
    if (!server.lanes.take(probe)) {
      return;
    }
    byte[] bytes =
        PacketBuilder.request(Code.STATUS_SERVER, probe.id)
            .add(Attribute.NAS_IDENTIFIER, "gatehouse")
            .signed(server.signer);
    System.arraycopy(bytes, Packet.AUTHENTICATOR, probe.sentAuthenticator, 0, 16);
    probe.askedNanos = nowNanos;
    probe.dueNanos = nowNanos + PROBE_NANOS;
    waiting.add(probe);
    output.ask(probe.socket, server.address, server.port, bytes, bytes.length);
  }

  /** The same for all packets of one device, as far as they tell. */
  private static int hash(Exchange exchange, Packet question, PacketCheck checked) {
    int at = question.find(Attribute.CALLING_STATION_ID);
    if (at == Packet.NOWHERE) {
      at = checked.userName();
    }
    if (at == Packet.NOWHERE) {
      return exchange.address;
    }
    int hash = 0;
    for (int i = question.value(at); i < question.next(at); i++) {
      hash = 31 * hash + question.bytes()[i];
    }
    return hash ^ hash >>> 16;
  }
}
