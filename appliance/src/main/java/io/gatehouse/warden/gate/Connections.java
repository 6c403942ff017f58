package io.gatehouse.warden.gate;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.process.Command;
import io.gatehouse.warden.kernel.KernelRefused;
import io.gatehouse.warden.kernel.LibC;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the kernel forget connections of an address, by netlink: the conntrack tool copies the
 * whole table out and back, 130 ms a call with 60,000 entries. Kernels from 6.8 pick the entries
 * themselves; older ones say so, and then the tool does it.
 */
public final class Connections implements AutoCloseable {
  private static final short DELETE = 1 << 8 | 2;
  private static final short REQUEST_AND_ACK = 1 | 4;
  private static final int NESTED = 0x8000;
  private static final byte AF_INET = 2;
  private static final int EOPNOTSUPP = 95;

  /** More addresses than this are looked up in the table first. */
  private static final int FEW = 32;

  private final LibC libc;
  private int fd = -1;
  private boolean kernelPicks = true;

  public Connections(LibC libc) {
    this.libc = libc;
  }

  /** Forgets every connection that one of the addresses began. */
  void forget(Collection<Ipv4> addresses) {
    for (Ipv4 address : addresses.size() > FEW ? known(addresses) : addresses) {
      if (kernelPicks) {
        int error = delete(address);
        if (error == EOPNOTSUPP) {
          kernelPicks = false;
        } else if (error != 0) {
          throw new KernelRefused("conntrack", "error " + error + " for " + address);
        }
      }
      if (!kernelPicks) {
        // Exit 1 says that there was no entry.
        new Command(
                Duration.ofSeconds(10),
                List.of("conntrack", "-D", "-f", "ipv4", "-s", address.toString()))
            .run();
      }
    }
  }

  /**
   * Those of many addresses that have connections: to forget one address the kernel goes through
   * its whole table, which is cheaper to read once.
   */
  private static List<Ipv4> known(Collection<Ipv4> addresses) {
    String table =
        new Command(Duration.ofSeconds(30), List.of("conntrack", "-L", "-f", "ipv4")).must().out();
    Set<Ipv4> sources = new HashSet<>();
    table
        .lines()
        .forEach(
            line -> {
              int from = line.indexOf("src=");
              int to = line.indexOf(' ', from + 1);
              if (from >= 0 && to > from) {
                sources.add(Ipv4.of(line.substring(from + 4, to)));
              }
            });
    return addresses.stream().filter(sources::contains).toList();
  }

  private int delete(Ipv4 source) {
    if (fd < 0) {
      fd = libc.socket(LibC.AF_NETLINK, LibC.SOCK_RAW_CLOEXEC, LibC.NETLINK_NETFILTER);
    }
    byte[] request = request(source);
    byte[] answer = new byte[256];
    if (libc.send(fd, request, request.length, 0) != request.length
        || libc.recv(fd, answer, answer.length, 0) < 20) {
      close();
      throw new KernelRefused("conntrack", "the netlink socket does not answer");
    }
    return -ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()).getInt(16);
  }

  /**
   * IPCTNL_MSG_CT_DELETE with CTA_TUPLE_ORIG naming the source, and CTA_FILTER saying that nothing
   * but the source counts (linux/netfilter/nfnetlink_conntrack.h).
   */
  private static byte[] request(Ipv4 source) {
    ByteBuffer message = ByteBuffer.allocate(56).order(ByteOrder.nativeOrder());
    message.putInt(message.capacity()).putShort(DELETE).putShort(REQUEST_AND_ACK);
    message.putInt(0).putInt(0);
    message.put(AF_INET).put((byte) 1).putShort((short) 0);
    attribute(message, 16, 1 | NESTED);
    attribute(message, 12, 1 | NESTED);
    attribute(message, 8, 1);
    message.order(ByteOrder.BIG_ENDIAN).putInt(source.bits()).order(ByteOrder.nativeOrder());
    attribute(message, 20, 25 | NESTED);
    attribute(message, 8, 1);
    message.putInt(1);
    attribute(message, 8, 2);
    message.putInt(0);
    return message.array();
  }

  private static void attribute(ByteBuffer message, int length, int type) {
    message.putShort((short) length).putShort((short) type);
  }

  @Override
  public void close() {
    if (fd >= 0) {
      libc.close(fd);
      fd = -1;
    }
  }
}
