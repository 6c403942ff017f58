package io.gatehouse.network.uplink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.network.settings.document.Section;

/** The uplink's settings as JSON, in and out. */
public final class UplinkJson {
  private UplinkJson() {}

  public static void write(Uplink uplink, ObjectNode into) {
    into.put("device", uplink.device());
    ArrayNode resolvers = into.putArray("resolvers");
    uplink.resolvers().forEach(resolver -> resolvers.add(resolver.toString()));
    into.put("downKbps", uplink.downKbps()).put("upKbps", uplink.upKbps());
  }

  public static Uplink read(Section section) {
    return new Uplink(
        section.text("device"),
        section.addresses("resolvers"),
        section.number("downKbps"),
        section.number("upKbps"));
  }
}
