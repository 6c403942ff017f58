package io.gatehouse.warden.port;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.warden.kernel.KernelRefused;
import io.gatehouse.warden.kernel.LibC;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Asks the whole guest network who has an address (RFC 826). The kernel does not do that by itself,
 * as guests have permanent neighbour entries. Nothing is received here: the bridge sees the
 * answers.
 */
final class ArpAsker implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 02000000;
  private static final short ETHERTYPE_ARP = 0x0806;
  private static final short ETHERTYPE_IPV4 = 0x0800;

  private final LibC libc;
  private int fd = -1;

  ArpAsker(LibC libc) {
    this.libc = libc;
  }

  /** Sends one question to everybody on the bridge; one that is not there or down asks nobody. */
  void ask(Ipv4 who, String bridge) {
    try {
      NetworkInterface device = NetworkInterface.getByName(bridge);
      if (device == null || device.getHardwareAddress() == null) {
        return;
      }
      byte[] question = question(who, device);
      byte[] everybody = everybody(device.getIndex());
      if (fd < 0) {
        fd = libc.socket(AF_PACKET, SOCK_DGRAM_CLOEXEC, 0);
      }
      libc.sendto(fd, question, question.length, 0, everybody, everybody.length);
    } catch (SocketException e) {
      throw new KernelRefused("arp", String.valueOf(e.getMessage()));
    }
  }

  private static byte[] question(Ipv4 who, NetworkInterface device) throws SocketException {
    byte[] own =
        device
            .inetAddresses()
            .map(InetAddress::getAddress)
            .filter(address -> address.length == 4)
            .findFirst()
            .orElse(new byte[4]);
    return ByteBuffer.allocate(28)
        .putShort((short) 1)
        .putShort(ETHERTYPE_IPV4)
        .put((byte) 6)
        .put((byte) 4)
        .putShort((short) 1)
        .put(device.getHardwareAddress())
        .put(own)
        .put(new byte[6])
        .putInt(who.bits())
        .array();
  }

  /** A struct sockaddr_ll (packet(7)). */
  private static byte[] everybody(int device) {
    ByteBuffer address = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
    address.putShort((short) AF_PACKET);
    address.order(ByteOrder.BIG_ENDIAN).putShort(ETHERTYPE_ARP).order(ByteOrder.nativeOrder());
    address.putInt(device).putShort((short) 1).put((byte) 1).put((byte) 6);
    address.put(new byte[] {-1, -1, -1, -1, -1, -1});
    return address.array();
  }

  @Override
  public void close() {
    if (fd >= 0) {
      libc.close(fd);
      fd = -1;
    }
  }
}
