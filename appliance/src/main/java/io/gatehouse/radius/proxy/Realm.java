package io.gatehouse.radius.proxy;

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
