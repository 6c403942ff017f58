package io.gatehouse.portal.door;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses under which this listener is itself. What a client sends as {@code Host} only
 * chooses one of these constants; nothing is ever built from it.
 */
public final class Origins {
  private final Map<String, String> own = new LinkedHashMap<>();
  private final String main;

  private Origins(String scheme, int port, Iterable<String> authorities) {
    for (String authority : authorities) {
      own.putIfAbsent(authority, scheme + authority);
      if (authority.indexOf(':') < 0) {
        own.putIfAbsent(authority + ":" + port, scheme + authority);
      }
    }
    main = own.values().iterator().next();
  }

  /**
   * @param authorities {@code address} or {@code address:port}; the first is where everyone is sent
   */
  public static Origins plain(Iterable<String> authorities) {
    return new Origins("http://", 80, authorities);
  }

  /** The one name that the certificate is for. */
  public static Origins secure(String authority) {
    return new Origins("https://", 443, List.of(authority));
  }

  /** {@code http://10.20.0.1}: the origin that redirects lead to. */
  public String main() {
    return main;
  }

  /** The origin that a Host header names, empty for anyone else's. */
  public Optional<String> match(String host) {
    return Optional.ofNullable(host == null ? null : own.get(host));
  }
}
