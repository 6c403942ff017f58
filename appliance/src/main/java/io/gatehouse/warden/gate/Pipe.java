package io.gatehouse.warden.gate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A tool of the kernel that reads commands line by line and lives on: a process per login is what
 * makes a login slow. Each exchange ends with a question whose answer is known, so that everything
 * printed before it belongs to the exchange. A tool that died is started again and the exchange
 * repeated: its commands say what shall be, so twice does no harm. Not thread-safe but for {@link
 * #endIfStuck} and {@link #close}.
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

  /**
   * @param question a command that prints a line or two
   * @param answer words of them, up to the last line, which the tool prints at no other time
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
    // A word it does not know: what it does know makes it read the queues of all guests.
    return new Pipe(
        "gatehouse",
        "Object \"gatehouse\" is unknown, try \"tc help\".\nCommand failed -:",
        List.of("stdbuf", "-oL", "tc", "-force", "-batch", "-"));
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
      printed.append(ask(commands.subList(from, to)).text());
    }
    return printed.toString();
  }

  /** As {@link #exchange} for few commands with a long answer. */
  Printed ask(List<String> few) {
    String commands = String.join("\n", few) + "\n";
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

  private Printed attempt(String commands) throws IOException {
    Process running = running();
    busySince = System.nanoTime();
    busy = true;
    try {
      OutputStream in = running.getOutputStream();
      in.write((commands + question + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
      return Printed.until(answer, running.getInputStream());
    } finally {
      busy = false;
    }
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
