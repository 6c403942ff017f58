package io.gatehouse.network.rollout;

import io.gatehouse.platform.address.Ipv4;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Who holds the ports that the box's own programs need, as the kernel lists them. */
final class Listeners {
  private static final String LISTENING = "0A";
  private static final String EVERYWHERE = "00000000";
  private static final Set<String> OUR_USERS = Set.of("gatehouse", "gatehouse-dns", "avahi");

  private static final Map<Integer, String> UDP = new TreeMap<>(Map.of(53, "DNS", 67, "DHCP"));
  private static final Map<Integer, String> TCP =
      new TreeMap<>(Map.of(53, "DNS", 80, "HTTP", 443, "HTTPS"));

  private final Path net;
  private final Path passwd;

  /**
   * @param net usually {@code /proc/net}
   * @param passwd usually {@code /etc/passwd}
   */
  Listeners(Path net, Path passwd) {
    this.net = net;
    this.passwd = passwd;
  }

  /** What stands in the way of our own programs on this address; empty if nothing does. */
  Optional<String> foreign(Ipv4 address) {
    Map<String, String> users = users();
    Set<String> ours = new HashSet<>();
    users.forEach((uid, name) -> ours.addAll(OUR_USERS.contains(name) ? Set.of(uid) : Set.of()));
    String hex = HexFormat.of().withUpperCase().toHexDigits(Integer.reverseBytes(address.bits()));
    for (Map.Entry<String, Map<Integer, String>> table :
        List.of(Map.entry("udp", UDP), Map.entry("tcp", TCP))) {
      for (String line : lines(net.resolve(table.getKey()))) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length < 8 || !words[1].contains(":")) {
          continue;
        }
        String[] local = words[1].split(":", -1);
        String name = table.getValue().get(Integer.parseInt(local[1], 16));
        boolean listens = table.getKey().equals("udp") || words[3].equals(LISTENING);
        boolean here = local[0].equals(EVERYWHERE) || local[0].equals(hex);
        if (name != null && listens && here && !ours.contains(words[7])) {
          return Optional.of(
              "port %d/%s (%s) is taken by another program, of user %s; stop it first"
                  .formatted(
                      Integer.parseInt(local[1], 16),
                      table.getKey(),
                      name,
                      users.getOrDefault(words[7], words[7])));
        }
      }
    }
    return Optional.empty();
  }

  private Map<String, String> users() {
    Map<String, String> users = new TreeMap<>();
    for (String line : lines(passwd)) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2) {
        users.put(fields[2], fields[0]);
      }
    }
    return users;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
