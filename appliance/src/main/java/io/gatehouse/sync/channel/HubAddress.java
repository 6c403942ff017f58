package io.gatehouse.sync.channel;

import io.gatehouse.sync.wire.Unreadable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where a hub is: {@code https://host[:port]}. */
public record HubAddress(String host, int port) {
  public static final int PORT = 8443;

  /** Reads what a person typed. */
  public static HubAddress parse(String text) throws Unreadable {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new Unreadable("not an address: " + e.getReason(), e);
    }
    if (!"https".equals(uri.getScheme())) {
      throw new Unreadable("a hub's address begins with https://, such as https://hub.example.org");
    }
    boolean bare =
        uri.getUserInfo() == null
            && uri.getQuery() == null
            && uri.getFragment() == null
            && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
    if (uri.getHost() == null || !bare || uri.getPort() > 65_535 || uri.getPort() == 0) {
      throw new Unreadable("a hub's address is https://, a name, and perhaps a colon and a port");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    return new HubAddress(host, uri.getPort() < 0 ? PORT : uri.getPort());
  }

  @Override
  public String toString() {
    return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
