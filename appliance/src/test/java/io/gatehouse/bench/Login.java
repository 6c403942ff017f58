package io.gatehouse.bench;

import io.gatehouse.bench.rig.BenchBox;
import io.gatehouse.bench.rig.Numbers;
import io.gatehouse.network.shaping.Rate;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From the moment a guest sends a code to the first packet through the gate and back: with 10,000
 * open sessions against none, and with 1,000 against a bare {@code ipset add} through a pipe.
 */
final class Login implements Bench {
  private static final int ROUNDS = 31;

  private static final int WARM_UP = 300;

  private static final int INSIDE = 1_000;

  /** A box with a thousand inside has let them in before, by its portal and one by one. */
  private static final int CAME_IN = 3 * INSIDE;

  private static final Rate RATE = new Rate(5_000, 2_000, 0);

  @Override
  public List<String> names() {
    return List.of("login_flat", "login_pipe");
  }

  @Override
  public List<Row> run(List<String> wanted) {
    List<Row> rows = new ArrayList<>();
    if (wanted.contains("login_flat")) {
      rows.add(flat());
    }
    if (wanted.contains("login_pipe")) {
      rows.add(pipe());
    }
    return rows;
  }

  private static Row flat() {
    List<Double> full = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    try (BenchBox crowd = BenchBox.up(1, 10_000, RATE);
        BenchBox nobody = BenchBox.up(1, 0, RATE);
        Guest among = new Guest(crowd);
        Guest alone = new Guest(nobody)) {
      List<BenchBox.Ticket> codes = crowd.tickets(ROUNDS + WARM_UP);
      List<BenchBox.Ticket> others = nobody.tickets(ROUNDS + WARM_UP);
      for (int round = 0; round < ROUNDS + WARM_UP; round++) {
        double with = among.visit(codes.get(round));
        double without = alone.visit(others.get(round));
        if (round >= WARM_UP) {
          full.add(with);
          empty.add(without);
        }
      }
    }
    return new Row(
        "login_flat",
        Numbers.median(full) / Numbers.median(empty),
        "ratio",
        String.format(
            Locale.ROOT,
            "%.1f ms with 10,000 open sessions, %.1f ms with none",
            Numbers.median(full),
            Numbers.median(empty)));
  }

  private static Row pipe() {
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    try (BenchBox box = BenchBox.up(1, INSIDE, RATE);
        Guest guest = new Guest(box);
        Ipset ipset = new Ipset(box)) {
      box.lease(0, INSIDE);
      box.embody(0, INSIDE);
      box.comeIn(INSIDE, box.tickets(CAME_IN));
      List<BenchBox.Ticket> codes = box.tickets(ROUNDS + WARM_UP);
      for (int round = 0; round < ROUNDS + WARM_UP; round++) {
        double login = guest.visit(codes.get(round));
        double add = guest.admittedBy(ipset);
        if (round >= WARM_UP) {
          ours.add(login);
          bare.add(add);
        }
      }
    }
    return new Row(
        "login_pipe",
        Numbers.median(ours) / Numbers.median(bare),
        "ratio",
        String.format(
            Locale.ROOT,
            "%.1f ms with 1,000 open sessions, %.2f ms by a bare pipe",
            Numbers.median(ours),
            Numbers.median(bare)));
  }

  /** A long-lived tool that sets are changed through, with nothing around it. */
  static final class Ipset implements AutoCloseable {
    private final Process process;
    private final BufferedWriter in;

    Ipset(BenchBox box) {
      process = box.lab().start("box", "ipset", "-");
      in = process.outputWriter();
      // Its prompts and answers are nothing to wait for, but its pipe must not fill up.
      Thread.ofVirtual().start(this::drain);
    }

    private void drain() {
      try {
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException ended) {
        // The tool was ended with the measurement.
        return;
      }
    }

    void say(String... lines) throws IOException {
      for (String line : lines) {
        in.write(line + "\n");
      }
      in.flush();
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
