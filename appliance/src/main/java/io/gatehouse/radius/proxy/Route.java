package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Forwarding;
import io.gatehouse.radius.packet.Packet;
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
    Forwarding.Filter kept = filter(settings.dropRequests());
    requests = settings.stripRealm() ? new Stripped(kept) : kept;
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

  /**
   * Without the realm in a name. An EAP identity inside of the packet has it still, and servers
   * compare the two: such a request keeps it.
   */
  private record Stripped(Forwarding.Filter filter) implements Forwarding.Filter {
    @Override
    public boolean keeps(Packet packet, int at) {
      return filter.keeps(packet, at);
    }

    @Override
    public int nameFrom(Packet packet, int at) {
      return packet.has(Attribute.EAP_MESSAGE) ? at + 2 : Realm.nameFrom(packet, at);
    }

    @Override
    public int nameTo(Packet packet, int at) {
      return packet.has(Attribute.EAP_MESSAGE) ? packet.next(at) : Realm.nameTo(packet, at);
    }
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
