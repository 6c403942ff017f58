package io.gatehouse.radius.eap;

import io.gatehouse.platform.process.Command;
import io.gatehouse.radius.RadiusSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** hostapd as a switch with IEEE 802.1X on one port, whose RADIUS server is the box. */
final class WiredSwitch implements AutoCloseable {
  /** The device's end of the cable. */
  static final String DEVICE = "gh-eap-dev";

  private static final String PORT = "gh-eap-sw";
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final Process process;
  private final Path log;

  private WiredSwitch(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static WiredSwitch start(Path folder, RadiusSite site) throws IOException {
    new Command(LIMIT, List.of("ip", "link", "del", PORT)).run();
    ip("link", "add", PORT, "type", "veth", "peer", "name", DEVICE);
    ip("link", "set", PORT, "up");
    ip("link", "set", DEVICE, "up");
    Path conf = folder.resolve("hostapd.conf");
    Files.writeString(
        conf,
        """
        interface=%s
        driver=wired
        ieee8021x=1
        use_pae_group_addr=1
        own_ip_addr=127.0.0.1
        nas_identifier=switch
        auth_server_addr=127.0.0.1
        auth_server_port=%d
        auth_server_shared_secret=%s
        acct_server_addr=127.0.0.1
        acct_server_port=%d
        acct_server_shared_secret=%s
        """
            .formatted(PORT, site.port, RadiusSite.SECRET, site.accountingPort, RadiusSite.SECRET));
    Path log = folder.resolve("hostapd.log");
    Process process =
        new ProcessBuilder("hostapd", conf.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    WiredSwitch started = new WiredSwitch(process, log);
    started.says("AP-ENABLED");
    return started;
  }

  private static void ip(String... arguments) {
    new Command(LIMIT, Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList()).must();
  }

  /** All that it has said, once it has said that, or after a while. */
  String says(String word) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    String said = Files.readString(log);
    while (!said.contains(word) && process.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(20_000_000);
      said = Files.readString(log);
    }
    return said;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    new Command(LIMIT, List.of("ip", "link", "del", PORT)).run();
  }

  @Override
  public String toString() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
