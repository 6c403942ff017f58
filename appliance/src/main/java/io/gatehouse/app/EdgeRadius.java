package io.gatehouse.app;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusLive;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.radius.datagram.Datagrams;
import io.gatehouse.radius.datagram.PortTaken;
import io.gatehouse.radius.proxy.Counts;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RADIUS while the settings have a NAS: without one no class of it is loaded and no thread runs.
 * Other settings are followed without a restart, other ports by opening them anew.
 */
final class EdgeRadius implements RadiusLive, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeRadius.class);
  private static final int CALLS_BETWEEN_TRIES = 15;

  private final Supplier<Radius> settings;
  private final Metrics metrics;
  private final EdgeDesk desk;
  private Radius followed = Radius.factory();
  private Running running;
  private String trouble = "";
  private int calls;

  /** What there is once it has been started; the counts outlive a change of ports. */
  private static final class Running {
    private final Counts counts = new Counts();
    private Datagrams datagrams;
  }

  EdgeRadius(Supplier<Radius> settings, Metrics metrics, EdgeDesk desk) {
    this.settings = settings;
    this.metrics = metrics;
    this.desk = desk;
  }

  /** To be called each second: does nothing where the settings are followed already. */
  synchronized void follow() {
    Radius wanted = settings.get();
    boolean again = !trouble.isEmpty() && ++calls % CALLS_BETWEEN_TRIES == 0;
    if (wanted.equals(followed) && !again) {
      return;
    }
    boolean samePorts =
        wanted.authenticationPort() == followed.authenticationPort()
            && wanted.accountingPort() == followed.accountingPort();
    followed = wanted;
    if (isOpen() && (!wanted.answers() || !samePorts)) {
      stop();
    }
    if (isOpen()) {
      running.datagrams.follow(wanted);
    } else if (wanted.answers()) {
      start(wanted);
    }
  }

  private boolean isOpen() {
    return running != null && running.datagrams != null;
  }

  private void start(Radius wanted) {
    if (running == null) {
      running = new Running();
      count(running.counts);
    }
    try {
      running.datagrams = new Datagrams(wanted, Ipv4.of("0.0.0.0"), desk, running.counts);
      trouble = "";
      LOG.info("RADIUS answers nases={}", wanted.nases().size());
    } catch (PortTaken e) {
      trouble = e.getMessage();
      LOG.warn("RADIUS does not answer: {}", trouble);
    }
  }

  private void stop() {
    running.datagrams.close();
    running.datagrams = null;
  }

  private void count(Counts counts) {
    for (String reason : counts.reasons().keySet()) {
      metrics.counted(
          "gatehouse.radius.dropped",
          "RADIUS datagrams that were dropped, by reason",
          "reason",
          reason,
          () -> counts.reasons().get(reason));
    }
    for (String event : counts.events().keySet()) {
      metrics.counted(
          "gatehouse.radius.events",
          "What happened to RADIUS packets",
          "event",
          event,
          () -> counts.events().get(event));
    }
  }

  @Override
  public synchronized String trouble() {
    return trouble;
  }

  @Override
  public synchronized List<UpstreamHealth> upstreams() {
    return isOpen() ? running.datagrams.proxy().upstreams() : List.of();
  }

  @Override
  public synchronized Map<String, Long> dropped() {
    return running == null ? Map.of() : running.counts.reasons();
  }

  @Override
  public synchronized Map<String, Long> events() {
    return running == null ? Map.of() : running.counts.events();
  }

  @Override
  public synchronized List<SeenPacket> packets() {
    return isOpen() ? running.datagrams.proxy().watched().seen() : List.of();
  }

  @Override
  public synchronized void close() {
    if (isOpen()) {
      stop();
    }
  }
}
