package io.gatehouse.radius.proxy;

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
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on real UDP that can be told to misbehave, which real ones cannot: a fake. It verifies
 * what it is asked and keeps it.
 */
final class ScriptedServer implements AutoCloseable {
  /** What it does with a request. */
  interface Script {
    void act(Packet request, SocketAddress from, ScriptedServer server);
  }

  static final String SECRET = "what the upstream and the box share";

  private final DatagramSocket socket;
  private final DatagramSocket accounting;
  private final Signer signer = SharedSecret.of(SECRET).signer();
  final List<byte[]> requests = new CopyOnWriteArrayList<>();
  final List<Refusal> refusals = new CopyOnWriteArrayList<>();
  volatile int probes;
  volatile Script script = ScriptedServer::accept;

  ScriptedServer() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    accounting = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> run(socket, Port.AUTHENTICATION));
    Thread.ofVirtual().start(() -> run(accounting, Port.ACCOUNTING));
  }

  int port() {
    return socket.getLocalPort();
  }

  int accountingPort() {
    return accounting.getLocalPort();
  }

  Signer signer() {
    return signer;
  }

  private void run(DatagramSocket listens, Port port) {
    PacketCheck check = new PacketCheck();
    byte[] room = new byte[Packet.LONGEST];
    while (!listens.isClosed()) {
      DatagramPacket in = new DatagramPacket(room, room.length);
      try {
        listens.receive(in);
      } catch (IOException e) {
        return;
      }
      Packet packet = Packet.of(Arrays.copyOf(room, in.getLength()));
      Refusal refusal = check.check(packet, port);
      synchronized (this) {
        if (refusal == Refusal.NONE) {
          refusal = Signatures.ofRequest(packet, check, signer, true);
        }
        if (refusal == Refusal.NONE) {
          act(packet, in.getSocketAddress());
        } else {
          refusals.add(refusal);
        }
      }
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Under the lock.
  private void act(Packet packet, SocketAddress from) {
    if (packet.code() == Code.STATUS_SERVER) {
      probes++;
    } else {
      requests.add(packet.bytes());
    }
    script.act(packet, from, this);
  }

  static void accept(Packet request, SocketAddress from, ScriptedServer server) {
    int code = request.code() == 4 ? Code.ACCOUNTING_RESPONSE : Code.ACCESS_ACCEPT;
    server.send(
        PacketBuilder.reply(code, request)
            .add(Attribute.REPLY_MESSAGE, "welcome")
            .signedFor(request, server.signer),
        from);
  }

  static void stayDumb(Packet request, SocketAddress from, ScriptedServer server) {}

  void send(byte[] bytes, SocketAddress to) {
    try {
      boolean stored = bytes[0] == Code.ACCOUNTING_RESPONSE;
      (stored ? accounting : socket).send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.close();
    accounting.close();
  }
}
