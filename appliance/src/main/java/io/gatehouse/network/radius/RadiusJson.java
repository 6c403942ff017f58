package io.gatehouse.network.radius;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.network.settings.document.Section;
import io.gatehouse.network.settings.document.Shape;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import java.util.List;

/** The RADIUS settings as JSON, in and out. */
public final class RadiusJson {
  private static final Ipv4 NOBODY = Ipv4.of("0.0.0.0");

  private RadiusJson() {}

  /** What the section's lists and words are, and what an entry has that says nothing of itself. */
  public static void shape(Shape shape) {
    shape
        .list("radius.nases", "name", RadiusJson::nas)
        .words("radius.nases[].type", Radius.NasType.class)
        .list("radius.upstreams", "name", RadiusJson::upstream)
        .list("radius.pools", "name", RadiusJson::pool)
        .words("radius.pools[].order", Radius.Order.class)
        .list("radius.routes", "realm", RadiusJson::route)
        .words("radius.routes[].accounting", Radius.Accounting.class)
        .words("radius.routes[].outage", Radius.Outage.class);
  }

  private static ObjectNode nas(JsonNode given) {
    return node()
        .put("name", "")
        .put("network", "")
        .put("secret", "")
        .put("type", Section.word(Radius.NasType.OTHER))
        .put("coaPort", 3799)
        .put("requestsPerSecond", 0)
        .put("requireMessageAuthenticator", true);
  }

  private static ObjectNode upstream(JsonNode given) {
    return node()
        .put("name", "")
        .put("address", "")
        .put("authenticationPort", 1812)
        .put("accountingPort", 1813)
        .put("secret", "")
        .put("statusServer", true)
        .put("requireMessageAuthenticator", true)
        .put("mayOrder", false);
  }

  private static ObjectNode pool(JsonNode given) {
    ObjectNode pool =
        node()
            .put("name", "")
            .put("order", Section.word(Radius.Order.FAILOVER))
            .put("answerMillis", 1_000);
    pool.putArray("upstreams");
    return pool;
  }

  private static ObjectNode route(JsonNode given) {
    ObjectNode route =
        node()
            .put("realm", "")
            .put("ssid", "")
            .put("nas", "")
            .put("pool", "")
            .put("accounting", Section.word(Radius.Accounting.STORED))
            .put("outage", Section.word(Radius.Outage.CLOSED))
            .put("outageSeconds", 3_600)
            .put("stripRealm", false);
    route.putArray("dropRequests");
    route.putArray("dropReplies");
    return route;
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static void write(Radius radius, ObjectNode into) {
    into.put("authenticationPort", radius.authenticationPort())
        .put("accountingPort", radius.accountingPort());
    ArrayNode nases = into.putArray("nases");
    for (Radius.Nas nas : radius.nases()) {
      nases
          .addObject()
          .put("name", nas.name())
          .put("network", shown(nas.network()))
          .put("secret", nas.secret().secret())
          .put("type", Section.word(nas.type()))
          .put("coaPort", nas.coaPort())
          .put("requestsPerSecond", nas.requestsPerSecond())
          .put("requireMessageAuthenticator", nas.requireMessageAuthenticator());
    }
    ArrayNode upstreams = into.putArray("upstreams");
    for (Radius.Upstream upstream : radius.upstreams()) {
      upstreams
          .addObject()
          .put("name", upstream.name())
          .put("address", upstream.address().toString())
          .put("authenticationPort", upstream.authenticationPort())
          .put("accountingPort", upstream.accountingPort())
          .put("secret", upstream.secret().secret())
          .put("statusServer", upstream.statusServer())
          .put("requireMessageAuthenticator", upstream.requireMessageAuthenticator())
          .put("mayOrder", upstream.mayOrder());
    }
    ArrayNode pools = into.putArray("pools");
    for (Radius.Pool pool : radius.pools()) {
      ObjectNode object = pools.addObject().put("name", pool.name());
      ArrayNode names = object.putArray("upstreams");
      pool.upstreams().forEach(names::add);
      object.put("order", Section.word(pool.order())).put("answerMillis", pool.answerMillis());
    }
    ArrayNode routes = into.putArray("routes");
    radius.routes().forEach(route -> write(route, routes.addObject()));
    into.put("ownGuests", radius.ownGuests())
        .put("eapIssuers", radius.eapIssuers())
        .put("ordersPort", radius.ordersPort());
  }

  private static void write(Radius.Route route, ObjectNode into) {
    into.put("realm", route.realm())
        .put("ssid", route.ssid())
        .put("nas", route.nas())
        .put("pool", route.pool())
        .put("accounting", Section.word(route.accounting()))
        .put("outage", Section.word(route.outage()))
        .put("outageSeconds", route.outageSeconds())
        .put("stripRealm", route.stripRealm());
    ArrayNode requests = into.putArray("dropRequests");
    route.dropRequests().forEach(requests::add);
    ArrayNode replies = into.putArray("dropReplies");
    route.dropReplies().forEach(replies::add);
  }

  /** One address stands without its /32. */
  private static String shown(Ipv4Network network) {
    return network.prefix() == 32 ? network.address().toString() : network.toString();
  }

  public static Radius read(Section section) {
    return new Radius(
        section.number("authenticationPort"),
        section.number("accountingPort"),
        section.objects("nases", RadiusJson::readNas),
        section.objects("upstreams", RadiusJson::readUpstream),
        section.objects(
            "pools",
            pool ->
                new Radius.Pool(
                    pool.text("name"),
                    pool.texts("upstreams"),
                    pool.choice("order", Radius.Order.class),
                    pool.number("answerMillis"))),
        section.objects("routes", RadiusJson::readRoute),
        section.text("ownGuests"),
        section.text("eapIssuers"),
        section.number("ordersPort"));
  }

  private static Radius.Nas readNas(Section nas) {
    Ipv4Network network =
        Ipv4.parse(nas.text("network"))
            .map(address -> new Ipv4Network(address, 32))
            .orElseGet(() -> nas.network("network", new Ipv4Network(NOBODY, 32)));
    return new Radius.Nas(
        nas.text("name"),
        network,
        new RadiusSecret(nas.text("secret")),
        nas.choice("type", Radius.NasType.class),
        nas.number("coaPort"),
        nas.number("requestsPerSecond"),
        nas.flag("requireMessageAuthenticator"));
  }

  private static Radius.Upstream readUpstream(Section upstream) {
    return new Radius.Upstream(
        upstream.text("name"),
        upstream.address("address", NOBODY),
        upstream.number("authenticationPort"),
        upstream.number("accountingPort"),
        new RadiusSecret(upstream.text("secret")),
        upstream.flag("statusServer"),
        upstream.flag("requireMessageAuthenticator"),
        upstream.flag("mayOrder"));
  }

  private static Radius.Route readRoute(Section route) {
    List<Integer> requests = route.numbers("dropRequests", "an attribute's number");
    return new Radius.Route(
        route.text("realm"),
        route.text("ssid"),
        route.text("nas"),
        route.text("pool"),
        route.choice("accounting", Radius.Accounting.class),
        route.choice("outage", Radius.Outage.class),
        route.number("outageSeconds"),
        route.flag("stripRealm"),
        requests,
        route.numbers("dropReplies", "an attribute's number"));
  }
}
