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
  private long asked = -1;
  private long askedAtNanos;
  private long last;

  public ProcBootClock() {
    try {
      // Kept open for speed; unlike a channel it survives a reader that is interrupted.
      uptime = new RandomAccessFile(UPTIME.toFile(), "r");
      bootId = Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks the kernel once a second and counts on from there: each page and each packet asks this. A
   * suspended machine's second has not passed either, so it is asked again after that.
   */
  @Override
  public synchronized long uptimeMillis() {
    long passed = (System.nanoTime() - askedAtNanos) / 1_000_000;
    if (asked < 0 || passed >= 1_000) {
      asked = ask();
      askedAtNanos = System.nanoTime();
      passed = 0;
    }
    // The kernel's steps are coarser than ours; time never goes back.
    last = Math.max(last, asked + passed);
    return last;
  }

  private long ask() {
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
