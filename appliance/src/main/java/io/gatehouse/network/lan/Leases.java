package io.gatehouse.network.lan;

import io.gatehouse.network.settings.Settings.GuestNetwork;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The DHCP server's lease file, read as text that strangers wrote. It is looked at again when 200
 * ms have passed, or at once when a question finds no answer, and read again when it has changed.
 * Safe to ask from several threads.
 */
public final class Leases {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** A full pool of 65,536 is some 6 MB; what lies beyond is not our server's work. */
  private static final int LARGEST_BYTES = 16 << 20;

  private static final int READS = 3;

  private final Path file;
  private volatile Read read = Read.NONE;
  private volatile long lookedAt = System.nanoTime() - LOOK_NANOS;

  public Leases(Path file) {
    this.file = file;
  }

  /** The lease of an address. */
  public Optional<Lease> of(Ipv4 ip) {
    Lease lease = current().byIp().get(ip);
    return lease != null ? Optional.of(lease) : Optional.ofNullable(look().byIp().get(ip));
  }

  /** The lease of a device. */
  public Optional<Lease> of(Mac mac) {
    Lease lease = current().byMac().get(mac);
    return lease != null ? Optional.of(lease) : Optional.ofNullable(look().byMac().get(mac));
  }

  public Collection<Lease> all() {
    return List.copyOf(current().byIp().values());
  }

  /** How much of the guests' pool is leased, in percent from 0 to 100. */
  public int poolPercent(GuestNetwork guest) {
    long used =
        current().byIp().keySet().stream()
            .filter(ip -> ip.compareTo(guest.firstLease()) >= 0)
            .filter(ip -> ip.compareTo(guest.lastLease()) <= 0)
            .count();
    return (int) (used * 100 / guest.pool());
  }

  private Read current() {
    return System.nanoTime() - lookedAt < LOOK_NANOS ? read : look();
  }

  private synchronized Read look() {
    try {
      for (int i = 0; i < READS; i++) {
        Stamp before = stamp();
        if (before.equals(read.stamp())) {
          break;
        }
        String text = text();
        // The server writes over the file in place: what changed while it was read is read again.
        if (stamp().equals(before) || i == READS - 1) {
          read = Read.of(before, text);
          break;
        }
      }
    } catch (NoSuchFileException notYet) {
      read = Read.NONE;
    } catch (IOException e) {
      throw new UncheckedIOException("the lease file cannot be read", e);
    }
    lookedAt = System.nanoTime();
    return read;
  }

  private Stamp stamp() throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(now.lastModifiedTime(), now.size());
  }

  /** Latin-1 takes any byte; what is not plain text is refused line by line. */
  private String text() throws IOException {
    try (var stream = Files.newInputStream(file)) {
      return new String(stream.readNBytes(LARGEST_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  private record Stamp(FileTime changed, long size) {}

  private record Read(Stamp stamp, Map<Ipv4, Lease> byIp, Map<Mac, Lease> byMac) {
    static final Read NONE = new Read(new Stamp(FileTime.fromMillis(0), -1), Map.of(), Map.of());

    static Read of(Stamp stamp, String text) {
      Map<Ipv4, Lease> byIp = new HashMap<>();
      Map<Mac, Lease> byMac = new HashMap<>();
      for (Lease lease : LeaseText.parse(text)) {
        byIp.put(lease.ip(), lease);
        byMac.put(lease.mac(), lease);
      }
      return new Read(stamp, byIp, byMac);
    }
  }
}
