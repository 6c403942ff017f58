package io.gatehouse.network.lan;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines of dnsmasq's lease file: end of the lease, device, address, host name, client id. Lines of
 * any other form are left out, as host name and client id are the device's own words.
 */
final class LeaseText {
  private static final int LONGEST_LINE = 1_024;
  private static final int LONGEST_NAME = 63;

  private LeaseText() {}

  static List<Lease> parse(String text) {
    List<Lease> leases = new ArrayList<>();
    int start = 0;
    // The last line counts only with its end: without one it is still being written.
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      if (end - start <= LONGEST_LINE) {
        line(text.substring(start, end)).ifPresent(leases::add);
      }
      start = end + 1;
    }
    return leases;
  }

  private static Optional<Lease> line(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < ' ' || c == 0x7f) {
        return Optional.empty();
      }
    }
    String[] words = line.split(" ", -1);
    if (words.length != 5 || !isNumber(words[0])) {
      return Optional.empty();
    }
    Optional<Mac> mac = Mac.parse(words[1]).filter(m -> !m.isMulticast());
    Optional<Ipv4> ip = Ipv4.parse(words[2]);
    return mac.flatMap(m -> ip.map(i -> new Lease(m, i, name(words[3]), name(words[4]))));
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty()
        && word.length() <= 20
        && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** An asterisk stands for no name. Bytes beyond ASCII are no host name's: they become a dot. */
  private static String name(String word) {
    if (word.equals("*")) {
      return "";
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < Math.min(word.length(), LONGEST_NAME); i++) {
      char c = word.charAt(i);
      name.append(c > ' ' && c < 0x7f ? c : '.');
    }
    return name.toString();
  }
}
