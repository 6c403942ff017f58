package io.gatehouse.radius.accounting;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.radius.packet.SharedSecret;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A forwarder for each pool that gets stored accounting, as the settings say. */
public final class Delivery implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 3_000;

  private final AccountingQueue queue;
  private final ServiceClock clock;
  private final Map<String, Forwarder> running = new HashMap<>();
  private Map<String, List<Upstream>> followed = Map.of();

  public Delivery(AccountingQueue queue, ServiceClock clock) {
    this.queue = queue;
    this.clock = clock;
  }

  /** Brings the forwarders to the settings; those of unchanged pools are left alone. */
  public synchronized void follow(Radius settings) {
    Map<String, List<Upstream>> wanted = pools(settings);
    if (wanted.equals(followed)) {
      return;
    }
    for (String pool : List.copyOf(running.keySet())) {
      if (!followed.get(pool).equals(wanted.get(pool))) {
        running.remove(pool).close();
      }
    }
    followed = wanted;
    wanted.forEach(
        (pool, upstreams) -> running.computeIfAbsent(pool, name -> started(name, upstreams)));
  }

  private Forwarder started(String pool, List<Upstream> upstreams) {
    Forwarder forwarder = new Forwarder(queue, clock, pool, upstreams, PATIENCE_MILLIS);
    forwarder.start();
    return forwarder;
  }

  /** All pools that have servers for accounting: a record waits by its pool's name. */
  private static Map<String, List<Upstream>> pools(Radius settings) {
    Map<String, List<Upstream>> pools = new HashMap<>();
    for (Radius.Pool pool : settings.pools()) {
      List<Upstream> upstreams =
          settings.upstreams().stream()
              .filter(one -> pool.upstreams().contains(one.name()) && one.accountingPort() > 0)
              .map(Delivery::upstream)
              .toList();
      if (!upstreams.isEmpty()) {
        pools.put(pool.name(), upstreams);
      }
    }
    return pools;
  }

  private static Upstream upstream(Radius.Upstream settings) {
    return new Upstream(
        new InetSocketAddress(settings.address().toString(), settings.accountingPort()),
        SharedSecret.of(settings.secret().secret()));
  }

  @Override
  public synchronized void close() {
    running.values().forEach(Forwarder::close);
    running.clear();
  }
}
