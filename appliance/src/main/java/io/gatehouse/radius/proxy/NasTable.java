package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.platform.address.Ipv4;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds a NAS by the address it asks from: the longest network wins. */
final class NasTable {
  private final Map<Integer, KnownNas> single = new HashMap<>();
  private final List<KnownNas> networks = new ArrayList<>();

  /** A NAS whose settings stay keeps its state, so that changing one disturbs no other. */
  NasTable(List<Radius.Nas> nases, NasTable before) {
    Map<Radius.Nas, KnownNas> kept = new HashMap<>();
    if (before != null) {
      before.single.values().forEach(nas -> kept.put(nas.settings, nas));
      before.networks.forEach(nas -> kept.put(nas.settings, nas));
    }
    for (Radius.Nas nas : nases) {
      KnownNas known = kept.containsKey(nas) ? kept.get(nas) : new KnownNas(nas);
      if (nas.network().prefix() == 32) {
        single.put(nas.network().address().bits(), known);
      } else {
        networks.add(known);
      }
    }
    networks.sort(Comparator.comparing(nas -> -nas.settings.network().prefix()));
  }

  /** Null for a stranger. */
  KnownNas find(int address) {
    KnownNas exact = single.get(address);
    if (exact != null || networks.isEmpty()) {
      return exact;
    }
    Ipv4 asked = new Ipv4(address);
    for (KnownNas nas : networks) {
      if (nas.settings.network().contains(asked)) {
        return nas;
      }
    }
    return null;
  }
}
