package io.gatehouse.sync.wire;

import java.nio.charset.StandardCharsets;

/** The part of a claim that only the hub and who holds the claim know: 50 random bits. */
public final class ClaimSecret {
  static final int SYMBOLS = 10;

  private final String symbols;

  private ClaimSecret(String symbols) {
    this.symbols = symbols;
  }

  public static ClaimSecret random() {
    return new ClaimSecret(Symbols.random(SYMBOLS));
  }

  /** What a box sends. */
  public static ClaimSecret parse(String text) throws Unreadable {
    String tidy = Symbols.tidy(text);
    if (tidy.length() != SYMBOLS || !Symbols.valid(tidy)) {
      throw new Unreadable("not a claim");
    }
    return new ClaimSecret(tidy);
  }

  public String reveal() {
    return symbols;
  }

  public byte[] bytes() {
    return symbols.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "***";
  }
}
