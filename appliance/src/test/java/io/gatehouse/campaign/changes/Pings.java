package io.gatehouse.campaign.changes;

import io.gatehouse.lab.Lab;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** A node that asks another for a sign of life five times a second, until it is closed. */
final class Pings implements AutoCloseable {
  private final Process process;
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  Pings(Lab lab, String node, String to) {
    // -O says at once of which question no answer came before the next one.
    process = lab.start(node, "stdbuf", "-oL", "ping", "-n", "-O", "-i", "0.2", to);
    Thread.ofVirtual().start(this::count);
  }

  private void count() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("bytes from")) {
          answered.incrementAndGet();
        } else if (line.contains("no answer yet") || line.contains("Unreachable")) {
          lost.incrementAndGet();
        }
      }
    } catch (IOException ended) {
      // The process is gone; what it said before counts.
      return;
    }
  }

  long answered() {
    return answered.get();
  }

  long lost() {
    return lost.get();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
