package io.gatehouse.bench;

import io.gatehouse.bench.rig.BenchBox;
import io.gatehouse.bench.rig.BenchTrouble;
import io.gatehouse.bench.rig.Echo;
import io.gatehouse.bench.rig.LoginClient;
import io.gatehouse.platform.address.Ipv4;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;

/** The device g1 with a lease, knocking. */
final class Guest implements AutoCloseable {
  private static final String ECHO = "198.51.100.77";
  private static final String ECHO_PORT = "7777";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final BenchBox box;
  private final Ipv4 ip;
  private final Process echo;
  private final Process client;
  private final BufferedWriter in;
  private final BufferedReader out;

  Guest(BenchBox box) {
    this.box = box;
    ip = box.lab().lease("g1");
    box.lab().run("internet", LIMIT, "ip", "addr", "add", ECHO + "/32", "dev", "lo").must();
    echo = box.program("internet", Echo.class, ECHO, ECHO_PORT);
    client = box.program("g1", LoginClient.class, ip.toString(), BenchBox.ADDRESS, ECHO, ECHO_PORT);
    in = client.outputWriter();
    out = client.inputReader();
    expect(echo.inputReader(), "ready");
    expect(out, "ready");
  }

  /** Milliseconds from sending the code to the first echo. The guest stays online. */
  double login(BenchBox.Ticket ticket) {
    say("redeem " + ticket.code());
    long sent = moment("sent ");
    return (moment("echo ") - sent) / 1e6;
  }

  /** As {@link #login}, and the session is ended afterwards. */
  double visit(BenchBox.Ticket ticket) {
    double took = login(ticket);
    box.post("/vouchers/" + ticket.voucherId() + "/disconnect", "{}");
    closed();
    return took;
  }

  /** Milliseconds from writing to the tool to the first echo. */
  double admittedBy(Login.Ipset ipset) {
    String member = ip + "," + box.lab().mac("g1");
    say("watch");
    expect(out, "watching");
    try {
      long sent = System.nanoTime();
      ipset.say(
          "add guests-up " + member + " timeout 60 packets 0 bytes 0 skbprio 1:1",
          "add guests-dn " + ip + " timeout 60 packets 0 bytes 0 skbmark 0x2/0x2 skbprio 1:1");
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
    while (box.lab().run("box", LIMIT, "ipset", "test", "guests-dn", ip.toString()).ok()) {
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
