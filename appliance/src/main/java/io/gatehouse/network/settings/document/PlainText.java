package io.gatehouse.network.settings.document;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Checks of free texts. Each answers the reason of a refusal, or nothing. */
public final class PlainText {
  private static final int LARGEST_LOGO = 4 * 1024;
  private static final int LONGEST_URL = 1_000;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private PlainText() {}

  /**
   * @param paragraphs line ends are allowed; only for texts that pages show and no daemon reads
   */
  public static Optional<String> line(String text, int shortest, int longest, boolean paragraphs) {
    int length = text.codePointCount(0, text.length());
    if (length < shortest || length > longest) {
      return Optional.of("must have " + shortest + " to " + longest + " characters");
    }
    if (text.codePoints().anyMatch(c -> !(paragraphs && c == '\n') && !printable(c))) {
      return Optional.of("holds a control character");
    }
    return Optional.empty();
  }

  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // Overrides and isolates can make a text read as something else; marks and joiners cannot.
      case Character.FORMAT -> !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069);
      default -> true;
    };
  }

  public static Optional<String> webAddress(String text) {
    if (text.length() > LONGEST_URL || text.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f)) {
      return Optional.of("must be a web address in plain ASCII of at most 1000 characters");
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("is not a web address: " + e.getReason());
    }
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    if (!web || uri.getHost() == null) {
      return Optional.of("must start with http:// or https:// and a host");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("must not hold a user name or password");
    }
    return Optional.empty();
  }

  public static Optional<String> logo(String base64) {
    if (base64.isEmpty()) {
      return Optional.empty();
    }
    if (base64.length() > LARGEST_LOGO * 4 / 3 + 4) {
      return Optional.of("must be at most " + LARGEST_LOGO + " bytes");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return Optional.of("is not base64");
    }
    boolean png =
        bytes.length > PNG.length && Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length);
    if (!png || bytes.length > LARGEST_LOGO) {
      return Optional.of("must be a PNG picture of at most " + LARGEST_LOGO + " bytes");
    }
    return Optional.empty();
  }
}
