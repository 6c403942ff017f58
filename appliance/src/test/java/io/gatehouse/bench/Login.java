package io.gatehouse.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.address.Ipv4;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From the moment a guest sends a code to the first packet through the gate and back: with 10,000
 * open sessions against none, and with 1,000 against a bare {@code ipset add} through a pipe.
 */
final class Login implements Bench {
  private static final int ROUNDS = 31;
  private static final int WARM_UP = 10;
  private static final String ECHO = "198.51.100.77";
  private static final String ECHO_PORT = "7777";
  private static final Rate RATE = new Rate(5_000, 2_000, 0);
  private static final Duration LIMIT = Duration.ofSeconds(30);

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
      List<String> codes = crowd.codes(ROUNDS + WARM_UP);
      List<String> others = nobody.codes(ROUNDS + WARM_UP);
      for (int round = 0; round < ROUNDS + WARM_UP; round++) {
        double with = among.login(codes.get(round));
        double without = alone.login(others.get(round));
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
        Row.Goal.atMost(1.3),
        String.format(
            Locale.ROOT,
            "%.1f ms with 10,000 open sessions, %.1f ms with none",
            Numbers.median(full),
            Numbers.median(empty)));
  }

  private static Row pipe() {
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    try (BenchBox box = BenchBox.up(1, 1_000, RATE);
        Guest guest = new Guest(box);
        Ipset ipset = new Ipset(box)) {
      List<String> codes = box.codes(ROUNDS + WARM_UP);
      for (int round = 0; round < ROUNDS + WARM_UP; round++) {
        double login = guest.login(codes.get(round));
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
        Row.Goal.atMost(8),
        String.format(
            Locale.ROOT,
            "%.1f ms with 1,000 open sessions, %.2f ms by a bare pipe",
            Numbers.median(ours),
            Numbers.median(bare)));
  }

  /** A long-lived tool that sets are changed through, with nothing around it. */
  private static final class Ipset implements AutoCloseable {
    private final Process process;
    private final BufferedWriter in;

    Ipset(BenchBox box) {
      process = box.lab().start("box", "ipset", "-");
      in = process.outputWriter();
      // Its prompts and answers are nothing to wait for, but its pipe must not fill up.
      Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(line -> {}));
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

  /** The device g1 with a lease, knocking. */
  private static final class Guest implements AutoCloseable {
    private final BenchBox box;
    private final Ipv4 ip;
    private final Process echo;
    private final Process client;
    private final BufferedWriter in;
    private final BufferedReader out;

    Guest(BenchBox box) {
      this.box = box;
      ip = box.lab().lease("g1");
      echo = box.program("internet", Echo.class, ECHO, ECHO_PORT);
      client =
          box.program(
              "g1", LoginClient.class, ip.toString(), BenchBox.ADDRESS, ECHO, ECHO_PORT);
      in = client.outputWriter();
      out = client.inputReader();
      expect(echo.inputReader(), "ready");
      expect(out, "ready");
    }

    /** Milliseconds from sending the code to the first echo. The session is ended afterwards. */
    double login(String code) {
      say("redeem " + code);
      long sent = moment("sent ");
      long echoed = moment("echo ");
      for (JsonNode session : box.get("/sessions").get("items")) {
        if (session.get("ip").asText().equals(ip.toString())) {
          box.post("/sessions/" + session.get("id").asText() + "/end", "{}");
        }
      }
      closed();
      return (echoed - sent) / 1e6;
    }

    /** Milliseconds from writing to the tool to the first echo. */
    double admittedBy(Ipset ipset) {
      String member = ip + "," + box.lab().mac("g1");
      say("watch");
      expect(out, "watching");
      try {
        long sent = System.nanoTime();
        ipset.say(
            "add guests-up " + member + " timeout 60 packets 0 bytes 0 skbprio 1:1",
            "add guests-dn " + ip + " timeout 60 packets 0 bytes 0 skbprio 1:1");
        double took = (moment("echo ") - sent) / 1e6;
        ipset.say("del guests-up " + member, "del guests-dn " + ip);
        closed();
        return took;
      } catch (IOException e) {
        throw new BenchTrouble("writing to ipset", e);
      }
    }

    /** Waits until the kernel has forgotten the device, or the next round would start inside. */
    private void closed() {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (box.lab()
          .run("box", LIMIT, "ipset", "test", "guests-dn", ip.toString())
          .ok()) {
        if (System.nanoTime() > end) {
          throw new BenchTrouble(ip + " stays admitted");
        }
      }
    }

    private void say(String line) {
      try {
        in.write(line + "\n");
        in.flush();
      } catch (IOException e) {
        throw new BenchTrouble("talking to the guest's device", e);
      }
    }

    private long moment(String word) {
      String line = line(out);
      if (!line.startsWith(word) || line.endsWith(" 0")) {
        throw new BenchTrouble("expected a moment after " + word + "and heard " + line);
      }
      return Long.parseLong(line.substring(word.length()));
    }

    private static void expect(BufferedReader reader, String word) {
      String line = line(reader);
      if (!word.equals(line)) {
        throw new BenchTrouble("expected " + word + " and heard " + line);
      }
    }

    private static String line(BufferedReader reader) {
      try {
        return String.valueOf(reader.readLine());
      } catch (IOException e) {
        throw new BenchTrouble("listening to the guest's device", e);
      }
    }

    @Override
    public void close() {
      client.destroy();
      echo.destroy();
    }
  }
}
