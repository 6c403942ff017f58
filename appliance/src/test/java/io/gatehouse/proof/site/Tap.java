package io.gatehouse.proof.site;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what really arrives at a node's wire: tcpdump, which sits before every firewall. */
public final class Tap implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile(", length (\\d+):");

  private final Process tcpdump;
  private final Queue<Frame> frames = new ConcurrentLinkedQueue<>();
  private volatile boolean listening;

  /**
   * @param nanos when it was seen, by {@link System#nanoTime}
   */
  private record Frame(long nanos, String line) {}

  /**
   * @param filter in the words of pcap-filter(7)
   */
  public Tap(Lab lab, String node, String device, String filter) {
    this.tcpdump =
        lab.start(
            node, "tcpdump", "-n", "-l", "-e", "-q", "--immediate-mode", "-i", device, filter);
    Thread.ofVirtual().start(this::read);
    Waiting.until(Duration.ofSeconds(10), "tcpdump on " + node, () -> listening);
  }

  /** What comes to an address of the internet over the box's uplink. */
  public static Tap toInternet(Lab lab, String address) {
    return new Tap(lab, "internet", "uplink", "dst host " + address);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(tcpdump.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("listening on")) {
          listening = true;
        } else if (LENGTH.matcher(line).find()) {
          frames.add(new Frame(System.nanoTime(), line));
        }
      }
    } catch (IOException ended) {
      listening = true;
    }
  }

  public long packets() {
    return frames.size();
  }

  public long packetsSince(long nanos) {
    return frames.stream().filter(f -> f.nanos() - nanos > 0).count();
  }

  public long packets(Pattern line) {
    return frames.stream().filter(f -> line.matcher(f.line()).find()).count();
  }

  public Seen seen() {
    settle();
    long bytes = 0;
    for (Frame frame : frames) {
      Matcher length = LENGTH.matcher(frame.line());
      bytes += length.find() ? Long.parseLong(length.group(1)) : 0;
    }
    return new Seen(frames.size(), frames.size() + " packets, " + bytes + " bytes");
  }

  /** The longest time, in milliseconds, between two frames in a row after the given moment. */
  public long longestGapMillis(long sinceNanos, long untilNanos) {
    long last = sinceNanos;
    long longest = 0;
    for (Frame frame : List.copyOf(frames)) {
      if (frame.nanos() - sinceNanos > 0) {
        longest = Math.max(longest, frame.nanos() - last);
        last = frame.nanos();
      }
    }
    return Math.max(longest, untilNanos - last) / 1_000_000;
  }

  public void clear() {
    frames.clear();
  }

  private static void settle() {
    pause(300);
  }

  public static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  @Override
  public void close() {
    tcpdump.destroy();
  }
}
