package io.gatehouse.platform.units;

import java.util.regex.Pattern;

/**
 * The name of one of our units, without {@code .service}: {@code gatehouse-edge} or, for an
 * instance, {@code gatehouse-dnsmasq@lan}. Its form can be neither an option nor a path.
 */
public record UnitName(String text) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,40}(@[a-z0-9-]{1,20})?");

  public static final UnitName REVERT = new UnitName("gatehouse-revert");
  public static final UnitName ADDRESSES = new UnitName("gatehouse-addresses");
  public static final UnitName FIREWALL = new UnitName("gatehouse-firewall");
  public static final UnitName WARDEN = new UnitName("gatehouse-warden");
  public static final UnitName EDGE = new UnitName("gatehouse-edge");
  public static final UnitName DNSMASQ_LAN = new UnitName("gatehouse-dnsmasq@lan");
  public static final UnitName DNSMASQ_GATE = new UnitName("gatehouse-dnsmasq@gate");
  public static final UnitName HOSTAPD = new UnitName("gatehouse-hostapd");
  public static final UnitName MDNS = new UnitName("gatehouse-mdns");

  public UnitName {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not the name of a unit");
    }
  }

  /** The file that defines it: instances share their template's. */
  public String file() {
    int at = text.indexOf('@');
    return (at < 0 ? text : text.substring(0, at + 1)) + ".service";
  }

  /** What stands after the {@code @}, empty for a plain unit. */
  public String instance() {
    int at = text.indexOf('@');
    return at < 0 ? "" : text.substring(at + 1);
  }

  @Override
  public String toString() {
    return text;
  }
}
