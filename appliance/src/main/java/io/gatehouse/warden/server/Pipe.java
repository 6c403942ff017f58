package io.gatehouse.warden.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A tool of the kernel that reads commands line by line and lives on: a process per login is what
 * makes a login slow. Each exchange ends with a question whose answer is known, so
 * that everything printed before it belongs to the exchange. A tool that died is started again and
 * the exchange repeated: its commands say what shall be, so twice does no harm. Not thread-safe
 * but for {@link #endIfStuck} and {@link #close}.
 */
final class Pipe implements AutoCloseable {
  /** Replies of so many lines fit into the kernel's pipe buffer while nobody reads yet. */
  private static final int LINES_AT_ONCE = 200;

  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final List<String> argv;
  private final String question;
  private final String answer;

  private volatile Process process;
  private volatile long busySince;
  private volatile boolean busy;
  private byte[] buffer = new byte[4096];
  private int filled;

  /**
   * @param question a command that prints one line
   * @param answer words of that line which no other line of the tool has
   */
  Pipe(String question, String answer, List<String> argv) {
    this.argv = argv;
    this.question = question;
    this.answer = answer;
  }

  /** The sets' tool: it applies each line at once and survives bad ones. */
  static Pipe ipset() {
    // Its standard output is block-buffered on a pipe, which held back the end of long replies.
    return new Pipe("version", "protocol version", List.of("stdbuf", "-oL", "ipset", "-"));
  }

  static Pipe tc() {
    return new Pipe(
        "qdisc show dev lo", "qdisc no", List.of("stdbuf", "-oL", "tc", "-force", "-batch", "-"));
  }

  /** For neighbour entries. */
  static Pipe ip() {
    return new Pipe(
        "link show dev lo",
        "1: lo:",
        List.of("stdbuf", "-oL", "ip", "-o", "-force", "-batch", "-"));
  }

  /** Sends the commands and returns all that the tool printed, errors included. */
  String exchange(List<String> commands) {
    StringBuilder printed = new StringBuilder();
    for (int from = 0; from < commands.size(); from += LINES_AT_ONCE) {
      int to = Math.min(commands.size(), from + LINES_AT_ONCE);
      printed.append(once(String.join("\n", commands.subList(from, to)) + "\n"));
    }
    return printed.toString();
  }

  private String once(String commands) {
    try {
      return attempt(commands);
    } catch (IOException died) {
      close();
      try {
        return attempt(commands);
      } catch (IOException again) {
        close();
        throw new PipeBroken(argv, again);
      }
    }
  }

  private String attempt(String commands) throws IOException {
    Process running = running();
    busySince = System.nanoTime();
    busy = true;
    try {
      OutputStream in = running.getOutputStream();
      in.write((commands + question + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
      return untilAnswer(running.getInputStream());
    } finally {
      busy = false;
    }
  }

  private String untilAnswer(InputStream out) throws IOException {
    filled = 0;
    while (true) {
      if (filled == buffer.length) {
        byte[] larger = new byte[buffer.length * 2];
        System.arraycopy(buffer, 0, larger, 0, filled);
        buffer = larger;
      }
      int n = out.read(buffer, filled, buffer.length - filled);
      if (n < 0) {
        throw new IOException("it ended: " + text(filled).strip());
      }
      filled += n;
      int end = buffer[filled - 1] == '\n' ? lastLine() : -1;
      if (end >= 0) {
        String printed = text(end);
        if (buffer.length > 1 << 16) {
          // A read of all counters is large and rare; its buffer is not worth keeping.
          buffer = new byte[4096];
        }
        return printed;
      }
    }
  }

  /** Where the last line begins if it is the answer, else -1. Prompts may stand before it. */
  private int lastLine() {
    int start = filled - 1;
    while (start > 0 && buffer[start - 1] != '\n') {
      start--;
    }
    String line = new String(buffer, start, filled - start, StandardCharsets.ISO_8859_1);
    return line.contains(answer) ? start : -1;
  }

  private String text(int length) {
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
  }

  private Process running() throws IOException {
    Process current = process;
    if (current == null || !current.isAlive()) {
      ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      current = builder.start();
      process = current;
    }
    return current;
  }

  /** Ends a tool that has not answered for 20 s; the exchange then starts it anew. */
  void endIfStuck() {
    if (busy && System.nanoTime() - busySince > STUCK_NANOS) {
      close();
    }
  }

  @Override
  public void close() {
    Process current = process;
    process = null;
    if (current != null) {
      current.destroyForcibly();
    }
  }
}
