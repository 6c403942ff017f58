package io.gatehouse.network.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.network.wifi.CountryRules;
import io.gatehouse.platform.address.Ipv4Network;
import io.gatehouse.warden.reply.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reasons of a place against settings, and of programs against texts, at the right field. */
class SiteCheckTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout\n";

  @TempDir Path net;

  @BeforeEach
  void nobody_listens() throws IOException {
    Files.writeString(net.resolve("udp"), HEAD);
    Files.writeString(net.resolve("tcp"), HEAD);
    Files.writeString(
        net.resolve("passwd"), "root:x:0:0\nstub:x:102:102\ngatehouse-dns:x:990:990\n");
  }

  private static String socket(String address, String port, String state, int uid) {
    return "  1: %s:%s 00000000:0000 %s 00000000:00000000 00:00000000 00000000  %d 0 7\n"
        .formatted(address, port, state, uid);
  }

  private String iw = "";

  private Map<String, String> refusals(Settings settings) {
    return new SiteCheck(
            new CountryRules(net.resolve("none")),
            new Listeners(net, net.resolve("passwd")),
            _ -> new Reply.Done(iw))
        .refusals(settings);
  }

  @Test
  void where_nothing_is_in_the_way_nothing_is_said() throws IOException {
    Files.writeString(net.resolve("udp"), HEAD + socket("0104A8C0", "0035", "07", 990));
    Files.writeString(net.resolve("tcp"), HEAD + socket("3500007F", "0035", "0A", 102));

    assertThat(refusals(Settings.factory())).isEmpty();
  }

  @Test
  void a_port_that_another_program_holds_everywhere_is_named_with_its_user() throws IOException {
    Files.writeString(net.resolve("udp"), HEAD + socket("00000000", "0035", "07", 102));

    assertThat(refusals(Settings.factory()))
        .containsEntry(
            "management.network",
            "port 53/udp (DNS) is taken by another program, of user stub; stop it first")
        .containsKey("guest.network");
  }

  @Test
  void a_port_that_is_taken_on_one_address_is_refused_at_the_network_of_that_address()
      throws IOException {
    String console = socket("0104A8C0", "01BB", "0A", 33);
    Files.writeString(net.resolve("tcp"), HEAD + console + socket("0104A8C0", "0050", "01", 33));

    assertThat(refusals(Settings.factory()))
        .containsOnlyKeys("management.network")
        .hasEntrySatisfying(
            "management.network", why -> assertThat(why).contains("443/tcp", "user 33"));
  }

  @Test
  void what_the_radio_cannot_is_refused_at_its_field() throws IOException {
    Files.writeString(net.resolve("udp"), HEAD);
    Files.writeString(net.resolve("tcp"), HEAD);
    iw = Files.readString(Path.of("src/test/resources/iw/hwsim-TZ.txt"));
    String wifi = "{\"wifi\":{\"country\":\"TZ\",\"channel\":%d,\"networks\":[{\"ssid\":\"A\"}]}}";
    assertThat(refusals(((Parsed.Ok) SettingsJson.read(wifi.formatted(36))).settings())).isEmpty();
    assertThat(refusals(((Parsed.Ok) SettingsJson.read(wifi.formatted(144))).settings()))
        .containsExactly(Map.entry("wifi.channel", "this radio has no channel 144"));
  }

  @Test
  void a_network_that_one_of_the_uplinks_is_in_already_is_refused() {
    // The loop device stands for an uplink: it is the one that every machine has an address on.
    Map<String, String> found =
        SiteCheck.overlaps(
            List.of("nowhere0", "lo"),
            Map.of(
                "guest.network",
                Ipv4Network.parse("127.1.0.0/24").orElseThrow(),
                "management.network",
                Ipv4Network.parse("10.0.0.0/8").orElseThrow()));

    assertThat(found)
        .containsOnlyKeys("guest.network")
        .hasEntrySatisfying(
            "guest.network",
            why -> assertThat(why).isEqualTo("overlaps 127.0.0.0/8, the network that lo is in"));
  }

  @Test
  void a_complaint_about_a_line_names_the_setting_that_it_comes_from() {
    Map<String, String> files =
        Map.of(
            "etc/gatehouse/hostapd.conf", "interface=wlan0\nchannel=7\nwpa_passphrase=short\n",
            "etc/gatehouse/dnsmasq-lan.conf", "# ours\ndhcp-range=10.0.0.9,10.0.0.1\n");

    assertThat(
            PlainWords.of(
                "the files do not pass hostapd: Line 3: invalid WPA passphrase length", files))
        .startsWith("wifi.networks, passphrase: the files do not pass hostapd");
    assertThat(
            PlainWords.of(
                "the files do not pass dnsmasq: inconsistent DHCP range at line 2 of"
                    + " /run/gatehouse/check1/dnsmasq-lan.conf",
                files))
        .startsWith("firstLease and lastLease of guest or management: ");
    assertThat(PlainWords.of("the warden is away", files)).isEqualTo("the warden is away");
  }
}
