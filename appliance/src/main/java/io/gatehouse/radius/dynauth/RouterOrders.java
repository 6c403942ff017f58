package io.gatehouse.radius.dynauth;

import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.session.Enforcement;
import io.gatehouse.network.radius.Radius;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.radius.accounting.Accounted;
import io.gatehouse.radius.accounting.AccountingBook;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.SharedSecret;
import io.gatehouse.radius.packet.Signer;
import io.gatehouse.radius.server.ReplyPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends Disconnect and CoA requests to the routers that carry the sessions. */
public final class RouterOrders implements Enforcement, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouterOrders.class);
  private static final int MOST_AT_ONCE = 64;

  private final Supplier<Radius> settings;
  private final AccountingBook book;
  private final WallClock wall;
  private final Metrics metrics;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  public RouterOrders(
      Supplier<Radius> settings, AccountingBook book, WallClock wall, Metrics metrics) {
    this.settings = settings;
    this.book = book;
    this.wall = wall;
    this.metrics = metrics;
  }

  /** How a router took an order. */
  public enum Outcome {
    ACK,
    NAK,
    SILENCE,
    /** The router takes no orders, or is not known by one address. */
    NOWHERE
  }

  @Override
  public void settle(List<RouterChange> changes) {
    for (RouterChange change : changes) {
      threads.execute(() -> send(change));
    }
  }

  private void send(RouterChange change) {
    places.acquireUninterruptibly();
    try {
      Outcome outcome = order(change);
      metrics.count(
          "gatehouse.radius.orders",
          "Disconnect and CoA requests to routers",
          "outcome",
          outcome.name().toLowerCase(Locale.ROOT));
      if (outcome != Outcome.ACK) {
        LOG.warn(
            "router {} did not {} session {} ({}); it learns it at the next login",
            change.nas(),
            change.ended() ? "end" : "change",
            change.session().id(),
            outcome);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("an order to router {} failed: {}", change.nas(), e.getMessage());
    } finally {
      places.release();
    }
  }

  private Outcome order(RouterChange change) throws IOException {
    Optional<Radius.Nas> nas = settings.get().nas(change.nas());
    if (nas.isEmpty() || nas.get().coaPort() == 0 || nas.get().network().prefix() != 32) {
      return Outcome.NOWHERE;
    }
    SharedSecret secret = SharedSecret.of(nas.get().secret().secret());
    InetSocketAddress to =
        new InetSocketAddress(nas.get().network().address().toString(), nas.get().coaPort());
    int code = change.ended() ? Code.DISCONNECT_REQUEST : Code.COA_REQUEST;
    Signer signer = secret.signer();
    byte[] request = request(code, change).signed(signer);
    Packet reply = RouterTalk.ask(to, request, signer);
    if (reply == null) {
      return Outcome.SILENCE;
    }
    boolean done = reply.code() == Code.DISCONNECT_ACK || reply.code() == Code.COA_ACK;
    return done ? Outcome.ACK : Outcome.NAK;
  }

  /** What names the session to the router, and what it has to do (RFC 5176 §3). */
  private PacketBuilder request(int code, RouterChange change) {
    SessionView session = change.session();
    PacketBuilder request = PacketBuilder.request(code, ThreadLocalRandom.current().nextInt(256));
    Optional<Accounted> known = book.ofSession(session.id());
    String user = known.map(Accounted::user).orElse(session.hostname());
    if (!user.isEmpty()) {
      request.add(Attribute.USER_NAME, user);
    }
    known.ifPresent(row -> request.add(Attribute.ACCT_SESSION_ID, row.routersId()));
    request.add(
        Attribute.CALLING_STATION_ID,
        session.mac().toString().toUpperCase(Locale.ROOT).replace(':', '-'));
    if (!session.ip().equals(Device.UNKNOWN)) {
      request.add(Attribute.FRAMED_IP_ADDRESS, session.ip().bits());
    }
    if (wall.trusted()) {
      request.add(Attribute.EVENT_TIMESTAMP, (int) wall.now().getEpochSecond());
    }
    if (!change.ended()) {
      ReplyPolicy.terms(request, session, -1);
    }
    return request;
  }

  @Override
  public void close() {
    threads.close();
  }
}
