package io.gatehouse.radius.dynauth;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.platform.store.Store;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Port;
import io.gatehouse.radius.packet.Refusal;
import io.gatehouse.radius.packet.SharedSecret;
import io.gatehouse.radius.packet.Signatures;
import io.gatehouse.radius.packet.Signer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders from the upstreams that may give them. Each is carried out once: its time stamp is
 * of the last five minutes, and what was answered is kept longer than that, over a restart too, so
 * the very first packet after one is judged like any other.
 */
public final class OrderPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderPort.class);
  private static final int WINDOW_SECONDS = 300;

  /** A stamp may lie as far ahead as back. */
  private static final long KEEP_MILLIS = 3 * WINDOW_SECONDS * 1_000L;

  private static final int MISSING_ATTRIBUTE = 402;
  private static final int NO_RESOURCES = 506;
  private static final int MOST_AT_ONCE = 64;

  private final Supplier<Radius> settings;
  private final ServerOrders orders;
  private final Store store;
  private final ServiceClock clock;
  private final WallClock wall;
  private final Metrics metrics;
  private final DatagramSocket socket;
  private final Thread reader;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Opens the port and begins.
   *
   * @param listensAt an address of the box, or 0.0.0.0 for all
   * @throws IOException where another program has the port
   */
  public OrderPort(
      Ipv4 listensAt,
      Supplier<Radius> settings,
      ServerOrders orders,
      Store store,
      ServiceClock clock,
      WallClock wall,
      Metrics metrics)
      throws IOException {
    this.settings = settings;
    this.orders = orders;
    this.store = store;
    this.clock = clock;
    this.wall = wall;
    this.metrics = metrics;
    socket =
        new DatagramSocket(
            new InetSocketAddress(listensAt.toString(), settings.get().ordersPort()));
    reader = Thread.ofVirtual().name("radius-orders").start(this::run);
  }

  private void run() {
    DatagramPacket in = new DatagramPacket(new byte[Packet.LONGEST + 1], Packet.LONGEST + 1);
    while (!socket.isClosed()) {
      try {
        in.setLength(Packet.LONGEST + 1);
        socket.receive(in);
        take(Arrays.copyOf(in.getData(), in.getLength()), in.getAddress(), in.getSocketAddress());
      } catch (IOException | RuntimeException e) {
        if (!socket.isClosed()) {
          LOG.warn("an order could not be taken: {}", e.getMessage());
        }
      }
    }
  }

  private void take(byte[] bytes, InetAddress from, SocketAddress to) {
    Optional<Radius.Upstream> server =
        settings.get().upstreams().stream()
            .filter(Radius.Upstream::mayOrder)
            .filter(one -> one.address().toString().equals(from.getHostAddress()))
            .findFirst();
    if (server.isEmpty()) {
      count("unknown_client");
      return;
    }
    Packet order = Packet.of(bytes);
    PacketCheck check = new PacketCheck();
    Signer signer = SharedSecret.of(server.get().secret().secret()).signer();
    Refusal refusal = check.check(order, Port.DYNAMIC);
    if (refusal == Refusal.NONE) {
      refusal = Signatures.ofRequest(order, check, signer, true);
    }
    if (refusal != Refusal.NONE) {
      count(refusal.label());
      return;
    }
    String key = HexFormat.of().formatHex(bytes, Packet.AUTHENTICATOR, Packet.HEADER);
    if (!underWay.add(key)) {
      count("under_way");
      return;
    }
    if (!places.tryAcquire()) {
      underWay.remove(key);
      count("busy");
      return;
    }
    threads.execute(
        () -> {
          try {
            answer(order, key, server.get().name(), signer, to);
          } catch (IOException | RuntimeException e) {
            LOG.error("an order of {} was not answered", server.get().name(), e);
          } finally {
            underWay.remove(key);
            places.release();
          }
        });
  }

  private void answer(Packet order, String key, String server, Signer signer, SocketAddress to)
      throws IOException {
    Optional<byte[]> known = store.read(tx -> OrderTable.reply(tx, key));
    if (known.isPresent()) {
      count("repeated");
      send(known.get(), to);
      return;
    }
    int stamp = order.find(Attribute.EVENT_TIMESTAMP);
    if (stamp == Packet.NOWHERE) {
      count("no_event_timestamp");
      send(ServerOrders.no(order, MISSING_ATTRIBUTE).signedFor(order, signer), to);
      return;
    }
    if (!wall.trusted()) {
      count("clock_untrusted");
      send(ServerOrders.no(order, NO_RESOURCES).signedFor(order, signer), to);
      return;
    }
    long stamped = order.integer(stamp) & 0xffff_ffffL;
    if (Math.abs(wall.now().getEpochSecond() - stamped) > WINDOW_SECONDS) {
      count("event_timestamp_outside");
      return;
    }
    byte[] reply = orders.carryOut(order).signedFor(order, signer);
    store.write(
        tx -> {
          OrderTable.forgetBefore(tx, clock.millis() - KEEP_MILLIS);
          OrderTable.answered(tx, key, clock.millis(), reply);
          return null;
        });
    Packet answered = Packet.of(reply);
    boolean done = answered.code() == Code.DISCONNECT_ACK || answered.code() == Code.COA_ACK;
    count(done ? "ack" : "nak");
    LOG.info(
        "order {} of {}: {} {}",
        order,
        server,
        answered,
        answered.has(Attribute.ERROR_CAUSE)
            ? "Error-Cause " + answered.number(Attribute.ERROR_CAUSE, 0)
            : "");
    send(reply, to);
  }

  private void send(byte[] reply, SocketAddress to) throws IOException {
    socket.send(new DatagramPacket(reply, reply.length, to));
  }

  private void count(String outcome) {
    metrics.count(
        "gatehouse.radius.server.orders",
        "Disconnect and CoA requests of servers",
        "outcome",
        outcome);
  }

  @Override
  public void close() {
    socket.close();
    try {
      // The port is another's only once nobody reads from it any more.
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.close();
  }
}
