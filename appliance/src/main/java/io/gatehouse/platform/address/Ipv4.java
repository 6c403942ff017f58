package io.gatehouse.platform.address;

import java.util.Optional;

/** An IPv4 address; never a name, so that reading one never asks a resolver. */
public record Ipv4(int bits) implements Comparable<Ipv4> {

  /** Reads a dotted quad without leading zeros; anything else is empty. */
  public static Optional<Ipv4> parse(String text) {
    if (text == null || text.length() > 15) {
      return Optional.empty();
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    int bits = 0;
    for (String part : parts) {
      int octet = octet(part);
      if (octet < 0) {
        return Optional.empty();
      }
      bits = bits << 8 | octet;
    }
    return Optional.of(new Ipv4(bits));
  }

  /** Reads an address that the program itself wrote; a malformed one is a broken invariant. */
  public static Ipv4 of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an IPv4 address: " + text));
  }

  private static int octet(String part) {
    if (part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value <= 255 ? value : -1;
  }

  /** The low 16 bits, which name the address's shaper class (DESIGN: minor = low half). */
  public int low16() {
    return bits & 0xffff;
  }

  public Ipv4 plus(int offset) {
    return new Ipv4(bits + offset);
  }

  @Override
  public int compareTo(Ipv4 other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }
}
