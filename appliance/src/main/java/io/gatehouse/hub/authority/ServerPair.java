package io.gatehouse.hub.authority;

import java.time.Instant;

/**
 * What the hub's listener proves itself with.
 *
 * @param certificate PEM
 * @param key PEM (PKCS #8)
 */
public record ServerPair(String certificate, String key, Instant ends) {
  @Override
  public String toString() {
    return "***";
  }
}
