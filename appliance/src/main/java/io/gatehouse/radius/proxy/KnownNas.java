package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.radius.packet.SharedSecret;
import io.gatehouse.radius.packet.Signer;

/** A NAS as the RADIUS thread knows it. */
final class KnownNas {
  private static final long SECOND = 1_000_000_000;

  final Radius.Nas settings;
  final SharedSecret secret;
  final Signer signer;
  private long fullAtNanos;

  KnownNas(Radius.Nas settings) {
    this.settings = settings;
    secret = SharedSecret.of(settings.secret().secret());
    signer = secret.signer();
  }

  /** True where it may ask now: so many a second, and as many again at once after a pause. */
  boolean mayAsk(long nowNanos) {
    int rate = settings.requestsPerSecond();
    if (rate == 0) {
      return true;
    }
    long step = SECOND / rate;
    long fullAt = Math.max(fullAtNanos, nowNanos) + step;
    if (fullAt - nowNanos > SECOND) {
      return false;
    }
    fullAtNanos = fullAt;
    return true;
  }
}
