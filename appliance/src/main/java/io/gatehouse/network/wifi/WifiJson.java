package io.gatehouse.network.wifi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.network.settings.document.Secret;
import io.gatehouse.network.settings.document.Section;
import io.gatehouse.network.settings.document.Shape;
import io.gatehouse.platform.address.Ipv4;

/** The access point's settings as JSON, in and out. */
public final class WifiJson {
  private WifiJson() {}

  /** What the section's lists and words are. */
  public static void shape(Shape shape) {
    shape
        .list("wifi.networks", "ssid", WifiJson::network)
        .list("wifi.radius", "address", _ -> server())
        .words("wifi.mode", Wifi.Mode.class)
        .words("wifi.networks[].side", Wifi.Side.class)
        .words("wifi.networks[].security", Wifi.Security.class);
  }

  /** A network that says nothing of itself is for guests, open, and keeps its devices apart. */
  private static ObjectNode network(JsonNode given) {
    JsonNode side = given.path("side");
    boolean guests = side.isMissingNode() || side.asText().equals(Section.word(Wifi.Side.GUEST));
    return JsonNodeFactory.instance
        .objectNode()
        .put("ssid", "")
        .put("side", Section.word(Wifi.Side.GUEST))
        .put("vlan", 0)
        .put("security", Section.word(Wifi.Security.OPEN))
        .put("passphrase", "")
        .put("hidden", false)
        .put("isolated", guests);
  }

  private static ObjectNode server() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("address", "127.0.0.1")
        .put("port", 1_812)
        .put("accountingPort", 1_813)
        .put("secret", "");
  }

  public static void write(Wifi wifi, ObjectNode into) {
    into.put("radio", wifi.radio())
        .put("country", wifi.country())
        .put("setup", wifi.setup())
        .put("channel", wifi.channel())
        .put("mode", Section.word(wifi.mode()))
        .put("width", wifi.width());
    ArrayNode networks = into.putArray("networks");
    for (Wifi.Network network : wifi.networks()) {
      networks
          .addObject()
          .put("ssid", network.ssid().text())
          .put("side", Section.word(network.side()))
          .put("vlan", network.vlan())
          .put("security", Section.word(network.security()))
          .put("passphrase", network.passphrase().secret())
          .put("hidden", network.hidden())
          .put("isolated", network.isolated());
    }
    ArrayNode servers = into.putArray("radius");
    for (RadiusServer server : wifi.radius()) {
      servers
          .addObject()
          .put("address", server.address().toString())
          .put("port", server.port())
          .put("accountingPort", server.accountingPort())
          .put("secret", server.secret().text());
    }
  }

  public static Wifi read(Section section) {
    return new Wifi(
        section.text("radio"),
        section.text("country"),
        section.flag("setup"),
        section.number("channel"),
        section.choice("mode", Wifi.Mode.class),
        section.number("width"),
        section.objects(
            "networks",
            network ->
                new Wifi.Network(
                    new Ssid(network.text("ssid")),
                    network.choice("side", Wifi.Side.class),
                    network.number("vlan"),
                    network.choice("security", Wifi.Security.class),
                    new Passphrase(network.text("passphrase")),
                    network.flag("hidden"),
                    network.flag("isolated"))),
        section.objects(
            "radius",
            server ->
                new RadiusServer(
                    server.address("address", Ipv4.of("127.0.0.1")),
                    server.number("port"),
                    server.number("accountingPort"),
                    new Secret(server.text("secret")))));
  }
}
