package io.gatehouse.app;

import io.gatehouse.network.rollout.Rollout;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps trying until the box is as its settings say. A box whose warden is away serves its pages
 * all the same.
 */
final class SettingsInPlace {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsInPlace.class);
  private static final Duration WARDEN_COMES_WITHIN = Duration.ofSeconds(10);
  private static final int WARDEN_TRY_MILLIS = 100;

  private final EdgeSettings settings;
  private final PortalTls tls;
  private boolean done;

  SettingsInPlace(EdgeSettings settings, PortalTls tls) {
    this.settings = settings;
    this.tls = tls;
  }

  /** Tries once, where it is not done yet. */
  synchronized void apply() {
    if (done) {
      return;
    }
    switch (settings.changes().settle(settings.onAir(tls.follow()))) {
      case Rollout.Applied.Done all -> {
        done = true;
        LOG.info("settings are in place changed={}", all.changed());
      }
      case Rollout.Applied.NotDone not ->
          throw new IllegalStateException("settings are not in place: " + not.reason());
    }
  }

  /** Tries a change that is new, takes back one that nobody confirmed. */
  void watch() {
    settings.changes().watch();
    if (settings.keep()) {
      again();
    }
  }

  /** What the box's files follow has changed, or may have. */
  void again() {
    synchronized (this) {
      done = false;
    }
    soon();
  }

  /** At power-on the warden may come a moment later than the edge. */
  void soon() {
    long deadline = System.nanoTime() + WARDEN_COMES_WITHIN.toNanos();
    while (true) {
      try {
        apply();
        return;
      } catch (IllegalStateException e) {
        if (System.nanoTime() > deadline) {
          LOG.warn("{}", e.getMessage());
          return;
        }
        LockSupport.parkNanos(WARDEN_TRY_MILLIS * 1_000_000L);
      }
    }
  }
}
