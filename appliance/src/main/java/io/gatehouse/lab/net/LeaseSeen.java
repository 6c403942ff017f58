package io.gatehouse.lab.net;

import io.gatehouse.platform.address.Ipv4;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A lease as the client saw it.
 *
 * @param seconds the lease's time
 * @param portal option 114 (RFC 8910), empty if the server sent none
 */
public record LeaseSeen(
    Ipv4 ip, int prefix, String router, String dns, int seconds, String domain, String portal) {

  /** Reads what {@code dhcp-event.sh} noted down, a line {@code name=value} each. */
  public static LeaseSeen ofNote(String note) {
    Map<String, String> values = new HashMap<>();
    for (String line : note.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1).strip());
      }
    }
    return new LeaseSeen(
        Ipv4.of(values.get("ip")),
        Integer.parseInt(values.get("mask")),
        values.get("router"),
        values.get("dns"),
        Integer.parseInt(values.get("lease")),
        values.get("domain"),
        text(values.get("option114")));
  }

  /** For a person. */
  public String words() {
    return "%s/%d for %d s, router %s, names from %s".formatted(ip, prefix, seconds, router, dns);
  }

  /** udhcpc hands options that it does not know over in hex. */
  private static String text(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
  }
}
