package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.names.Question;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * Asks resolvers through one line alone, whatever the routes say: the socket is bound to the line's
 * device, which Java has no word for and which needs no rights since Linux 5.7.
 */
final class LineProbe {
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 02000000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_BINDTODEVICE = 25;
  private static final int MSG_DONTWAIT = 0x40;
  private static final short POLLIN = 1;
  private static final int LONGEST_ANSWER = 1_500;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final LibC libc = LibraryLoader.create(LibC.class).load("c");
  private final int port;
  private final Duration limit;

  /**
   * @param port of the resolvers
   * @param limit how long to wait for the first answer
   */
  LineProbe(int port, Duration limit) {
    this.port = port;
    this.limit = limit;
  }

  /** Calls of the C library, bound by their names. */
  public interface LibC {
    int socket(int family, int type, int protocol);

    int setsockopt(int fd, int level, int name, @In byte[] value, int length);

    @ssize_t
    long sendto(
        int fd, @In byte[] message, @size_t long length, int flags, @In byte[] to, int toLength);

    @ssize_t
    long recv(int fd, @Out byte[] message, @size_t long length, int flags);

    int poll(@In @Out byte[] descriptors, @size_t long count, int timeoutMillis);

    int close(int fd);
  }

  /** True where one of the resolvers answers through the device, and is not itself lost. */
  boolean reaches(String device, List<Ipv4> resolvers) {
    int fd = libc.socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0);
    if (fd < 0) {
      throw new IllegalStateException("no socket for a look through " + device);
    }
    try {
      byte[] name = (device + "\0").getBytes(StandardCharsets.US_ASCII);
      if (libc.setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, name, name.length) != 0) {
        // The device is not there, as a stick that was pulled out.
        return false;
      }
      short id = (short) RANDOM.nextInt();
      byte[] question = Question.root().bytes(id);
      boolean sent = false;
      for (Ipv4 resolver : resolvers) {
        byte[] to = socketAddress(resolver);
        sent |= libc.sendto(fd, question, question.length, 0, to, to.length) == question.length;
      }
      return sent && answered(fd, id);
    } finally {
      libc.close(fd);
    }
  }

  private boolean answered(int fd, short id) {
    long end = System.nanoTime() + limit.toNanos();
    byte[] packet = new byte[LONGEST_ANSWER];
    for (long left = limit.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      libc.poll(descriptor(fd), 1, (int) left);
      long length = libc.recv(fd, packet, packet.length, MSG_DONTWAIT);
      if (length > 0) {
        Optional<Question.Answer> answer =
            Question.answer(ByteBuffer.wrap(Arrays.copyOf(packet, (int) length)), id);
        if (answer.filter(a -> a.code() != Question.SERVER_FAILURE).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  /** A struct pollfd (poll(2)). */
  private static byte[] descriptor(int fd) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.nativeOrder())
        .putInt(fd)
        .putShort(POLLIN)
        .array();
  }

  /** A struct sockaddr_in (ip(7)). */
  private byte[] socketAddress(Ipv4 address) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.nativeOrder())
        .putShort((short) AF_INET)
        .order(ByteOrder.BIG_ENDIAN)
        .putShort((short) port)
        .putInt(address.bits())
        .array();
  }
}
