package io.gatehouse.portal.door;

/**
 * What one guest, and all of them, may ask of the listener.
 *
 * @param connections open at once; above it a request is answered 503
 * @param perClient open at once from one address; further ones are closed
 * @param headSeconds from connecting, or from the last answer, to the end of the next head: a head
 *     that trickles in and a connection that idles look the same
 * @param bodySeconds for a whole body
 * @param bodyBytes of a form
 * @param uriBytes of the first line
 * @param headBytes of all headers
 * @param handshakeSeconds for the beginning of TLS
 */
public record Limits(
    int connections,
    int perClient,
    int headSeconds,
    int bodySeconds,
    int bodyBytes,
    int uriBytes,
    int headBytes,
    int handshakeSeconds) {

  /** What a box uses. Phones open a handful of connections while they probe. */
  public static Limits standard() {
    return new Limits(2_000, 32, 10, 10, 4_096, 2_048, 8_192, 10);
  }

  /** Connections above this are closed at once, so that memory stays bounded. */
  int hardConnections() {
    return connections + connections / 8 + 8;
  }
}
