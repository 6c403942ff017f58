package io.gatehouse.warden.port;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.warden.kernel.KernelRefused;
import io.gatehouse.warden.kernel.LibC;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from the kernel whenever a bridge meets a station at another port than before, and whenever
 * an address's neighbour entry is changed.
 */
final class BridgeNews implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BridgeNews.class);
  private static final int NEIGHBOURS_GROUP = 1 << 2;
  private static final byte AF_INET = 2;
  private static final int DESTINATION = 1;
  private static final short POLLIN = 1;
  private static final int LOOK_MILLIS = 500;

  private final LibC libc;
  private final Whereabouts whereabouts;
  private final LongSupplier clock;
  private volatile boolean open;

  /**
   * @param clock milliseconds
   */
  BridgeNews(LibC libc, Whereabouts whereabouts, LongSupplier clock) {
    this.libc = libc;
    this.whereabouts = whereabouts;
    this.clock = clock;
  }

  /** Listens from now on. */
  void start() {
    int fd = libc.socket(LibC.AF_NETLINK, LibC.SOCK_RAW_CLOEXEC, LibC.NETLINK_ROUTE);
    byte[] address =
        ByteBuffer.allocate(12)
            .order(ByteOrder.nativeOrder())
            .putShort((short) LibC.AF_NETLINK)
            .putShort((short) 0)
            .putInt(0)
            .putInt(NEIGHBOURS_GROUP)
            .array();
    if (fd < 0 || libc.bind(fd, address, address.length) != 0) {
      throw new KernelRefused("bridge", "its news cannot be heard");
    }
    open = true;
    Thread.ofPlatform().daemon().name("bridge").start(() -> listen(fd));
  }

  private void listen(int fd) {
    byte[] news = new byte[1 << 15];
    byte[] wait =
        ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(fd).putShort(POLLIN).array();
    while (open) {
      if (libc.poll(wait, 1, LOOK_MILLIS) > 0) {
        long length = libc.recv(fd, news, news.length, LibC.MSG_DONTWAIT);
        if (length > 0) {
          read(ByteBuffer.wrap(news, 0, (int) length).order(ByteOrder.nativeOrder()));
        } else {
          // So many stations came and went that the socket's buffer was full.
          LOG.warn("news of the bridge were lost");
          whereabouts.missed(clock.getAsLong());
        }
      }
    }
    libc.close(fd);
  }

  private void read(ByteBuffer news) {
    int at = 0;
    while (at + BridgeTable.HEADER <= news.limit()) {
      int length = news.getInt(at);
      if (length < BridgeTable.HEADER || at + length > news.limit()) {
        return;
      }
      if (news.getShort(at + 4) == BridgeTable.NEW_NEIGHBOUR
          && length >= BridgeTable.HEADER + BridgeTable.NEIGHBOUR) {
        changed(news, at, at + length);
      }
      at += length + 3 & ~3;
    }
  }

  /** A station was met at a port, or an address's neighbour entry has become another. */
  private void changed(ByteBuffer news, int start, int end) {
    int state = news.getShort(start + BridgeTable.HEADER + 8);
    if ((state & BridgeTable.PERMANENT) != 0) {
      return;
    }
    byte family = news.get(start + BridgeTable.HEADER);
    int port = news.getInt(start + BridgeTable.HEADER + 4);
    int at = start + BridgeTable.HEADER + BridgeTable.NEIGHBOUR;
    while (at + 4 <= end) {
      int length = news.getShort(at);
      int type = news.getShort(at + 2);
      if (length < 4 || at + length > end) {
        return;
      }
      if (family == BridgeTable.AF_BRIDGE && type == BridgeTable.LINK_ADDRESS && length == 10) {
        whereabouts.met(new Mac(number(news, at + 4, 6)), port, clock.getAsLong());
        return;
      }
      if (family == AF_INET && type == DESTINATION && length == 8) {
        whereabouts.loosened(new Ipv4((int) number(news, at + 4, 4)));
        return;
      }
      at += length + 3 & ~3;
    }
  }

  private static long number(ByteBuffer news, int at, int bytes) {
    long bits = 0;
    for (int i = 0; i < bytes; i++) {
      bits = bits << 8 | (news.get(at + i) & 0xff);
    }
    return bits;
  }

  @Override
  public void close() {
    open = false;
  }
}
