package io.gatehouse.radius.door;

import io.gatehouse.platform.health.Metrics;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Port;
import io.gatehouse.radius.packet.Refusal;
import io.gatehouse.radius.packet.Signatures;
import io.gatehouse.radius.packet.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One UDP port. A thread of its own takes what has arrived, up to {@link #MOST_AT_ONCE} datagrams,
 * and hands it over in one piece, so that whoever stores requests can store many with one sync.
 * Order of looks: client, shape, signature, and only then whether it is a retransmission.
 */
public final class Door implements AutoCloseable {
  /** As many as one commit is likely to wait for. */
  public static final int MOST_AT_ONCE = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final int RECEIVE_BUFFER = 4 << 20;

  private final DatagramChannel channel;
  private final Port port;
  private final Function<InetAddress, Optional<Client>> clients;
  private final Consumer<List<Asked>> handler;
  private final Metrics metrics;
  private final Answers answers = new Answers();
  private final ByteBuffer in = ByteBuffer.allocateDirect(65_536);
  private final Thread thread;

  /**
   * Opens the port; it answers from {@link #start} on.
   *
   * @param handler called by the port's thread with one or more requests; it may block, what
   *     arrives meanwhile waits in the kernel
   */
  public Door(
      InetSocketAddress address,
      Port port,
      Function<InetAddress, Optional<Client>> clients,
      Consumer<List<Asked>> handler,
      Metrics metrics) {
    this.port = port;
    this.clients = clients;
    this.handler = handler;
    this.metrics = metrics;
    try {
      channel = DatagramChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.bind(address);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on UDP " + address, e);
    }
    thread = Thread.ofPlatform().name("radius-" + address.getPort()).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** The port that it listens on. */
  public int localPort() {
    try {
      return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException("a closed port has no number", e);
    }
  }

  private void run() {
    try {
      while (channel.isOpen()) {
        List<Asked> asked = receive();
        if (!asked.isEmpty()) {
          handle(asked);
        }
      }
    } catch (ClosedChannelException e) {
      LOG.debug("the port is closed");
    } catch (IOException e) {
      LOG.error("a RADIUS port stopped: {}", e.getMessage());
    }
  }

  private void handle(List<Asked> asked) {
    try {
      handler.accept(asked);
    } catch (RuntimeException e) {
      // Without an answer the clients ask again.
      LOG.error("{} RADIUS requests were not answered", asked.size(), e);
    }
  }

  /** Waits for one datagram, then takes what else is there. */
  private List<Asked> receive() throws IOException {
    List<Asked> all = new ArrayList<>();
    channel.configureBlocking(true);
    take(all);
    channel.configureBlocking(false);
    while (all.size() < MOST_AT_ONCE && take(all)) {}
    return all;
  }

  private boolean take(List<Asked> all) throws IOException {
    in.clear();
    InetSocketAddress from = (InetSocketAddress) channel.receive(in);
    if (from == null) {
      return false;
    }
    Optional<Client> client = clients.apply(from.getAddress());
    if (client.isEmpty()) {
      drop("unknown_client");
      return true;
    }
    in.flip();
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    read(Packet.of(bytes), client.get(), from).ifPresent(all::add);
    return true;
  }

  private Optional<Asked> read(Packet packet, Client client, InetSocketAddress from) {
    PacketCheck check = new PacketCheck();
    Refusal refusal = check.check(packet, port);
    Signer signer = client.secret().signer();
    if (refusal == Refusal.NONE) {
      refusal = Signatures.ofRequest(packet, check, signer, client.requireMessageAuthenticator());
    }
    if (refusal != Refusal.NONE) {
      drop(refusal.label());
      return Optional.empty();
    }
    Asked asked = new Asked(packet, check, signer, client, from);
    if (packet.code() == Code.STATUS_SERVER) {
      // RFC 5997 §4.2: alive, whatever else is asked.
      int code = port == Port.ACCOUNTING ? Code.ACCOUNTING_RESPONSE : Code.ACCESS_ACCEPT;
      send(from, PacketBuilder.reply(code, packet).signedFor(packet, signer));
      return Optional.empty();
    }
    Answers.Known known = answers.find(asked);
    if (known != null) {
      metrics.count("gatehouse.radius.duplicates", "Requests asked again", "port", port.name());
      if (known.reply() != null) {
        send(from, known.reply());
      }
      return Optional.empty();
    }
    answers.underWay(asked);
    return Optional.of(asked);
  }

  private void drop(String reason) {
    metrics.count(
        "gatehouse.radius.dropped", "Packets that were not answered, by reason", "reason", reason);
  }

  /** Sends the answer to a request; the same bytes go out when it is asked again. */
  public void answer(Asked asked, byte[] reply) {
    answers.answered(asked, reply);
    send(asked.from(), reply);
  }

  /** There will be no answer; a retransmission is a new request. */
  public void forget(Asked asked) {
    answers.forget(asked);
  }

  private void send(InetSocketAddress to, byte[] reply) {
    try {
      channel.send(ByteBuffer.wrap(reply), to);
    } catch (IOException e) {
      LOG.debug("an answer to {} was lost: {}", to, e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whose packet it is: the same bytes from the same place. */
  static byte[] authenticator(Asked asked) {
    int at = asked.packet().authenticator();
    return Arrays.copyOfRange(asked.packet().bytes(), at, at + Packet.AUTHENTICATOR_LENGTH);
  }
}
