package io.gatehouse.bench;

import io.gatehouse.bench.rig.BenchBox;
import io.gatehouse.bench.rig.Numbers;
import io.gatehouse.bench.rig.Pss;
import io.gatehouse.lab.Lab;
import io.gatehouse.lab.box.HubNode;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.network.shaping.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a hub costs a box: memory of the edge that follows one against that of an edge beside it
 * that follows none; and how much later than by one round trip an order of the hub is done.
 */
final class SyncLink implements Bench {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration SETTLE = Duration.ofSeconds(60);
  private static final int SESSIONS = 100;
  private static final int ORDERS = 31;
  private static final String NAME = "bench";

  @Override
  public List<String> names() {
    return List.of("sync_memory", "order_delay");
  }

  @Override
  public List<Row> run(List<String> wanted) {
    List<Row> rows = new ArrayList<>();
    try (BenchBox joined = BenchBox.up(1, SESSIONS, new Rate(5_000, 2_000, 0));
        BenchBox alone = BenchBox.up(1, SESSIONS, new Rate(5_000, 2_000, 0))) {
      HubNode hub = joined.lab().hub();
      hub.start();
      hub.words().ask("box", "add", NAME);
      String claim = hub.words().ask("claim", NAME).path("claim").asText();
      words(joined.lab(), "join", "--hub", HubNode.URL, "--claim", claim);
      Waiting.until(
          LIMIT,
          "the link to the hub",
          () -> joined.lab().box().words().get("/link").path("up").asBoolean());
      // By the console's own way too, so that both have the same classes of the API.
      words(alone.lab(), "link");
      if (wanted.contains("order_delay")) {
        rows.add(orders(hub));
      }
      if (wanted.contains("sync_memory")) {
        rows.add(memory(joined, alone));
      }
    }
    return rows;
  }

  private static void words(Lab lab, String... words) {
    lab.box().words().ask(words);
  }

  private static Row memory(BenchBox joined, BenchBox alone) {
    BenchBox.sleep(SETTLE);
    double with = Pss.megabytes(joined.edge());
    double without = Pss.megabytes(alone.edge());
    return new Row(
        "sync_memory",
        with - without,
        "MB",
        String.format(
            Locale.ROOT,
            "PSS of two edges with %d sessions each: %.1f with a hub, %.1f without",
            SESSIONS,
            with,
            without));
  }

  /**
   * From the hub's word to its knowing of the deed, with what its own API takes for an answer left
   * out; the way up of the deed's fact is in it.
   */
  private static Row orders(HubNode hub) {
    List<Double> delays = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      long begun = System.nanoTime();
      hub.words().get("/boxes/" + NAME);
      long answer = System.nanoTime() - begun;
      begun = System.nanoTime();
      hub.words().post("/boxes/" + NAME + "/orders", "{\"kind\":\"LOOK\"}");
      while (waits(hub)) {
        Thread.onSpinWait();
      }
      delays.add((System.nanoTime() - begun - 2.0 * answer) / 1e6);
    }
    return new Row(
        "order_delay",
        Numbers.median(delays),
        "ms",
        ORDERS + " orders, from the hub's word to its knowing that the deed is done");
  }

  private static boolean waits(HubNode hub) {
    return hub.words()
        .get("/boxes/" + NAME + "/orders?max=1")
        .path("items")
        .path(0)
        .path("outcome")
        .asText()
        .isEmpty();
  }
}
