package io.gatehouse.sync.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a person carries from the hub to a box: a secret that lets one box in, once, and the key
 * that the hub has to prove itself with before the box tells it anything.
 *
 * <p>As text it has 64 symbols in groups of four: 10 of the secret, 53 of the key, one check
 * symbol. The whole key and not a digest of it: so the box needs nothing from a server that has not
 * proven itself yet.
 */
public record Claim(ClaimSecret secret, AuthorityKey authority) {
  private static final int KEY_SYMBOLS = 53;
  private static final int LENGTH = ClaimSecret.SYMBOLS + KEY_SYMBOLS + 1;
  private static final int GROUP = 4;

  /** Reads what a person typed or pasted. */
  public static Claim parse(String typed) throws Unreadable {
    String text = Symbols.tidy(typed);
    if (text.length() != LENGTH) {
      throw new Unreadable(
          "a claim has "
              + LENGTH
              + " letters and digits, this has "
              + text.length()
              + "; paste it whole, as \"gatehouse hub claim\" printed it");
    }
    if (!Symbols.valid(text) || check(text.substring(0, LENGTH - 1)) != text.charAt(LENGTH - 1)) {
      throw new Unreadable("a letter or digit of the claim is wrong; compare it with the hub's");
    }
    int end = ClaimSecret.SYMBOLS;
    return new Claim(
        ClaimSecret.parse(text.substring(0, end)),
        AuthorityKey.decode(
            Symbols.decode(text.substring(end, end + KEY_SYMBOLS), AuthorityKey.BYTES)));
  }

  /** For a person to carry. */
  public String text() {
    String text = secret.reveal() + Symbols.encode(authority.encoded());
    String whole = text + check(text);
    StringBuilder grouped = new StringBuilder();
    for (int i = 0; i < whole.length(); i += GROUP) {
      grouped.append(i == 0 ? "" : "-").append(whole, i, i + GROUP);
    }
    return grouped.toString();
  }

  private static char check(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Symbols.of(digest.digest(text.getBytes(StandardCharsets.US_ASCII))[0]);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
