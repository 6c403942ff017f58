package io.gatehouse.radius.proxy;

/**
 * Ids towards one port of one server: 256 for each of our own ports, as many ports as are needed
 * (RFC 2865 §5: an id tells 256 requests of one port apart). The first port with a free id is used,
 * so that requests travel in few batches.
 */
final class Lanes {
  static final int IDS = 256;
  static final int MOST_SOCKETS = 72;

  private final Exchange[][] lanes = new Exchange[MOST_SOCKETS][];
  private final int[] used = new int[MOST_SOCKETS];
  private final int[] next = new int[MOST_SOCKETS];
  private int outstanding;

  int outstanding() {
    return outstanding;
  }

  /** Gives the exchange a socket and an id; false where none is free. */
  boolean take(Exchange exchange) {
    for (int socket = 0; socket < MOST_SOCKETS; socket++) {
      if (used[socket] < IDS) {
        if (lanes[socket] == null) {
          lanes[socket] = new Exchange[IDS];
        }
        Exchange[] lane = lanes[socket];
        int id = next[socket];
        while (lane[id] != null) {
          id = id + 1 & 255;
        }
        next[socket] = id + 1 & 255;
        lane[id] = exchange;
        used[socket]++;
        outstanding++;
        exchange.socket = socket;
        exchange.id = id;
        return true;
      }
    }
    return false;
  }

  /** Null where nobody waits. */
  Exchange find(int socket, int id) {
    return lanes[socket] == null ? null : lanes[socket][id];
  }

  void free(Exchange exchange) {
    lanes[exchange.socket][exchange.id] = null;
    used[exchange.socket]--;
    outstanding--;
  }
}
