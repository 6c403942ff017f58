package io.gatehouse.lab.air;

import io.gatehouse.lab.Lab;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A fake: Wi-Fi for a lab whose kernel has none. Wires that are plugged into the box's bridges only
 * while the box's own hostapd file has a network of the name and passphrase that the client knows.
 * What a radio does to frames is shown in the radio lab alone.
 */
public final class FakeAir {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Lab lab;

  private FakeAir(Lab lab) {
    this.lab = lab;
  }

  /** Over a lab whose units have not been started. */
  public static FakeAir over(Lab lab) {
    FakeAir air = new FakeAir(lab);
    lab.run("box", LIMIT, "ip", "link", "add", "wlan0", "type", "veth", "peer", "name", "air0")
        .must();
    try {
      Path script = lab.file("air/hostapd.sh");
      Files.createDirectories(lab.file("air/clients"));
      try (InputStream text = FakeAir.class.getResourceAsStream("hostapd.sh")) {
        Files.write(script, text.readAllBytes());
      }
      script.toFile().setExecutable(true, false);
      Path unit = lab.file("units/gatehouse-hostapd.service");
      Files.writeString(
          unit,
          Files.readString(unit)
              .replace("ExecStart=/usr/sbin/hostapd ", "ExecStart=/run/lab/air/hostapd.sh "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return air;
  }

  /**
   * Has the node on this network from now on, whenever there is one.
   *
   * @param passphrase empty for an open network
   */
  public void wants(String node, String ssid, String passphrase) {
    String hex = HexFormat.of().formatHex(ssid.getBytes(StandardCharsets.UTF_8));
    try {
      Files.writeString(lab.file("air/clients/" + node), hex + "\n" + passphrase + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!lab.box().etc().resolve("hostapd.conf").toFile().exists()) {
      lab.run("box", LIMIT, "ip", "link", "set", "p-" + node, "nomaster").must();
    }
  }

  /** Whether the node is on a network. */
  public boolean joined(String node) {
    return lab.run("box", LIMIT, "test", "-e", "/sys/class/net/p-" + node + "/master").ok();
  }
}
