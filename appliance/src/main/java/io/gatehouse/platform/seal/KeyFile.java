package io.gatehouse.platform.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/** Random key material in a file that its owner alone may read. */
public final class KeyFile {
  private KeyFile() {}

  /** Reads the file, or makes it: on the disk before it is used for the first time. */
  public static byte[] readOrMake(Path file, int bytes) {
    try {
      if (!Files.exists(file)) {
        make(file, bytes);
      }
      byte[] material = Files.readAllBytes(file);
      if (material.length != bytes) {
        throw new IllegalStateException(
            file + " has " + material.length + " bytes where " + bytes + " belong");
      }
      return material;
    } catch (IOException e) {
      throw new UncheckedIOException("key file " + file, e);
    }
  }

  private static void make(Path file, int bytes) throws IOException {
    byte[] material = new byte[bytes];
    new SecureRandom().nextBytes(material);
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer rest = ByteBuffer.wrap(material);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel parent = FileChannel.open(directory, Set.of(StandardOpenOption.READ))) {
      parent.force(true);
    }
  }
}
