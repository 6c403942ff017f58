package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import java.util.List;

/** Servers that stand for one another, at one of the two services. */
final class HomePool {
  final Radius.Pool settings;
  private final HomeServer[] servers;

  HomePool(Radius.Pool settings, List<HomeServer> servers) {
    this.settings = settings;
    this.servers = servers.toArray(HomeServer[]::new);
  }

  /**
   * Who is asked.
   *
   * @param hash of the device, so that the steps of a conversation come to one server
   * @param avoid bits of the servers that were asked already
   * @return an index, or −1 where all are dead
   */
  int choose(int hash, int avoid, long nowNanos) {
    int start = settings.order() == Radius.Order.BALANCE ? hash : 0;
    int zombie = -1;
    for (int i = 0; i < servers.length; i++) {
      int at = Math.floorMod(start + i, servers.length);
      HomeServer server = servers[at];
      if ((avoid & 1 << at) != 0) {
        continue;
      }
      if (server.state == HomeServer.State.ALIVE || server.takesTrial(nowNanos)) {
        return at;
      }
      if (server.state == HomeServer.State.ZOMBIE && zombie < 0) {
        zombie = at;
      }
    }
    return zombie;
  }

  HomeServer at(int index) {
    return servers[index];
  }

  boolean anyAlive() {
    for (HomeServer server : servers) {
      if (server.state != HomeServer.State.DEAD) {
        return true;
      }
    }
    return false;
  }
}
