package io.gatehouse.platform.address;

import java.util.Optional;

/**
 * A network such as {@code 10.20.0.0/21}: an address with its host bits clear and a prefix of 0 to
 * 32 bits.
 */
public record Ipv4Network(Ipv4 address, int prefix) {

  public Ipv4Network {
    if (prefix < 0 || prefix > 32) {
      throw new IllegalArgumentException("a prefix has 0 to 32 bits, not " + prefix);
    }
    address = new Ipv4(address.bits() & mask(prefix));
  }

  /** Reads {@code a.b.c.d/n}; host bits that are set are cleared. Anything else is empty. */
  public static Optional<Ipv4Network> parse(String text) {
    int slash = text == null ? -1 : text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,2}")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(text.substring(slash + 1));
    if (prefix > 32) {
      return Optional.empty();
    }
    return Ipv4.parse(text.substring(0, slash)).map(a -> new Ipv4Network(a, prefix));
  }

  private static int mask(int prefix) {
    return prefix == 0 ? 0 : -1 << (32 - prefix);
  }

  public boolean contains(Ipv4 other) {
    return (other.bits() & mask(prefix)) == address.bits();
  }

  public boolean overlaps(Ipv4Network other) {
    return contains(other.address) || other.contains(address);
  }

  public Ipv4 netmask() {
    return new Ipv4(mask(prefix));
  }

  public Ipv4 broadcast() {
    return new Ipv4(address.bits() | ~mask(prefix));
  }

  /** How many addresses it spans, network and broadcast address included. */
  public long size() {
    return 1L << (32 - prefix);
  }

  @Override
  public String toString() {
    return address + "/" + prefix;
  }
}
