package io.gatehouse.lab;

import io.gatehouse.lab.net.Internet;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Run;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures a node's line to the internet with iperf3. */
public final class Speed {
  private static final Pattern RECEIVED =
      Pattern.compile(
          "\"sum_received\":\\s*\\{[^}]*\"bits_per_second\":\\s*([0-9.eE+]+)", Pattern.DOTALL);

  private Speed() {}

  /**
   * What arrived, in kbit/s, over one TCP connection.
   *
   * @param down towards the node, else from it
   * @param port one of the speed server's, 5201 to 5204: each serves one measurement at a time
   */
  public static int kbps(Lab lab, String node, boolean down, int seconds, int port) {
    Run run =
        lab.run(
            node,
            Duration.ofSeconds(seconds + 20L),
            "iperf3",
            "--client",
            Internet.SPEED,
            "--port",
            Integer.toString(port),
            "--time",
            Integer.toString(seconds),
            "--json",
            down ? "--reverse" : "--get-server-output");
    Matcher matcher = RECEIVED.matcher(run.out());
    if (!matcher.find()) {
      throw new LabException("no speed could be measured: " + run.out() + run.err());
    }
    return (int) (Double.parseDouble(matcher.group(1)) / 1_000);
  }
}
