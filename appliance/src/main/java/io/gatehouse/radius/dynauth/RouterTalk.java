package io.gatehouse.radius.dynauth;

import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Port;
import io.gatehouse.radius.packet.Refusal;
import io.gatehouse.radius.packet.Signatures;
import io.gatehouse.radius.packet.Signer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** One order to one router, and its answer. */
final class RouterTalk {
  private static final int TRIES = 3;
  private static final int PATIENCE_MILLIS = 1_000;

  private RouterTalk() {}

  /** The checked answer; null where none came to three tries, a second each. */
  static Packet ask(InetSocketAddress to, byte[] request, Signer signer) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int tries = 0; tries < TRIES; tries++) {
        socket.send(new DatagramPacket(request, request.length, to));
        Packet reply = answer(socket, to, request, signer);
        if (reply != null) {
          return reply;
        }
      }
    }
    return null;
  }

  private static Packet answer(
      DatagramSocket socket, InetSocketAddress from, byte[] request, Signer signer)
      throws IOException {
    DatagramPacket in = new DatagramPacket(new byte[Packet.LONGEST + 1], Packet.LONGEST + 1);
    PacketCheck check = new PacketCheck();
    long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (true) {
      long left = (until - System.nanoTime()) / 1_000_000L;
      if (left <= 0) {
        return null;
      }
      socket.setSoTimeout((int) left);
      in.setLength(Packet.LONGEST + 1);
      try {
        socket.receive(in);
      } catch (SocketTimeoutException e) {
        return null;
      }
      Packet packet = Packet.of(Arrays.copyOf(in.getData(), in.getLength()));
      boolean ours =
          in.getSocketAddress().equals(from)
              && check.check(packet, Port.REPLIES) == Refusal.NONE
              && packet.id() == (request[1] & 0xff)
              && Code.answers(packet.code(), request[0] & 0xff)
              && Signatures.ofReply(packet, check, signer, request, Packet.AUTHENTICATOR, false)
                  == Refusal.NONE;
      if (ours) {
        return packet;
      }
    }
  }
}
