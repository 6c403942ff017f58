package io.gatehouse.portal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses under which this listener is itself. What a client sends as {@code Host} only
 * chooses one of these constants; nothing is ever built from it.
 */
final class Origins {
  private final Map<String, String> own = new LinkedHashMap<>();
  private final String main;

  /**
   * @param authorities {@code address} or {@code address:port}; the first is where everyone is sent
   */
  Origins(Iterable<String> authorities) {
    for (String authority : authorities) {
      own.putIfAbsent(authority, "http://" + authority);
      if (authority.indexOf(':') < 0) {
        own.putIfAbsent(authority + ":80", "http://" + authority);
      }
    }
    main = own.values().iterator().next();
  }

  /** {@code http://10.20.0.1}: the origin that redirects lead to. */
  String main() {
    return main;
  }

  /** The origin that a Host header names, empty for anyone else's. */
  Optional<String> match(String host) {
    return Optional.ofNullable(host == null ? null : own.get(host));
  }
}
