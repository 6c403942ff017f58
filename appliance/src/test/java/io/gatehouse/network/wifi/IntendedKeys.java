package io.gatehouse.network.wifi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a hostapd.conf has to say for an access point, written down a second time by hand: the
 * renderer's output is held against it, key by key.
 */
final class IntendedKeys {
  private final Wifi wifi;
  private final List<Map.Entry<String, String>> all = new ArrayList<>();

  private IntendedKeys(Wifi wifi) {
    this.wifi = wifi;
  }

  static List<Map.Entry<String, String>> of(Wifi wifi) {
    IntendedKeys keys = new IntendedKeys(wifi);
    keys.radio();
    for (int i = 0; i < wifi.networks().size(); i++) {
      keys.network(i, wifi.networks().get(i));
    }
    return keys.all;
  }

  /** Keys and values as hostapd's reader splits them, comments left out. */
  static List<Map.Entry<String, String>> parsed(String text) {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        int equals = line.indexOf('=');
        all.add(Map.entry(line.substring(0, equals), line.substring(equals + 1)));
      }
    }
    return all;
  }

  private void say(String key, Object value) {
    all.add(Map.entry(key, value.toString()));
  }

  private void radio() {
    boolean high = wifi.channel() > 14;
    say("interface", "wlan0");
    say("driver", "nl80211");
    say("ctrl_interface", "/run/gatehouse-hostapd");
    say("country_code", wifi.country());
    say("ieee80211d", 1);
    say("hw_mode", high ? "a" : "g");
    say("channel", wifi.channel());
    if (high) {
      say("ieee80211h", 1);
    }
    if (wifi.mode() != Wifi.Mode.G) {
      say("ieee80211n", 1);
      if (wifi.width() > 20) {
        say("ht_capab", "[HT40" + (above() ? "+" : "-") + "]");
      }
    }
    if (high && (wifi.mode() == Wifi.Mode.AC || wifi.mode() == Wifi.Mode.AX)) {
      say("ieee80211ac", 1);
      width("vht_oper");
    }
    if (wifi.mode() == Wifi.Mode.AX) {
      say("ieee80211ax", 1);
      width("he_oper");
    }
    say("wmm_enabled", 1);
  }

  /** As the kernel's table of 40 MHz channels has it. */
  private boolean above() {
    return List.of(1, 7, 36, 44, 52, 60, 100, 108, 116, 124, 132, 140, 149, 157)
        .contains(wifi.channel());
  }

  private void width(String key) {
    if (wifi.width() > 20) {
      say(key + "_chwidth", Map.of(40, 0, 80, 1, 160, 2).get(wifi.width()));
    }
    if (wifi.width() > 40) {
      say(key + "_centr_freq_seg0_idx", wifi.width() == 80 ? middleOf80() : middleOf160());
    }
  }

  private int middleOf80() {
    return List.of(42, 58, 106, 122, 138, 155).stream()
        .filter(middle -> Math.abs(middle - wifi.channel()) <= 6)
        .findFirst()
        .orElseThrow();
  }

  private int middleOf160() {
    return wifi.channel() < 100 ? 50 : 114;
  }

  private void network(int index, Wifi.Network network) {
    if (index > 0) {
      say("bss", "wlan0_" + index);
    }
    byte[] ssid = network.ssid().text().getBytes(StandardCharsets.UTF_8);
    say("ssid2", HexFormat.of().formatHex(ssid));
    say("utf8_ssid", 1);
    say(
        "bridge",
        switch (network.side()) {
          case GUEST -> "br-guest";
          case MANAGEMENT -> "br-mgmt";
          case VLAN -> "br-vlan" + network.vlan();
        });
    say("ap_isolate", network.isolated() ? 1 : 0);
    say("ignore_broadcast_ssid", network.hidden() ? 1 : 0);
    say("auth_algs", 1);
    if (network.security() != Wifi.Security.OPEN) {
      security(network);
    }
    if (network.security().enterprise()) {
      servers(index == 0 ? "wlan0" : "wlan0_" + index);
    }
  }

  private void security(Wifi.Network network) {
    say("wpa", 2);
    say(
        "wpa_key_mgmt",
        switch (network.security()) {
          case OPEN -> throw new IllegalArgumentException("open networks have no keys");
          case OWE -> "OWE";
          case WPA2 -> "WPA-PSK";
          case WPA3 -> "SAE";
          case WPA2_WPA3 -> "WPA-PSK SAE";
          case WPA2_ENTERPRISE -> "WPA-EAP WPA-EAP-SHA256";
          case WPA3_ENTERPRISE -> "WPA-EAP-SHA256";
        });
    say("rsn_pairwise", "CCMP");
    boolean required =
        List.of(Wifi.Security.OWE, Wifi.Security.WPA3, Wifi.Security.WPA3_ENTERPRISE)
            .contains(network.security());
    say("ieee80211w", required ? 2 : 1);
    if (network.security() == Wifi.Security.WPA2_WPA3) {
      say("sae_require_mfp", 1);
    }
    if (network.security().hasPassphrase()) {
      String secret = network.passphrase().secret();
      say(secret.length() == 64 ? "wpa_psk" : "wpa_passphrase", secret);
    }
  }

  private void servers(String device) {
    say("ieee8021x", 1);
    say("nas_identifier", device);
    for (RadiusServer server : wifi.radius()) {
      say("auth_server_addr", server.address());
      say("auth_server_port", server.port());
      say("auth_server_shared_secret", server.secret().text());
      if (server.accountingPort() > 0) {
        say("acct_server_addr", server.address());
        say("acct_server_port", server.accountingPort());
        say("acct_server_shared_secret", server.secret().text());
      }
    }
    say("radius_acct_interim_interval", 600);
  }
}
