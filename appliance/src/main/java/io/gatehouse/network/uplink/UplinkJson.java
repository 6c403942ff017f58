package io.gatehouse.network.uplink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.network.settings.document.Secret;
import io.gatehouse.network.settings.document.Section;
import io.gatehouse.network.settings.document.Shape;
import io.gatehouse.platform.address.Ipv4;

/** The uplink's settings as JSON, in and out. */
public final class UplinkJson {
  private UplinkJson() {}

  /** What the section's words are. */
  public static void shape(Shape shape) {
    shape.words("uplink.mode", Line.Mode.class).words("uplink.second.mode", Line.Mode.class);
  }

  public static void write(Uplink uplink, ObjectNode into) {
    write(uplink.first(), into);
    ArrayNode resolvers = into.putArray("resolvers");
    uplink.resolvers().forEach(resolver -> resolvers.add(resolver.toString()));
    write(uplink.second(), into.putObject("second"));
    ObjectNode failover = into.putObject("failover");
    ArrayNode probes = failover.putArray("probes");
    uplink.failover().probes().forEach(probe -> probes.add(probe.toString()));
    failover
        .put("leaveAfterSeconds", uplink.failover().leaveAfterSeconds())
        .put("returnAfterSeconds", uplink.failover().returnAfterSeconds());
  }

  private static void write(Line line, ObjectNode into) {
    into.put("device", line.device())
        .put("mode", Section.word(line.mode()))
        .put("vlan", line.vlan())
        .put("address", line.address())
        .put("gateway", line.gateway().map(Ipv4::toString).orElse(""))
        .put("user", line.user())
        .put("password", line.password().text())
        .put("downKbps", line.downKbps())
        .put("upKbps", line.upKbps());
  }

  public static Uplink read(Section section) {
    Section failover = section.at("failover");
    return new Uplink(
        line(section),
        line(section.at("second")),
        section.addresses("resolvers"),
        new Failover(
            failover.addresses("probes"),
            failover.number("leaveAfterSeconds"),
            failover.number("returnAfterSeconds")));
  }

  private static Line line(Section section) {
    return new Line(
        section.text("device"),
        section.choice("mode", Line.Mode.class),
        section.number("vlan"),
        section.text("address"),
        section.address("gateway"),
        section.text("user"),
        new Secret(section.text("password")),
        section.number("downKbps"),
        section.number("upKbps"));
  }
}
