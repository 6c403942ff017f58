package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether the box reaches the internet, as last seen: a default route out of the uplink, and a
 * resolver that answers. Someone calls {@link #check} every {@link #EVERY}; everybody else only
 * reads what it found.
 */
public final class UplinkState {
  /** How often to look. */
  public static final Duration EVERY = Duration.ofSeconds(10);

  /** One lost packet is no outage: so many looks in a row must fail. */
  private static final int FAILURES = 3;

  private static final int DNS_PORT = 53;

  private final Supplier<Uplink> settings;
  private final RouteTable routes;
  private final Resolvers named;
  private final ResolverProbe probe;
  private volatile Seen seen = new Seen(true, "not looked at yet");
  private int failures;

  public UplinkState(Supplier<Uplink> settings) {
    this(
        settings,
        Path.of("/proc/net/route"),
        Resolvers.ofSystem(),
        new ResolverProbe(DNS_PORT, Duration.ofSeconds(2)));
  }

  UplinkState(Supplier<Uplink> settings, Path routes, Resolvers named, ResolverProbe probe) {
    this.settings = settings;
    this.routes = new RouteTable(routes);
    this.named = named;
    this.probe = probe;
  }

  /**
   * What the last looks found.
   *
   * @param up until the first look it is taken to be there
   * @param detail a sentence for status pages
   */
  public record Seen(boolean up, String detail) {}

  public Seen seen() {
    return seen;
  }

  public boolean up() {
    return seen.up();
  }

  /**
   * Looks now; takes up to some seconds. A lost route counts at once, silence after three looks.
   */
  public synchronized void check() {
    Uplink uplink = settings.get();
    if (!routes.leadsOut(uplink.device())) {
      failures = FAILURES;
      seen = new Seen(false, "no default route out of " + uplink.device());
      return;
    }
    List<Ipv4> resolvers = uplink.resolvers().isEmpty() ? named.named() : uplink.resolvers();
    if (resolvers.isEmpty()) {
      failures = 0;
      seen =
          new Seen(true, "there is a route out of " + uplink.device() + "; no resolver is known");
      return;
    }
    for (Ipv4 resolver : resolvers) {
      if (probe.answers(resolver)) {
        failures = 0;
        seen = new Seen(true, "resolver " + resolver + " answers");
        return;
      }
    }
    failures = Math.min(failures + 1, FAILURES);
    String who = resolvers.size() == 1 ? "resolver " + resolvers.getFirst() : "no resolver";
    String silent = resolvers.size() == 1 ? " does not answer" : " of " + resolvers + " answers";
    seen = new Seen(failures < FAILURES && seen.up(), who + silent);
  }
}
