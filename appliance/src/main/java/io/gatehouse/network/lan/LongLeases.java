package io.gatehouse.network.lan;

import io.gatehouse.platform.address.Mac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * The list of devices whose leases are long because they are online. The DHCP server reads it when
 * it is told to reload, and each device gets its new time with its next renewal.
 */
public final class LongLeases {
  private final Path file;
  private String written = "";

  /**
   * @param file {@code /run/gatehouse-dhcp/paid} on a box
   */
  public LongLeases(Path file) {
    this.file = file;
  }

  /**
   * Writes the list in one step if it has changed.
   *
   * @param seconds the lease of the listed devices
   * @return true where the DHCP server now has something to read
   */
  public synchronized boolean keep(Collection<Mac> online, int seconds) {
    String text =
        online.stream()
            .sorted()
            .distinct()
            .map(mac -> mac + ",set:paid," + seconds + "\n")
            .collect(Collectors.joining());
    if (text.equals(written) && Files.exists(file)) {
      return false;
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(fresh, text);
      // The folder's group is the DHCP server's, whatever the mask of this program is.
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r-----"));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the list of long leases cannot be written", e);
    }
    written = text;
    return true;
  }
}
