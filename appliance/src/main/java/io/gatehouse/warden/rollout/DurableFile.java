package io.gatehouse.warden.rollout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are old or new after a power cut, never half. */
final class DurableFile {
  private DurableFile() {}

  /** Written beside, synced, renamed, and the folder synced. */
  static void replace(Path target, byte[] content, String mode) throws IOException {
    Files.createDirectories(target.getParent());
    Path beside = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(beside);
    try (FileChannel out =
        FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      // Daemons read them under users of their own, and the process's mask would hide them.
      Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(mode));
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    sync(target.getParent());
  }

  static void delete(Path target) throws IOException {
    Files.deleteIfExists(target);
    sync(target.getParent());
  }

  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
