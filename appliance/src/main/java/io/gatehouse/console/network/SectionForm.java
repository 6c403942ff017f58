package io.gatehouse.console.network;

import io.gatehouse.console.network.Field.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which values each page of the network asks for, in which order. */
enum SectionForm {
  WIFI(
      List.of(
          new Group(
              "radio",
              List.of(
                  Field.of("wifi.radio", Kind.CHOICE),
                  Field.of("wifi.country", Kind.CHOICE),
                  Field.of("wifi.channel", Kind.CHOICE).withHint(),
                  Field.of("wifi.mode", Kind.CHOICE),
                  Field.of("wifi.width", Kind.CHOICE),
                  Field.of("wifi.setup", Kind.FLAG)))),
      List.of(
          new Rows(
              "wifi.networks",
              List.of(
                  Field.text("ssid"),
                  Field.of("side", Kind.CHOICE),
                  Field.of("security", Kind.CHOICE),
                  Field.of("passphrase", Kind.SECRET).withHint(),
                  Field.number("vlan").withHint(),
                  Field.of("hidden", Kind.FLAG),
                  Field.of("isolated", Kind.FLAG))),
          new Rows(
              "wifi.radius",
              List.of(
                  Field.text("address"),
                  Field.number("port"),
                  Field.number("accountingPort"),
                  Field.of("secret", Kind.SECRET))))),
  GUEST(
      List.of(
          new Group(
              "addresses",
              List.of(
                  Field.text("guest.network").withHint(),
                  Field.text("guest.firstLease"),
                  Field.text("guest.lastLease"),
                  Field.text("guest.bridge"))),
          new Group(
              "leases",
              List.of(
                  Field.number("guest.leaseBeforeSeconds").withHint(),
                  Field.number("guest.leaseAfterSeconds"),
                  Field.number("guest.poolAlarmPercent")))),
      List.of()),
  MANAGEMENT(
      List.of(
          new Group(
              "addresses",
              List.of(
                  Field.text("management.network").withHint(),
                  Field.text("management.firstLease"),
                  Field.text("management.lastLease"),
                  Field.text("management.bridge"))),
          new Group(
              "names",
              List.of(
                  Field.of("management.names", Kind.LIST).withHint(),
                  Field.number("management.leaseSeconds")))),
      List.of()),
  UPLINK(
      List.of(
          new Group("line", line("uplink.")),
          new Group("resolvers", List.of(Field.of("uplink.resolvers", Kind.LIST).withHint())),
          new Group("second", line("uplink.second.")),
          new Group(
              "failover",
              List.of(
                  Field.of("uplink.failover.probes", Kind.LIST).withHint(),
                  Field.number("uplink.failover.leaveAfterSeconds"),
                  Field.number("uplink.failover.returnAfterSeconds")))),
      List.of()),
  GARDEN(
      List.of(
          new Group(
              "reach",
              List.of(
                  Field.of("garden.names", Kind.LIST).withHint(),
                  Field.of("garden.ports", Kind.LIST)))),
      List.of()),
  PORTAL(
      List.of(
          new Group(
              "look",
              List.of(
                  Field.text("branding.siteName"),
                  Field.text("branding.welcome"),
                  Field.of("branding.colour", Kind.COLOUR),
                  Field.of("branding.logo", Kind.PICTURE).withHint(),
                  Field.text("portal.contact"))),
          new Group(
              "way",
              List.of(
                  Field.of("portal.languages", Kind.LIST).withHint(),
                  Field.text("portal.name"),
                  Field.text("portal.publicHost").withHint(),
                  Field.text("portal.redirectUrl"))),
          new Group(
              "time",
              List.of(
                  Field.number("portal.idleSeconds").withHint(),
                  Field.number("portal.warnSeconds"))),
          new Group(
              "texts",
              List.of(
                  Field.of("branding.terms", Kind.AREA), Field.of("branding.privacy", Kind.AREA)))),
      List.of());

  /** Some values under a heading. */
  record Group(String name, List<Field> fields) {}

  /**
   * A list of objects, a group for each and an empty one to add another.
   *
   * @param fields the first of them names the row: where it is empty, a new row is none
   */
  record Rows(String path, List<Field> fields) {
    /** The path of a value in a row, as error messages have it. */
    String at(int row, Field field) {
      return path + "[" + row + "]." + field.path();
    }

    String name() {
      return path.substring(path.indexOf('.') + 1);
    }
  }

  private final List<Group> groups;
  private final List<Rows> rows;

  SectionForm(List<Group> groups, List<Rows> rows) {
    this.groups = groups;
    this.rows = rows;
  }

  private static List<Field> line(String path) {
    return List.of(
        Field.text(path + "device").withHint(),
        Field.of(path + "mode", Kind.CHOICE),
        Field.number(path + "vlan"),
        Field.text(path + "address"),
        Field.text(path + "gateway"),
        Field.text(path + "user"),
        Field.of(path + "password", Kind.SECRET).withHint(),
        Field.of(path + "downKbps", Kind.SPEED),
        Field.of(path + "upKbps", Kind.SPEED));
  }

  /** The section that an address names. */
  static Optional<SectionForm> of(String word) {
    return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  /** How addresses and texts name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<Group> groups() {
    return groups;
  }

  List<Rows> rows() {
    return rows;
  }
}
