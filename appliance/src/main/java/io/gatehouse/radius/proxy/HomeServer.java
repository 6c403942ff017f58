package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusLive;
import io.gatehouse.radius.packet.SharedSecret;
import io.gatehouse.radius.packet.Signer;
import java.util.Locale;

/**
 * One port of an upstream, and whether it lives. A server that leaves a request unanswered for too
 * long is a zombie: it is asked only where no other lives, and probed. Without an answer for a
 * while it is dead, and only probed: the circuit is open. One answer makes it live.
 */
@SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes, others look.
final class HomeServer {
  private static final long PROBE_NANOS = 1_000_000_000;
  private static final long ZOMBIE_NANOS = 5_000_000_000L;

  /** For other threads to look at. */
  public enum State {
    ALIVE,
    ZOMBIE,
    DEAD
  }

  final Radius.Upstream settings;
  final Service service;
  final SharedSecret secret;
  final Signer signer;
  final Lanes lanes = new Lanes();
  final int address;
  final int port;

  volatile State state = State.ALIVE;
  volatile long answers;
  volatile long silences;
  volatile long microseconds;
  private long heardNanos;
  private long sinceNanos;
  private long probedNanos;

  HomeServer(Radius.Upstream settings, Service service, long nowNanos) {
    this.settings = settings;
    this.service = service;
    secret = SharedSecret.of(settings.secret().secret());
    signer = secret.signer();
    address = settings.address().bits();
    port =
        service == Service.AUTHENTICATION
            ? settings.authenticationPort()
            : settings.accountingPort();
    heardNanos = nowNanos;
    probedNanos = nowNanos;
  }

  RadiusLive.UpstreamHealth health() {
    return new RadiusLive.UpstreamHealth(
        settings.name(),
        service.name().toLowerCase(Locale.ROOT),
        settings.address() + ":" + port,
        state.name().toLowerCase(Locale.ROOT),
        answers,
        silences,
        microseconds,
        lanes.outstanding());
  }

  /** Something it signed has come. */
  void heard(long nowNanos, long askedNanos) {
    heardNanos = nowNanos;
    answers = answers + 1;
    long took = (nowNanos - askedNanos) / 1_000;
    microseconds = microseconds == 0 ? took : (7 * microseconds + took) / 8;
    state = State.ALIVE;
  }

  /** A request stays without an answer. */
  void silent(long nowNanos, long askedNanos) {
    silences = silences + 1;
    // What it answered since then shows that it lives, and only this one got lost.
    if (state == State.ALIVE && heardNanos - askedNanos <= 0) {
      state = State.ZOMBIE;
      sinceNanos = nowNanos;
    }
  }

  /** A zombie that stays one is dead. */
  void age(long nowNanos) {
    if (state == State.ZOMBIE && nowNanos - sinceNanos > ZOMBIE_NANOS) {
      state = State.DEAD;
    }
  }

  /** True where it should be asked whether it lives; then not again for a second. */
  boolean wantsProbe(long nowNanos) {
    if (state == State.ALIVE || nowNanos - probedNanos < PROBE_NANOS) {
      return false;
    }
    probedNanos = nowNanos;
    return true;
  }

  /**
   * True where a request may find out whether it lives: it has no Status-Server, and a probe is
   * due.
   */
  boolean takesTrial(long nowNanos) {
    return !settings.statusServer() && wantsProbe(nowNanos);
  }
}
