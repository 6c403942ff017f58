package io.gatehouse.console.door;

import java.util.List;
import java.util.Locale;

/**
 * Where the console is.
 *
 * @param host the box's own address on the management network; the only one it listens on
 * @param httpsPort 443 on a box, 0 = any free one
 * @param httpPort 80 on a box, where everything is sent on to https; 0 = any free one
 * @param names host names that browsers may use for it, such as {@code device.local}
 */
public record ConsoleAddress(String host, int httpsPort, int httpPort, List<String> names) {
  public ConsoleAddress {
    names = List.copyOf(names);
  }

  /** Whether a Host header means this box; anything else is another site's name pointed at it. */
  public boolean owns(String hostHeader) {
    if (hostHeader == null) {
      return false;
    }
    String name = hostHeader.toLowerCase(Locale.ROOT);
    int colon = name.lastIndexOf(':');
    if (colon >= 0) {
      name = name.substring(0, colon);
    }
    return name.equals(host) || names.contains(name);
  }

  /** Where plain HTTP is sent on to; made of nothing that a client says. */
  public String secureUrl(int port) {
    return "https://" + host + (port == 443 ? "" : ":" + port) + "/";
  }
}
