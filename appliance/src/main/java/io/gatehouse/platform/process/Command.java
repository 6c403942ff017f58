package io.gatehouse.platform.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one of the machine's tools from an argument list, never through a shell, in the C locale.
 * What it printed is kept up to 1 MiB; the rest is read and dropped.
 */
public final class Command {
  private static final int KEPT_BYTES = 1 << 20;

  private final List<String> argv;
  private final Duration limit;

  /**
   * @param limit after this long the process is killed and the run counts as failed
   */
  public Command(Duration limit, List<String> argv) {
    this.argv = List.copyOf(argv);
    this.limit = limit;
  }

  /** Runs it with empty input. Exit codes are the caller's to judge. */
  public Outcome run() {
    return run("");
  }

  /** Runs it with the text as its input. */
  public Outcome run(String input) {
    try {
      ProcessBuilder builder = new ProcessBuilder(argv);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      Drain out = new Drain(process.getInputStream());
      Drain err = new Drain(process.getErrorStream());
      Thread writer =
          Thread.ofVirtual().start(() -> feed(process, input.getBytes(StandardCharsets.UTF_8)));
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly();
        process.waitFor();
      }
      writer.join(1_000);
      Outcome outcome = new Outcome(argv, process.exitValue(), out.text(), err.text());
      if (!ended) {
        throw new CommandFailed(outcome, "still running after " + limit);
      }
      return outcome;
    } catch (IOException e) {
      throw new CommandFailed(argv, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(argv, e);
    }
  }

  /** Runs it and takes any exit code but 0 as broken machinery. */
  public Outcome must() {
    Outcome outcome = run();
    if (outcome.exit() != 0) {
      throw new CommandFailed(outcome, "exit " + outcome.exit());
    }
    return outcome;
  }

  private static void feed(Process process, byte[] bytes) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(bytes);
    } catch (IOException ended) {
      // The process closed its input first; its exit code tells whether that was an error.
      return;
    }
  }

  /** What a finished run left. */
  public record Outcome(List<String> argv, int exit, String out, String err) {
    public boolean ok() {
      return exit == 0;
    }
  }

  private static final class Drain {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread reader;

    Drain(InputStream stream) {
      reader = Thread.ofVirtual().start(() -> read(stream));
    }

    private void read(InputStream stream) {
      byte[] buffer = new byte[8192];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          synchronized (kept) {
            kept.write(buffer, 0, Math.min(n, KEPT_BYTES - kept.size()));
          }
        }
      } catch (IOException killed) {
        // A killed process takes its pipe along; what was read until then stands.
        return;
      }
    }

    /** A child that the tool left behind may hold the pipe open: do not wait for it for long. */
    String text() throws InterruptedException {
      reader.join(1_000);
      synchronized (kept) {
        return kept.toString(StandardCharsets.UTF_8);
      }
    }
  }
}
