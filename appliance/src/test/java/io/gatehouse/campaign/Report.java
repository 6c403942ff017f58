package io.gatehouse.campaign;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a campaign says: to the terminal, and appended to {@code
 * target/campaigns/<name>-<seed>-<from>-<to>.log}.
 */
public final class Report implements AutoCloseable {
  private static final Duration PROGRESS = Duration.ofSeconds(30);

  private final String name;
  private final Range range;
  private final PrintWriter log;
  private final Map<String, Long> counts = new TreeMap<>();
  private final long begun = System.nanoTime();
  private long lastProgress = begun;
  private int failures;
  private int broken;

  private Report(String name, Range range, PrintWriter log) {
    this.name = name;
    this.range = range;
    this.log = log;
  }

  public static Report of(String name, Range range) {
    Path file =
        target()
            .resolve("campaigns")
            .resolve("%s-%d-%d-%d.log".formatted(name, range.seed(), range.from(), range.to()));
    try {
      Files.createDirectories(file.getParent());
      PrintWriter log =
          new PrintWriter(
              Files.newBufferedWriter(
                  file,
                  StandardCharsets.UTF_8,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND));
      Report report = new Report(name, range, log);
      report.say(
          "%s: seed %d, cycles %d to %d".formatted(name, range.seed(), range.from(), range.to()));
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The build's folder of products. */
  public static Path target() {
    try {
      return Path.of(Report.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public synchronized void say(String line) {
    System.out.println(line);
    log.println(line);
    log.flush();
  }

  /** Adds to a count that the end of the report shows. */
  public synchronized void count(String what, long more) {
    counts.merge(what, more, Long::sum);
  }

  public synchronized void most(String what, long value) {
    counts.merge(what, value, Math::max);
  }

  /** What the controls did is not part of the result. */
  public synchronized void forgetCounts() {
    counts.clear();
  }

  /** A cycle is done; its failures are told with what repeats it. */
  public synchronized void cycle(long index, List<String> wrong) {
    count("cycles", 1);
    if (!wrong.isEmpty()) {
      broken++;
      failures += wrong.size();
      wrong.forEach(line -> say("FAILED cycle " + index + ": " + line));
      say(
          "  repeat: gatehouse test --long %s --seed %d --from %d --to %d"
              .formatted(name, range.seed(), index, index));
    }
    long now = System.nanoTime();
    if (now - lastProgress > PROGRESS.toNanos()) {
      lastProgress = now;
      long done = counts.get("cycles");
      say(
          "  cycle %d, %d done, %d failed, %.1f s each"
              .formatted(index, done, broken, (now - begun) / 1e9 / done));
    }
  }

  /** The campaign itself is not fit: a positive control was not seen. */
  public synchronized void unfit(String why) {
    failures++;
    say("FAILED control: " + why);
  }

  /** Prints the counts. Says how the program should exit. */
  public synchronized int finish() {
    counts.forEach((what, count) -> say("  %-44s %,d".formatted(what, count)));
    say(
        "%s: seed %d, cycles %d to %d: %d failed cycles, %d failures, %.0f s"
            .formatted(
                name,
                range.seed(),
                range.from(),
                range.to(),
                broken,
                failures,
                (System.nanoTime() - begun) / 1e9));
    return failures == 0 ? 0 : 1;
  }

  @Override
  public void close() {
    log.close();
  }
}
