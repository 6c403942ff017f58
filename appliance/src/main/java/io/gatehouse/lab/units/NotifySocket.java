package io.gatehouse.lab.units;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/** Where one service says that it is up and lives (sd_notify(3)). */
final class NotifySocket {
  private static final int LONGEST = 4_096;

  private final Path path;
  private volatile long heard = -1;

  /** Makes the socket and listens for as long as this program runs. */
  NotifySocket(Path path) throws IOException {
    this.path = path;
    Files.createDirectories(path.getParent());
    Files.deleteIfExists(path);
    UnixDatagramChannel channel = UnixDatagramChannel.open();
    channel.bind(new UnixSocketAddress(path.toFile()));
    // Services run under users of their own.
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    Thread.ofPlatform().daemon().name("notify").start(() -> listen(channel));
  }

  Path path() {
    return path;
  }

  /** What was said until now was said by a process that is gone. */
  void forget() {
    heard = -1;
  }

  /** For how many milliseconds nothing was said; 0 before the first word. */
  long silentMillis() {
    long last = heard;
    return last < 0 ? 0 : (System.nanoTime() - last) / 1_000_000;
  }

  private void listen(UnixDatagramChannel channel) {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
    try {
      while (true) {
        buffer.clear();
        channel.receive(buffer);
        String said = StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
        if (said.contains("READY=1") || said.contains("WATCHDOG=1")) {
          heard = System.nanoTime();
        }
      }
    } catch (IOException e) {
      System.out.println("nobody listens to " + path + " any more: " + e.getMessage());
    }
  }
}
