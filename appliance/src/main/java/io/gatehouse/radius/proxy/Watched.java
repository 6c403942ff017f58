package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.RadiusLive;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Decoded;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Port;
import io.gatehouse.radius.packet.Refusal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The last packets, for who looks at them. While nobody does nothing is kept, so that the way of a
 * packet costs nothing more.
 */
public final class Watched {
  private static final int MOST = 256;
  private static final long WATCH_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** As it was kept: with its passwords, so it is never shown but through {@link Decoded}. */
  private static final class Sighting {
    private final String nas;
    private final int address;
    private final byte[] packet;
    private final String outcome;
    private final long micros;
    private final long nanos;

    Sighting(KnownNas nas, int address, byte[] packet, String outcome, long micros, long nanos) {
      this.nas = nas.settings.name();
      this.address = address;
      this.packet = packet;
      this.outcome = outcome;
      this.micros = micros;
      this.nanos = nanos;
    }

    RadiusLive.SeenPacket shown(long nowNanos) {
      Packet view = Packet.of(packet);
      // A malformed one cannot be walked.
      boolean whole = new PacketCheck().check(view, portOf(view)) == Refusal.NONE;
      List<RadiusLive.Value> values =
          whole
              ? Decoded.of(view).stream()
                  .map(line -> new RadiusLive.Value(line.name(), line.value()))
                  .toList()
              : List.of();
      boolean header = packet.length >= Packet.HEADER;
      return new RadiusLive.SeenPacket(
          (nowNanos - nanos) / 1_000_000,
          nas,
          new Ipv4(address).toString(),
          header ? Code.name(view.code()) : "cut",
          header ? view.id() : -1,
          outcome,
          micros,
          values);
    }

    private static Port portOf(Packet packet) {
      boolean stored = packet.length() > 0 && packet.code() == Code.ACCOUNTING_REQUEST;
      return stored ? Port.ACCOUNTING : Port.AUTHENTICATION;
    }
  }

  private final Deque<Sighting> last = new ArrayDeque<>();
  private volatile boolean watching;
  private volatile long endNanos;

  /** The last packets from now on, for a minute; the newest last. */
  public List<RadiusLive.SeenPacket> seen() {
    long now = System.nanoTime();
    endNanos = now + WATCH_NANOS;
    watching = true;
    List<Sighting> kept;
    synchronized (last) {
      kept = List.copyOf(last);
    }
    return kept.stream().map(sighting -> sighting.shown(now)).toList();
  }

  void dropped(KnownNas nas, Packet packet, int address, String reason) {
    if (watching) {
      keep(nas, address, packet.copy(), reason, 0, System.nanoTime());
    }
  }

  void dropped(Exchange exchange, String reason) {
    if (watching) {
      keep(exchange.nas, exchange.address, exchange.question, reason, 0, System.nanoTime());
    }
  }

  /** Before the question is forgotten. */
  void answered(Exchange exchange, byte[] answer, long nowNanos) {
    if (watching) {
      keep(
          exchange.nas,
          exchange.address,
          exchange.question,
          Code.name(answer[0] & 0xff),
          (nowNanos - exchange.arrivedNanos) / 1_000,
          nowNanos);
    }
  }

  private void keep(
      KnownNas nas, int address, byte[] packet, String outcome, long micros, long nowNanos) {
    synchronized (last) {
      if (nowNanos - endNanos > 0) {
        watching = false;
        last.clear();
        return;
      }
      if (last.size() == MOST) {
        last.removeFirst();
      }
      last.addLast(new Sighting(nas, address, packet, outcome, micros, nowNanos));
    }
  }
}
