package io.gatehouse.console.door;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proofs that a form comes from one of our own pages: a keyed digest of the visitor's cookie, which
 * no other site can read or set ({@code __Host-}). The key lives as long as the program.
 */
public final class Tokens {
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  public Tokens() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** The token of a cookie's value. */
  String of(String cookie) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return TEXT.encodeToString(mac.doFinal(cookie.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  boolean fits(String token, String cookie) {
    return MessageDigest.isEqual(
        of(cookie).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** A value for the cookie of somebody who has not signed in. */
  String visitor() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return TEXT.encodeToString(bytes);
  }
}
