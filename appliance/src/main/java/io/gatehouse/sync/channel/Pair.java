package io.gatehouse.sync.channel;

/**
 * The box's private key and its certificate, as a channel shows them.
 *
 * @param certificate PEM
 * @param key PEM (PKCS #8)
 */
public record Pair(String certificate, String key) {
  @Override
  public String toString() {
    return "***";
  }
}
