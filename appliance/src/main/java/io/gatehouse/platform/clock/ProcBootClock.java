package io.gatehouse.platform.clock;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's own count, in steps of 10 ms. */
public final class ProcBootClock implements BootClock {
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final RandomAccessFile uptime;
  private final byte[] text = new byte[64];
  private final String bootId;

  public ProcBootClock() {
    try {
      // Kept open for speed; unlike a channel it survives a reader that is interrupted.
      uptime = new RandomAccessFile(UPTIME.toFile(), "r");
      bootId = Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized long uptimeMillis() {
    try {
      uptime.seek(0);
      int length = uptime.read(text);
      String line = new String(text, 0, length, StandardCharsets.US_ASCII);
      return new BigDecimal(line.substring(0, line.indexOf(' '))).movePointRight(3).longValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String bootId() {
    return bootId;
  }
}
