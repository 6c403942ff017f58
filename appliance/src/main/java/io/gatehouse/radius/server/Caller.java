package io.gatehouse.radius.server;

import io.gatehouse.guest.presence.Device;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Packet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Who an access or accounting request is about. */
public record Caller(String userName, Optional<Mac> mac, Ipv4 ip, String nas) {
  private static final long LOCAL_BIT = 0x020000000000L;

  /**
   * Reads it from a checked request.
   *
   * @param nas the name that the router is registered under
   */
  public static Caller of(Packet request, String nas) {
    String name = request.textOf(Attribute.USER_NAME);
    String calling = request.textOf(Attribute.CALLING_STATION_ID);
    int framed = request.find(Attribute.FRAMED_IP_ADDRESS);
    return new Caller(
        name == null ? "" : name,
        calling == null ? Optional.empty() : mac(calling),
        framed == Packet.NOWHERE ? Device.UNKNOWN : new Ipv4(request.integer(framed)),
        nas);
  }

  /** The same under the name that it has given in a tunnel. */
  Caller named(String name) {
    return new Caller(name, mac, ip, nas);
  }

  /** Reads the ways in which routers write an address: with colons, dashes, dots, or nothing. */
  public static Optional<Mac> mac(String text) {
    String bare = text.strip().replaceAll("[:.-]", "");
    if (bare.length() != 12) {
      return Optional.empty();
    }
    return Mac.parse(bare.replaceAll("(..)(?!$)", "$1:"));
  }

  /**
   * The device. A router that tells no address of it (some do not for dial-in) gets one made of the
   * name, so that one name is one device there.
   */
  public Device device() {
    return new Device(mac.orElseGet(this::madeUp), ip, userName, nas);
  }

  private Mac madeUp() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((nas + '\n' + userName).getBytes(StandardCharsets.UTF_8));
      long bits = 0;
      for (int i = 0; i < 6; i++) {
        bits = bits << 8 | (digest[i] & 0xff);
      }
      return new Mac((bits & 0xfcffffffffffL) | LOCAL_BIT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
