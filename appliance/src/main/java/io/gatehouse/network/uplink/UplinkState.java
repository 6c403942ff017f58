package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.UseLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whether the box reaches the internet, as last seen: a default route out of the uplink, and a
 * resolver that answers. Where there are two lines, the one that leads somewhere is used ({@link
 * LineChoice}). Someone calls {@link #tick} every {@link #EVERY}; everybody else only reads what it
 * found.
 */
public final class UplinkState {
  /** How often to look while one of two lines may have to be left. */
  public static final Duration EVERY = Duration.ofSeconds(2);

  /** With one line every so many times are enough: it cannot be left. */
  private static final int RARELY = 5;

  /** One lost packet is no outage: so many looks in a row must fail. */
  private static final int FAILURES = 3;

  private static final int DNS_PORT = 53;

  private final Supplier<Uplink> settings;
  private final RouteTable routes;
  private final Resolvers named;
  private final ResolverProbe probe;
  private final Box box;
  private final BootClock boot;
  private final Consumer<Fact> tell;
  private volatile Seen seen = new Seen(true, "not looked at yet");
  private LineChoice choice;
  private int failures;
  private int ticks;

  /**
   * @param box which line is used is its root side's to say to the kernel
   * @param tell is handed what is worth the journal
   */
  public UplinkState(Supplier<Uplink> settings, Box box, BootClock boot, Consumer<Fact> tell) {
    this(
        settings,
        Path.of("/proc/net/route"),
        Resolvers.ofSystem(),
        new ResolverProbe(DNS_PORT, Duration.ofSeconds(2)),
        box,
        boot,
        tell);
  }

  UplinkState(
      Supplier<Uplink> settings,
      Path routes,
      Resolvers named,
      ResolverProbe probe,
      Box box,
      BootClock boot,
      Consumer<Fact> tell) {
    this.settings = settings;
    this.routes = new RouteTable(routes);
    this.named = named;
    this.probe = probe;
    this.box = box;
    this.boot = boot;
    this.tell = tell;
  }

  /** Made where it is needed, so that a box with one line never loads what it is made of. */
  private LineChoice begun() {
    return new LineChoice(
        routes::leadsOut,
        new LineProbe(DNS_PORT, Duration.ofMillis(1_500))::reaches,
        second -> taken(box.call(new UseLine(second))),
        tell,
        boot::uptimeMillis);
  }

  private static String taken(Reply reply) {
    return reply instanceof Reply.Done ? "" : reply.words();
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

  /** Looks where it is time to. */
  public synchronized void tick() {
    if (settings.get().second().exists() || ticks++ % RARELY == 0) {
      check();
    }
  }

  /**
   * Looks now; takes up to some seconds. A lost route counts at once, silence after three looks.
   */
  public synchronized void check() {
    Uplink uplink = settings.get();
    if (uplink.second().exists()) {
      if (choice == null) {
        choice = begun();
      }
      seen = choice.look(uplink);
      return;
    }
    choice = null;
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
