package io.gatehouse.radius.dynauth;

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
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A fake router: takes orders on its CoA port and answers as it is told. No real one runs here. */
final class FakeRouter implements AutoCloseable {
  private final DatagramSocket socket;
  private final SharedSecret secret;
  private final LinkedBlockingQueue<Packet> orders = new LinkedBlockingQueue<>();
  volatile boolean silent;
  volatile boolean refuses;

  FakeRouter(int port, String secret) {
    this.secret = SharedSecret.of(secret);
    try {
      socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Thread.ofPlatform().daemon().start(this::run);
  }

  private void run() {
    Signer signer = secret.signer();
    PacketCheck check = new PacketCheck();
    DatagramPacket in = new DatagramPacket(new byte[5_000], 5_000);
    while (!socket.isClosed()) {
      try {
        in.setLength(5_000);
        socket.receive(in);
        Packet order = Packet.of(Arrays.copyOf(in.getData(), in.getLength()));
        if (check.check(order, Port.DYNAMIC) != Refusal.NONE
            || Signatures.ofRequest(order, check, signer, true) != Refusal.NONE) {
          continue;
        }
        orders.add(order);
        if (!silent) {
          int ack = order.code() == Code.COA_REQUEST ? Code.COA_ACK : Code.DISCONNECT_ACK;
          PacketBuilder reply = PacketBuilder.reply(refuses ? ack + 1 : ack, order);
          if (refuses) {
            // RFC 5176 §3.5: session context not found.
            reply.add(Attribute.ERROR_CAUSE, 503);
          }
          byte[] bytes = reply.signedFor(order, signer);
          socket.send(new DatagramPacket(bytes, bytes.length, in.getSocketAddress()));
        }
      } catch (IOException e) {
        return;
      }
    }
  }

  /** The next order, or null where none comes. */
  Packet order() throws InterruptedException {
    return orders.poll(5, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.close();
  }
}
