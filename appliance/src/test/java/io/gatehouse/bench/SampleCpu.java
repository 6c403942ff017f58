package io.gatehouse.bench;

import io.gatehouse.bench.rig.BenchBox;
import io.gatehouse.bench.rig.BenchTrouble;
import io.gatehouse.bench.rig.CpuTime;
import io.gatehouse.network.shaping.Rate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Processor time of edge, warden and ipset to sample and journal 10,000 guests whose counters have
 * all changed. The tools that look for drift and end again are counted apart. Each round is one
 * second, so that whatever else they do each second counts too; on a box a round is sampled each 10
 * s and journaled each 60 s.
 */
final class SampleCpu implements Bench {
  private static final int SESSIONS = 10_000;
  private static final int ROUNDS = 100;
  private static final int MOST_CHANGES = 3 * ROUNDS;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SETTLE = Duration.ofSeconds(20);

  @Override
  public List<String> names() {
    return List.of("sample_cpu");
  }

  @Override
  public List<Row> run(List<String> wanted) {
    try (BenchBox box = BenchBox.up(1, SESSIONS, new Rate(5_000, 2_000, 0), 1, 1)) {
      String members = members(box);
      // The first samples warm the edge up.
      for (int i = 0; i < SETTLE.toSeconds(); i++) {
        change(box, members, i);
        BenchBox.sleep(Duration.ofSeconds(1));
      }
      ProcessHandle warden = ProcessHandle.of(box.warden()).orElseThrow();
      long batches = batches(box, 0);
      long last = lastBatch(box);
      long edgeBefore = CpuTime.of(box.edge());
      long wardenBefore = CpuTime.ofLiving(warden);
      long watchBefore = CpuTime.ofTree(warden) - wardenBefore;
      long begin = System.nanoTime();
      // Setting all counters takes longer than a round: some rounds find nothing new.
      for (int i = 0; i < MOST_CHANGES && batches(box, last) < ROUNDS; i++) {
        long end = System.nanoTime() + 1_000_000_000L;
        change(box, members, 100 + i);
        BenchBox.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      long edge = CpuTime.of(box.edge()) - edgeBefore;
      long tools = CpuTime.ofLiving(warden) - wardenBefore;
      long watch = CpuTime.ofTree(warden) - CpuTime.ofLiving(warden) - watchBefore;
      long rounds = batches(box, last);
      if (batches + rounds == 0 || rounds < ROUNDS) {
        throw new BenchTrouble("only " + rounds + " batches of all guests were journaled");
      }
      return List.of(
          new Row(
              "sample_cpu",
              (double) (edge + tools) / rounds,
              "ms",
              String.format(
                  Locale.ROOT,
                  "%.0f edge + %.0f warden and ipset, mean of %d rounds of %d guests;"
                      + " the watch for drift beside it: %.0f ms a second",
                  (double) edge / rounds,
                  (double) tools / rounds,
                  rounds,
                  SESSIONS,
                  watch / seconds)));
    }
  }

  /** What both sets hold, as the tool that made them would read it back. */
  static String members(BenchBox box) {
    return save(box, "guests-up") + save(box, "guests-dn");
  }

  private static String save(BenchBox box, String set) {
    StringBuilder adds = new StringBuilder();
    box.lab()
        .run("box", LIMIT, "ipset", "save", set)
        .must()
        .lines()
        .filter(line -> line.startsWith("add "))
        .forEach(line -> adds.append(line).append('\n'));
    return adds.toString();
  }

  /** Puts every counter to another value, as traffic of everybody would. */
  static void change(BenchBox box, String members, int round) {
    String changed =
        members.replaceAll(
            "packets \\d+ bytes \\d+",
            "packets " + (1_000 + round) + " bytes " + (1_000_000L + round * 9_000L));
    box.lab().feed("box", LIMIT, changed, "ipset", "restore", "-exist").must();
  }

  private static long batches(BenchBox box, long after) {
    return ask(
        box,
        "SELECT count(*) FROM usage_batch WHERE sessions >= " + SESSIONS + " AND seq > " + after);
  }

  private static long lastBatch(BenchBox box) {
    return ask(box, "SELECT coalesce(max(seq), 0) FROM usage_batch");
  }

  private static long ask(BenchBox box, String question) {
    Path file = box.lab().box().data().resolve("gatehouse.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      return rows.next() ? rows.getLong(1) : 0;
    } catch (SQLException e) {
      throw new BenchTrouble("reading " + file, e);
    }
  }
}
