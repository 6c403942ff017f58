package io.gatehouse.network.uplink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How fast bytes pass the lines to the internet, by the kernel's own counters of their devices. */
public final class LineTraffic {
  /** A shorter time between two looks says little. */
  private static final long SHORTEST_NANOS = 1_000_000_000;

  /** After a longer one it would be the mean of what nobody asked about. */
  private static final long LONGEST_NANOS = 30_000_000_000L;

  private final Path devices;
  private final Supplier<List<String>> lines;
  private final LongSupplier nanos;
  private Counted last;
  private Optional<Rate> rate = Optional.empty();

  /**
   * @param devices the kernel's folder of them, {@code /sys/class/net}
   * @param lines names of the devices by which packets leave
   * @param nanos a clock that only goes forward
   */
  public LineTraffic(Path devices, Supplier<List<String>> lines, LongSupplier nanos) {
    this.devices = devices;
    this.lines = lines;
    this.nanos = nanos;
  }

  /** Bits per second over all lines, since the look before. */
  public record Rate(long down, long up) {}

  private record Counted(List<String> names, long at, long received, long sent) {}

  /** Looks now; empty at the first look, after a long pause and where a counter began anew. */
  public synchronized Optional<Rate> look() {
    long now = nanos.getAsLong();
    List<String> names = List.copyOf(lines.get());
    if (last != null && last.names().equals(names) && now - last.at() < SHORTEST_NANOS) {
      return rate;
    }
    Counted fresh = new Counted(names, now, sum(names, "rx_bytes"), sum(names, "tx_bytes"));
    rate = last == null ? Optional.empty() : between(last, fresh);
    last = fresh;
    return rate;
  }

  private static Optional<Rate> between(Counted before, Counted after) {
    long took = after.at() - before.at();
    long received = after.received() - before.received();
    long sent = after.sent() - before.sent();
    return !before.names().equals(after.names()) || took > LONGEST_NANOS || received < 0 || sent < 0
        ? Optional.empty()
        : Optional.of(new Rate(bits(received, took), bits(sent, took)));
  }

  private static long bits(long bytes, long nanos) {
    return Math.round(bytes * 8 * 1e9 / nanos);
  }

  private long sum(List<String> names, String counter) {
    return names.stream()
        .mapToLong(name -> counted(devices.resolve(name).resolve("statistics").resolve(counter)))
        .sum();
  }

  private static long counted(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException gone) {
      // A line that is not up, such as PPP before it has dialled, carries nothing.
      return 0;
    }
  }
}
