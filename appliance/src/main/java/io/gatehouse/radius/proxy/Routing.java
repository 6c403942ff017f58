package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The settings as the RADIUS thread uses them: whom it knows, and who decides. */
final class Routing {
  final Radius settings;
  final NasTable nases;
  final List<HomeServer> servers = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();

  /** An upstream or a NAS whose settings stay keeps its state and what is on its way to it. */
  Routing(Radius settings, Routing before, long nowNanos) {
    this.settings = settings;
    nases = new NasTable(settings.nases(), before == null ? null : before.nases);
    Map<String, HomeServer> authentication = new HashMap<>();
    Map<String, HomeServer> accounting = new HashMap<>();
    for (Radius.Upstream upstream : settings.upstreams()) {
      authentication.put(
          upstream.name(), server(upstream, Service.AUTHENTICATION, before, nowNanos));
      if (upstream.accountingPort() != 0) {
        accounting.put(upstream.name(), server(upstream, Service.ACCOUNTING, before, nowNanos));
      }
    }
    servers.addAll(authentication.values());
    servers.addAll(accounting.values());
    Map<String, Radius.Pool> pools = new HashMap<>();
    settings.pools().forEach(pool -> pools.put(pool.name(), pool));
    for (Radius.Route route : settings.routes()) {
      Radius.Pool pool = pools.get(route.pool());
      boolean transparent = route.accounting() == Radius.Accounting.TRANSPARENT;
      routes.add(
          new Route(
              route, pool(pool, authentication), transparent ? pool(pool, accounting) : null));
    }
  }

  private static HomeServer server(
      Radius.Upstream upstream, Service service, Routing before, long nowNanos) {
    if (before != null) {
      for (HomeServer server : before.servers) {
        if (server.service == service && server.settings.equals(upstream)) {
          return server;
        }
      }
    }
    return new HomeServer(upstream, service, nowNanos);
  }

  private static HomePool pool(Radius.Pool pool, Map<String, HomeServer> servers) {
    if (pool == null) {
      return null;
    }
    List<HomeServer> members =
        pool.upstreams().stream().map(servers::get).filter(Objects::nonNull).toList();
    return members.isEmpty() ? null : new HomePool(pool, members);
  }

  /** The first route that fits; null where none does. */
  Route route(KnownNas nas, Packet request, PacketCheck checked) {
    if (!routes.isEmpty() && routes.getFirst().isPlain()) {
      return routes.getFirst();
    }
    int name = checked.userName();
    String realm = name == Packet.NOWHERE ? "" : Realm.of(request.text(name));
    String called = request.textOf(Attribute.CALLED_STATION_ID);
    String ssid = called == null ? "" : Realm.ssid(called);
    for (Route route : routes) {
      if (route.fits(nas, realm, ssid)) {
        return route;
      }
    }
    return realm.isEmpty() ? LOCAL : null;
  }

  /** Null where that address and port is nobody we ask. */
  HomeServer find(int address, int port) {
    for (int i = 0; i < servers.size(); i++) {
      HomeServer server = servers.get(i);
      if (server.address == address && server.port == port) {
        return server;
      }
    }
    return null;
  }

  /** Names without a realm that no route speaks of are the box's own. */
  private static final Route LOCAL =
      new Route(
          new Radius.Route(
              "",
              "",
              "",
              "",
              Radius.Accounting.STORED,
              Radius.Outage.CLOSED,
              0,
              false,
              List.of(),
              List.of()),
          null,
          null);
}
