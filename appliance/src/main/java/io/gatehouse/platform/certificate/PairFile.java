package io.gatehouse.platform.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Key and certificates as one file that its owner alone may read, replaced as one. */
final class PairFile {
  private PairFile() {}

  /** After a power cut there is the old pair or the new one. The folder is made if missing. */
  static void write(Path file, BoxCertificate pair) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent(), ownerOnly);
      Files.deleteIfExists(fresh);
      try (FileChannel out =
          FileChannel.open(
              fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
        ByteBuffer text =
            StandardCharsets.UTF_8.encode(pair.key().reveal() + pair.certificatePem());
        while (text.hasRemaining()) {
          out.write(text);
        }
        out.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
