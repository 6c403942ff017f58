package io.gatehouse.warden.port;

import io.gatehouse.platform.address.Mac;
import io.gatehouse.warden.kernel.KernelRefused;
import io.gatehouse.warden.kernel.LibC;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Asks a bridge at which port it met a station (rtnetlink, linux/neighbour.h). */
final class BridgeTable implements AutoCloseable {
  static final int HEADER = 16;
  static final byte AF_BRIDGE = 7;
  static final int NEIGHBOUR = 12;
  static final short NEW_NEIGHBOUR = 28;
  static final int LINK_ADDRESS = 2;
  static final int MASTER = 9;
  static final short PERMANENT = 0x80;

  private static final short GET_NEIGHBOUR = 30;
  private static final short REQUEST = 1;

  private final LibC libc;
  private int fd = -1;

  BridgeTable(LibC libc) {
    this.libc = libc;
  }

  /**
   * The number of the port's interface; 0 where the bridge has not met the station for a while.
   *
   * @param bridge the number of the bridge's interface
   */
  synchronized int port(Mac station, int bridge) {
    if (fd < 0) {
      fd = libc.socket(LibC.AF_NETLINK, LibC.SOCK_RAW_CLOEXEC, LibC.NETLINK_ROUTE);
    }
    byte[] request = request(station, bridge);
    byte[] answer = new byte[1_024];
    if (libc.send(fd, request, request.length, 0) != request.length
        || libc.recv(fd, answer, answer.length, 0) < HEADER + 4) {
      close();
      throw new KernelRefused("bridge", "the netlink socket does not answer");
    }
    ByteBuffer reply = ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder());
    boolean found = reply.getShort(4) == NEW_NEIGHBOUR;
    int port = found ? reply.getInt(HEADER + 4) : 0;
    return port == bridge ? 0 : port;
  }

  private static byte[] request(Mac station, int bridge) {
    ByteBuffer message = ByteBuffer.allocate(48).order(ByteOrder.nativeOrder());
    message.putInt(48).putShort(GET_NEIGHBOUR).putShort(REQUEST).putInt(0).putInt(0);
    message.put(AF_BRIDGE).put(new byte[NEIGHBOUR - 1]);
    message.putShort((short) 10).putShort((short) LINK_ADDRESS);
    for (int shift = 40; shift >= 0; shift -= 8) {
      message.put((byte) (station.bits() >>> shift));
    }
    message.putShort((short) 0);
    message.putShort((short) 8).putShort((short) MASTER).putInt(bridge);
    return message.array();
  }

  @Override
  public synchronized void close() {
    if (fd >= 0) {
      libc.close(fd);
      fd = -1;
    }
  }
}
