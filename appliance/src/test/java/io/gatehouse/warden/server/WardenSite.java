package io.gatehouse.warden.server;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.LabOptions;
import io.gatehouse.lab.net.Run;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.network.firewall.FirewallRules;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.box.WardenBox;
import io.gatehouse.platform.template.ConfigTemplates;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A lab whose box has the rendered firewall and a warden, and nothing else. */
public final class WardenSite implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Lab lab;
  private final Path log;
  private Process warden;
  private Thread logging;
  private WardenBox box;

  public WardenSite(int guests, Settings settings) {
    lab = Lab.up(LabOptions.guests(guests));
    log = lab.file("warden.log");
    write(new FirewallRules(new ConfigTemplates()).render(settings));
    for (int i = 1; i <= guests; i++) {
      lab.setAddress("g" + i, io.gatehouse.platform.address.Ipv4.of("10.20.1." + i), 21);
    }
    startWarden();
  }

  /** Puts rendered files where the box has them, as an earlier rollout would have. */
  public void write(Map<String, String> files) {
    files.forEach(
        (path, content) -> {
          try {
            Path target = lab.box().etc().resolve(path.substring("etc/gatehouse/".length()));
            Files.createDirectories(target.getParent());
            Files.writeString(target, content);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  public void startWarden() {
    Path checkout = Path.of("").toAbsolutePath();
    List<String> argv =
        new ArrayList<>(
            List.of("env", "MALLOC_ARENA_MAX=1", System.getProperty("java.home") + "/bin/java"));
    argv.addAll(WARDEN_FLAGS);
    argv.addAll(
        List.of(
            "-cp",
            checkout.resolve("target/test-classes")
                + ":"
                + checkout.resolve("target/classes")
                + ":"
                + checkout.resolve("target/lib")
                + "/*",
            WardenProcess.class.getName(),
            "/run/lab/warden.sock",
            "/etc/gatehouse",
            "/run/lab/staged",
            checkout.resolveSibling("system-files/usr/lib/gatehouse/firewall").toString(),
            "12345"));
    warden = lab.start("box", argv.toArray(String[]::new));
    logging = Thread.ofVirtual().start(() -> keepLog(warden));
    box = new WardenBox(lab.file("warden.sock"), Duration.ofSeconds(10));
    Waiting.until(
        LIMIT, "the warden: " + log, () -> box.call(new Query.Ping()) instanceof Reply.Done);
  }

  /** What a box starts its warden with. */
  private static final List<String> WARDEN_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileThresholdScaling=2",
          "-XX:TrimNativeHeapInterval=10000",
          "-Xms4m",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=20",
          "-Xmx24m",
          "-Xss256k",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private void keepLog(Process process) {
    try {
      Files.write(log, process.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Process warden() {
    return warden;
  }

  public WardenBox box() {
    return box;
  }

  public Lab lab() {
    return lab;
  }

  /** Runs a command line on a node. */
  public Run run(String node, String line) {
    return lab.run(node, LIMIT, "sh", "-c", line);
  }

  /** How many of so many pings came back, a tenth of a second apart. */
  public int pings(String guest, String target, int count) {
    String out = run(guest, "ping -n -q -i 0.1 -W 1 -c " + count + " " + target).out();
    int at = out.indexOf(" received");
    return at < 0 ? 0 : Integer.parseInt(out.substring(out.lastIndexOf(' ', at - 1) + 1, at));
  }

  @Override
  public void close() {
    box.close();
    warden.descendants().forEach(ProcessHandle::destroyForcibly);
    warden.destroyForcibly();
    // The last words go into the lab's folder, which must not be taken away under them.
    try {
      logging.join(LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lab.close();
  }
}
