package io.gatehouse.network.wifi;

import io.gatehouse.network.settings.document.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A network's name as devices see it: 1 to 32 bytes of UTF-8 (IEEE 802.11-2020 §9.4.2.2), without
 * control characters. Daemons get it in hexadecimal, so that no character of it means anything to
 * them.
 */
public record Ssid(String text) {
  private static final int LONGEST_BYTES = 32;

  /** What is wrong with the text as a network's name. */
  public static Optional<String> trouble(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > LONGEST_BYTES) {
      return Optional.of("must have 1 to 32 bytes, and has " + bytes);
    }
    return PlainText.line(text, 1, LONGEST_BYTES, false);
  }

  /** Its bytes in hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return text;
  }
}
