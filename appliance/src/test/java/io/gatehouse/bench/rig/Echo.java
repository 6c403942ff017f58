package io.gatehouse.bench.rig;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Sends every datagram back. Arguments: address, port. */
public final class Echo {
  private Echo() {}

  public static void main(String[] args) throws Exception {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(args[0], Integer.parseInt(args[1])))) {
      System.out.println("ready");
      DatagramPacket packet = new DatagramPacket(new byte[64], 64);
      while (true) {
        packet.setLength(64);
        socket.receive(packet);
        socket.send(packet);
      }
    }
  }
}
