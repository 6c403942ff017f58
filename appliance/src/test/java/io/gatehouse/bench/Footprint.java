package io.gatehouse.bench;

import io.gatehouse.bench.rig.BenchBox;
import io.gatehouse.bench.rig.BenchTrouble;
import io.gatehouse.bench.rig.FirstAnswer;
import io.gatehouse.bench.rig.Floor;
import io.gatehouse.bench.rig.HelloWorld;
import io.gatehouse.bench.rig.LoadClient;
import io.gatehouse.bench.rig.Numbers;
import io.gatehouse.bench.rig.Pss;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.units.UnitName;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Memory of the edge with 1,000 open sessions and of the warden, and how long the edge takes to its
 * first portal answer, against a hello-world on the same library with the same flags.
 */
final class Footprint implements Bench {
  private static final int SESSIONS = 1_000;
  private static final int STARTS = 9;
  private static final int PAGES = 200;
  private static final String HELLO_PORT = "8082";
  private static final Duration SETTLE = Duration.ofSeconds(35);

  /** The flags of the box's start script, with what the edge's unit adds to them. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xmx64m",
          "-XX:TrimNativeHeapInterval=10000",
          "-Xms36m",
          "-Xmn12m",
          "-XX:SurvivorRatio=4",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40",
          "-XX:ReservedCodeCacheSize=32m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  @Override
  public List<String> names() {
    return List.of("memory", "memory_warden", "start");
  }

  @Override
  public List<Row> run(List<String> wanted) {
    List<Row> rows = new ArrayList<>();
    try (BenchBox box = BenchBox.up(1, SESSIONS, new Rate(5_000, 2_000, 0))) {
      box.lease(0, SESSIONS);
      box.embody(0, PAGES);
      if (wanted.contains("memory") || wanted.contains("memory_warden")) {
        memory(box, rows);
      }
      if (wanted.contains("start")) {
        rows.add(start(box));
      }
    }
    rows.removeIf(row -> !wanted.contains(row.name()));
    return rows;
  }

  private static void memory(BenchBox box, List<Row> rows) {
    // Some use first: pages for those who are online, and three rounds of sampling.
    box.ran(
        "box",
        LoadClient.class,
        BenchBox.ADDRESS,
        "80",
        BenchBox.ADDRESS,
        "/",
        "2000",
        "0",
        "" + PAGES);
    BenchBox.sleep(SETTLE);
    rows.add(
        new Row(
            "memory",
            Pss.megabytes(box.edge()),
            "MB",
            "PSS of the edge with " + SESSIONS + " open sessions, after 2000 pages"));
    rows.add(
        new Row("memory_warden", Pss.megabytes(box.warden()), "MB", "PSS of the warden behind it"));
  }

  private static Row start(BenchBox box) {
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round <= STARTS; round++) {
      box.lab().box().units().stop(UnitName.EDGE);
      double edge =
          millisToAnswer(box, "80", () -> box.lab().box().startUnits(List.of(UnitName.EDGE)));
      List<Process> hello = new ArrayList<>();
      double peer = millisToAnswer(box, HELLO_PORT, () -> hello.add(hello(box)));
      hello.getFirst().destroy();
      // The first round fills the disk's cache.
      if (round > 0) {
        ours.add(edge);
        peers.add(peer);
        ratios.add(edge / peer);
      }
    }
    return new Row(
        "start",
        Numbers.median(ratios),
        "ratio",
        String.format(
            Locale.ROOT,
            "%.0f ms of the edge with %d sessions, %.0f ms of the hello-world",
            Numbers.median(ours),
            SESSIONS,
            Numbers.median(peers)));
  }

  private static Process hello(BenchBox box) {
    List<String> argv = new ArrayList<>();
    argv.add(System.getProperty("java.home") + "/bin/java");
    argv.addAll(FLAGS);
    argv.addAll(List.of("-cp", BenchBox.classPath(), HelloWorld.class.getName()));
    argv.addAll(List.of(BenchBox.ADDRESS, HELLO_PORT));
    return box.lab().start("box", argv.toArray(String[]::new));
  }

  private static double millisToAnswer(BenchBox box, String port, Runnable start) {
    Process watcher =
        box.program(
            "box", FirstAnswer.class, Floor.device(0).ip().toString(), BenchBox.ADDRESS, port);
    try (BufferedReader said = watcher.inputReader()) {
      if (!"ready".equals(said.readLine())) {
        throw new BenchTrouble("the watcher did not start");
      }
      long begin = System.nanoTime();
      start.run();
      return (Long.parseLong(said.readLine()) - begin) / 1e6;
    } catch (IOException e) {
      throw new BenchTrouble("waiting for the first answer", e);
    } finally {
      watcher.destroy();
    }
  }
}
