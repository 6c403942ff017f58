package io.gatehouse.platform.address;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A station's 48-bit hardware address. Written in lower case with colons, as the kernel's tools do.
 */
public record Mac(long bits) implements Comparable<Mac> {
  private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

  public Mac {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("a MAC address has 48 bits");
    }
  }

  /** Reads {@code aa:bb:cc:dd:ee:ff}; anything else is empty. */
  public static Optional<Mac> parse(String text) {
    if (text == null || !TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(new Mac(Long.parseLong(text.replace(":", ""), 16)));
  }

  /** Reads an address that the program itself wrote; a malformed one is a broken invariant. */
  public static Mac of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a MAC address: " + text));
  }

  /** True for group addresses, which no single station can have. */
  public boolean isMulticast() {
    return (bits >>> 40 & 1) != 0;
  }

  /** True where the station made the address up, as phones do to hide their own. */
  public boolean isLocallyAdministered() {
    return (bits >>> 40 & 2) != 0;
  }

  @Override
  public int compareTo(Mac other) {
    return Long.compare(bits, other.bits);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(17);
    for (int shift = 44; shift >= 0; shift -= 4) {
      text.append(Character.forDigit((int) (bits >>> shift & 15), 16));
      if (shift % 8 == 0 && shift > 0) {
        text.append(':');
      }
    }
    return text.toString();
  }
}
