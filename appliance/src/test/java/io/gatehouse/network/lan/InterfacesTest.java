package io.gatehouse.network.lan;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.lan.Interfaces.Interface;
import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each interface of the machine is used for. */
class InterfacesTest {
  @TempDir Path devices;

  private void device(String name, String master) throws IOException {
    Path folder = Files.createDirectories(devices.resolve(name).resolve("statistics"));
    Files.writeString(folder.resolve("rx_bytes"), "1234\n");
    Files.writeString(folder.resolve("tx_bytes"), "567\n");
    Files.writeString(devices.resolve(name).resolve("address"), "02:00:00:00:00:01\n");
    Files.writeString(devices.resolve(name).resolve("mtu"), "1500\n");
    Files.writeString(devices.resolve(name).resolve("operstate"), "up\n");
    if (!master.isEmpty()) {
      Files.createSymbolicLink(devices.resolve(name).resolve("master"), devices.resolve(master));
    }
  }

  @Test
  void each_is_named_with_its_use_its_state_and_what_passed() throws IOException {
    String lines = "{\"uplink\":{\"device\":\"eth0\",\"vlan\":7,\"second\":{\"device\":\"lte0\"}}}";
    Settings settings = ((Parsed.Ok) SettingsJson.read(lines)).settings();
    for (String bridge : List.of("br-guest", "br-mgmt", "lo", "eth0", "eth0.7", "lte0", "eth9")) {
      device(bridge, "");
    }
    device("wlan0", "br-guest");
    device("wlan0_1", "br-mgmt");
    device("eth1", "br-mgmt");
    device("eth2", "br-guest");

    List<Interface> all = new Interfaces(devices, () -> settings).list();

    assertThat(all.stream().collect(Collectors.toMap(Interface::name, Interface::use)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "br-guest", "guests",
                "br-mgmt", "management",
                "eth0", "uplink",
                "eth0.7", "uplink",
                "lte0", "second",
                "eth9", "",
                "wlan0", "radio",
                "wlan0_1", "radio",
                "eth1", "management",
                "eth2", "guests"));
    assertThat(all)
        .contains(
            new Interface(
                "eth1",
                "management",
                "br-mgmt",
                "02:00:00:00:00:01",
                1_500,
                "up",
                List.of(),
                1_234,
                567));
  }
}
