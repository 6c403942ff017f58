package io.gatehouse.radius.proxy;

import io.gatehouse.radius.packet.Packet;
import java.util.Locale;

/** Whose user a name says it is: {@code ada@example.org} (RFC 7542), {@code EXAMPLE\ada}. */
public final class Realm {
  /** The word by which a route fits names without a realm. */
  public static final String NONE = "none";

  private Realm() {}

  /** The realm in small letters, empty where the name has none. */
  public static String of(String userName) {
    int at = userName.lastIndexOf('@');
    if (at >= 0) {
      return userName.substring(at + 1).toLowerCase(Locale.ROOT);
    }
    int backslash = userName.indexOf('\\');
    if (backslash < 0) {
      backslash = userName.indexOf('/');
    }
    return backslash < 0 ? "" : userName.substring(0, backslash).toLowerCase(Locale.ROOT);
  }

  /**
   * Where the user's own part begins in a User-Name, as {@link #of} tells its realm; the attribute
   * is left whole where nothing would be left of it.
   *
   * @param at of the attribute
   */
  static int nameFrom(Packet packet, int at) {
    int end = packet.next(at);
    if (lastIndexOf(packet, at, '@') >= 0) {
      return at + 2;
    }
    int separator = indexOf(packet, at, '\\');
    separator = separator < 0 ? indexOf(packet, at, '/') : separator;
    return separator < 0 || separator + 1 == end ? at + 2 : separator + 1;
  }

  /** Where it ends. */
  static int nameTo(Packet packet, int at) {
    int separator = lastIndexOf(packet, at, '@');
    return separator <= at + 2 ? packet.next(at) : separator;
  }

  private static int indexOf(Packet packet, int at, char sign) {
    for (int i = at + 2; i < packet.next(at); i++) {
      if (packet.bytes()[i] == sign) {
        return i;
      }
    }
    return -1;
  }

  private static int lastIndexOf(Packet packet, int at, char sign) {
    for (int i = packet.next(at) - 1; i >= at + 2; i--) {
      if (packet.bytes()[i] == sign) {
        return i;
      }
    }
    return -1;
  }

  /** The network's name in a Called-Station-Id such as {@code 02-00-00-00-00-01:Guests}. */
  static String ssid(String calledStation) {
    // RFC 3580 §3.20. A MAC written with colons has five of them before the name's.
    int colon = calledStation.indexOf(':');
    if (colon == 2) {
      colon = calledStation.length() > 17 ? 17 : -1;
    }
    return colon < 0 ? "" : calledStation.substring(colon + 1);
  }
}
