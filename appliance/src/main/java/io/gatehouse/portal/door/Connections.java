package io.gatehouse.portal.door;

import io.gatehouse.platform.address.Ipv4;
import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is connected and since when each one lets us wait. Lives on the listener's event loop alone.
 * One sweep a second stands in for a timer per connection, which costs as much as the request.
 */
public final class Connections {
  private final Limits limits;
  private final IdentityHashMap<HttpConnection, Peer> peers = new IdentityHashMap<>();
  private final Map<Integer, Integer> perClient = new HashMap<>();
  private long turnedAway;

  public Connections(Limits limits) {
    this.limits = limits;
  }

  /** One connection. */
  public static final class Peer {
    private final HttpConnection connection;
    private final Ipv4 ip;
    private long since;
    private Waiting waiting = Waiting.HEAD;

    private Peer(HttpConnection connection, Ipv4 ip, long now) {
      this.connection = connection;
      this.ip = ip;
      this.since = now;
    }

    /** The address the kernel saw; the only thing that tells who asks. */
    public Ipv4 ip() {
      return ip;
    }

    /** A head has arrived whole; its body is awaited. */
    public void headArrived(long now) {
      waiting = Waiting.BODY;
      since = now;
    }

    /** The request is complete and being worked on. */
    public void answering() {
      waiting = Waiting.US;
    }

    /** The answer is written. */
    public void answered(long now) {
      waiting = Waiting.HEAD;
      since = now;
    }
  }

  private enum Waiting {
    HEAD,
    BODY,
    US
  }

  public void opened(HttpConnection connection, long now) {
    Optional<Ipv4> ip = Ipv4.parse(connection.remoteAddress().hostAddress());
    if (ip.isEmpty()
        || peers.size() >= limits.hardConnections()
        || perClient.getOrDefault(ip.get().bits(), 0) >= limits.perClient()) {
      turnedAway++;
      connection.close();
      return;
    }
    Peer peer = new Peer(connection, ip.get(), now);
    peers.put(connection, peer);
    perClient.merge(peer.ip.bits(), 1, Integer::sum);
    connection.closeHandler(closed -> forget(peer));
  }

  private void forget(Peer peer) {
    if (peers.remove(peer.connection) != null) {
      perClient.computeIfPresent(peer.ip.bits(), (ip, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Empty for a connection that was turned away and whose request came before it was closed. */
  public Optional<Peer> of(HttpConnection connection) {
    return Optional.ofNullable(peers.get(connection));
  }

  public boolean full() {
    return peers.size() > limits.connections();
  }

  /** Cuts those who let us wait too long; when it is crowded, patience is a fifth. */
  public void sweep(long now) {
    int patience = full() ? 5 : 1;
    List<Peer> late = new ArrayList<>();
    for (Peer peer : peers.values()) {
      long seconds =
          switch (peer.waiting) {
            case HEAD -> limits.headSeconds();
            case BODY -> limits.bodySeconds();
            case US -> Long.MAX_VALUE / 1_000;
          };
      if ((now - peer.since) * patience > seconds * 1_000) {
        late.add(peer);
      }
    }
    for (Peer peer : late) {
      peer.connection.close();
    }
  }

  int open() {
    return peers.size();
  }

  /** Connections closed unheard since the start. */
  long turnedAway() {
    return turnedAway;
  }
}
