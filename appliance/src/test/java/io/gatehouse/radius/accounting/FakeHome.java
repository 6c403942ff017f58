package io.gatehouse.radius.accounting;

import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A fake upstream for the queue's proofs, as a real one cannot be made to lose what it should: it
 * loses requests and answers by seed, is away for a while, and never answers poison. It keeps books
 * as an upstream does: a record is told by session, status and time.
 */
final class FakeHome implements AutoCloseable {
  static final SharedSecret SECRET = SharedSecret.of("the-secret-of-the-fake-upstream");

  private final DatagramSocket socket;
  private final Random random;
  private final Map<String, Integer> books = new HashMap<>();
  volatile double loses;
  volatile boolean away;
  private long longestDelay;
  private int wrong;

  FakeHome(long seed) {
    random = new Random(seed);
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      socket.setReceiveBufferSize(4 << 20);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Thread.ofPlatform().daemon().start(this::run);
  }

  Upstream upstream() {
    return new Upstream(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()), SECRET);
  }

  private void run() {
    DatagramPacket in = new DatagramPacket(new byte[5_000], 5_000);
    PacketCheck check = new PacketCheck();
    Signer signer = SECRET.signer();
    while (!socket.isClosed()) {
      try {
        in.setLength(5_000);
        socket.receive(in);
        byte[] bytes = Arrays.copyOf(in.getData(), in.getLength());
        Packet packet = Packet.of(bytes);
        if (check.check(packet, Port.ACCOUNTING) != Refusal.NONE
            || Signatures.ofRequest(packet, check, signer, true) != Refusal.NONE) {
          wrong++;
          continue;
        }
        if (takes(packet)) {
          byte[] reply =
              PacketBuilder.reply(Code.ACCOUNTING_RESPONSE, packet).signedFor(packet, signer);
          socket.send(new DatagramPacket(reply, reply.length, in.getSocketAddress()));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  private synchronized boolean takes(Packet packet) {
    String session = packet.textOf(Attribute.ACCT_SESSION_ID);
    if (away || session.startsWith("poison") || random.nextDouble() < loses) {
      return false;
    }
    String key =
        session
            + '/'
            + packet.number(Attribute.ACCT_STATUS_TYPE, 0)
            + '/'
            + packet.number(Attribute.ACCT_SESSION_TIME, 0);
    books.merge(key, 1, Integer::sum);
    longestDelay = Math.max(longestDelay, packet.number(Attribute.ACCT_DELAY_TIME, 0));
    return random.nextDouble() >= loses;
  }

  /** Different records that it has. */
  synchronized int records() {
    return books.size();
  }

  synchronized boolean has(String session, int status, long time) {
    return books.containsKey(session + '/' + status + '/' + time);
  }

  synchronized long longestDelay() {
    return longestDelay;
  }

  /** Requests that were malformed or not signed. */
  int wrong() {
    return wrong;
  }

  @Override
  public void close() {
    socket.close();
  }
}
