package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.radius.packet.Forwarding;
import java.util.BitSet;
import java.util.List;

/** A route as the RADIUS thread knows it. */
final class Route {
  final Radius.Route settings;

  /** Null where the box decides. */
  final HomePool pool;

  /** Null where the pool takes no accounting, or accounting is kept on the box. */
  final HomePool accounting;

  final Forwarding.Filter requests;
  final Forwarding.Filter replies;

  Route(Radius.Route settings, HomePool pool, HomePool accounting) {
    this.settings = settings;
    this.pool = pool;
    this.accounting = accounting;
    requests = filter(settings.dropRequests());
    replies = filter(settings.dropReplies());
  }

  HomePool pool(Service service) {
    return service == Service.AUTHENTICATION ? pool : accounting;
  }

  private static Forwarding.Filter filter(List<Integer> dropped) {
    if (dropped.isEmpty()) {
      return Forwarding.Filter.ALL;
    }
    BitSet types = new BitSet(256);
    dropped.forEach(types::set);
    return (packet, at) -> !types.get(packet.type(at));
  }

  /** True where the route says of itself whom it is for. */
  boolean isPlain() {
    return settings.realm().isEmpty() && settings.ssid().isEmpty() && settings.nas().isEmpty();
  }

  boolean fits(KnownNas nas, String realm, String ssid) {
    return (settings.realm().isEmpty() || fitsRealm(realm))
        && (settings.ssid().isEmpty() || settings.ssid().equals(ssid))
        && (settings.nas().isEmpty() || settings.nas().equals(nas.settings.name()));
  }

  private boolean fitsRealm(String realm) {
    return settings.realm().equals(Realm.NONE)
        ? realm.isEmpty()
        : settings.realm().equalsIgnoreCase(realm);
  }
}
