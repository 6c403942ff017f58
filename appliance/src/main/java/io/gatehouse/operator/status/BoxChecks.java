package io.gatehouse.operator.status;

import io.gatehouse.network.lan.Leases;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Check;
import io.gatehouse.platform.health.Finding;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** The looks at a box's parts that {@code /health} and {@code /ready} are made of. */
public final class BoxChecks {
  private static final long LEAST_FREE_BYTES = 64L << 20;

  private BoxChecks() {}

  /**
   * Writes the service clock, which has to be written anyway, at most once a minute: a look each
   * second must not wear the card.
   */
  public static Check store(ServiceClock clock) {
    Rare written =
        new Rare(
            Duration.ofMinutes(1),
            () -> {
              clock.keep();
              return Finding.good("takes writes");
            });
    return new Check("store", true, written);
  }

  /** The warden answers. Pages are served without it, so it does not count for readiness. */
  public static Check warden(Box box) {
    return new Check(
        "warden",
        false,
        () ->
            switch (box.call(new Query.Ping())) {
              case Reply.Done done -> Finding.good("answers");
              case Reply.Refused(String reason) -> Finding.bad(reason);
              case Reply.Failed(String reason) -> Finding.bad(reason);
              case Reply.Unreachable(String reason) -> Finding.bad(reason);
            });
  }

  /**
   * The kernel was told all that was decided.
   *
   * @param trouble empty while the last change of the gate went well
   */
  public static Check gate(Supplier<String> trouble) {
    return new Check(
        "gate",
        false,
        () -> {
          String wrong = trouble.get();
          return wrong.isEmpty() ? Finding.good("in step with the sessions") : Finding.bad(wrong);
        });
  }

  /** The time of day can be shown; nothing that is paid for hangs on it. */
  public static Check clock(WallClock wall) {
    return new Check(
        "clock",
        false,
        () ->
            wall.trusted()
                ? Finding.good(wall.now().toString())
                : Finding.bad(wall.now() + " cannot be right; waiting for a time server"));
  }

  /** There is room to write on. */
  public static Check disk(Path folder) {
    return new Check(
        "disk",
        false,
        () -> {
          long free = free(folder);
          String detail = (free >> 20) + " MiB free on " + folder;
          return free >= LEAST_FREE_BYTES ? Finding.good(detail) : Finding.bad("only " + detail);
        });
  }

  /** The DHCP server's leases can be read: without them no guest can be told from another. */
  public static Check leases(Path file) {
    return new Check(
        "leases",
        true,
        () -> {
          if (!Files.exists(file)) {
            return Files.isReadable(file.getParent())
                ? Finding.good("nobody has one yet")
                : Finding.bad(file.getParent() + " cannot be read");
          }
          return Files.isReadable(file)
              ? Finding.good("readable")
              : Finding.bad(file + " cannot be read");
        });
  }

  /** There are addresses left for guests who come. */
  public static Check pool(Leases leases, Supplier<Settings> settings) {
    return new Check(
        "pool",
        false,
        () -> {
          Settings.GuestNetwork guest = settings.get().guest();
          int percent = leases.poolPercent(guest);
          String detail = percent + " % of " + guest.pool() + " addresses are leased";
          return percent < guest.poolAlarmPercent() ? Finding.good(detail) : Finding.bad(detail);
        });
  }

  private static long free(Path folder) {
    try {
      FileStore store = Files.getFileStore(folder);
      return store.getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("looking at " + folder, e);
    }
  }

  /** Looks again only after a while; bad news is not kept, so that mending shows at once. */
  private static final class Rare implements Supplier<Finding> {
    private final Duration keep;
    private final Supplier<Finding> look;
    private Finding good;
    private long nanos;

    Rare(Duration keep, Supplier<Finding> look) {
      this.keep = keep;
      this.look = look;
    }

    @Override
    public synchronized Finding get() {
      if (good == null || System.nanoTime() - nanos > keep.toNanos()) {
        good = null;
        Finding found = look.get();
        nanos = System.nanoTime();
        good = found.ok() ? found : null;
        return found;
      }
      return good;
    }
  }
}
