package io.gatehouse.network.lan;

import io.gatehouse.platform.address.Mac;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notices that whoever asks for a device's lease calls itself by another name than before: another
 * DHCP client id (option 61) or another host name (option 12) under the same hardware address. A
 * device that says nothing is not noticed. To be asked by one thread.
 */
public final class LeaseWatch {
  private final Leases leases;
  private Map<Mac, Said> known = new HashMap<>();

  public LeaseWatch(Leases leases) {
    this.leases = leases;
  }

  private record Said(Set<String> clientIds, Set<String> hostnames) {

    static Said nothing() {
      return new Said(new HashSet<>(), new HashSet<>());
    }

    void add(Lease lease) {
      add(clientIds, lease.clientId());
      add(hostnames, lease.hostname());
    }

    private static void add(Set<String> words, String word) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }

    boolean disagrees(Said later) {
      return disagree(clientIds, later.clientIds) || disagree(hostnames, later.hostnames);
    }

    private static boolean disagree(Set<String> before, Set<String> later) {
      return !before.isEmpty() && !before.containsAll(later);
    }
  }

  /**
   * Those of the devices whose lease speaks in another voice than when they were first in this
   * list. They are forgotten when they leave it.
   */
  public List<Mac> changed(Collection<Mac> devices) {
    Map<Mac, Said> now = new HashMap<>();
    devices.forEach(mac -> now.put(mac, Said.nothing()));
    for (Lease lease : leases.all()) {
      Said said = now.get(lease.mac());
      if (said != null) {
        said.add(lease);
      }
    }
    List<Mac> changed = new ArrayList<>();
    Map<Mac, Said> kept = new HashMap<>();
    now.forEach(
        (mac, said) -> {
          Said before = known.get(mac);
          if (before == null) {
            kept.put(mac, said);
          } else if (before.disagrees(said)) {
            changed.add(mac);
          } else {
            said.clientIds().addAll(before.clientIds());
            said.hostnames().addAll(before.hostnames());
            kept.put(mac, said);
          }
        });
    known = kept;
    return changed;
  }
}
