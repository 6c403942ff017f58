package io.gatehouse.radius.datagram;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Datagrams with their addresses in native memory, as recvmmsg(2) and sendmmsg(2) want them: {@code
 * struct mmsghdr} of 64-bit Linux, an {@code iovec} and a {@code sockaddr_in} for each.
 */
final class Batch {
  static final int SIZE = 64;
  static final int ADDRESS_BYTES = 16;

  private static final int HEADER_BYTES = 64;
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int IOV = 16;
  private static final int IOV_LENGTH = 24;
  private static final int MESSAGE_LENGTH = 56;
  private static final int IOVEC_BYTES = 16;

  private final int room;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment names;
  private final MemorySegment bytes;

  /**
   * @param room bytes of each datagram
   */
  Batch(Arena arena, int room) {
    this.room = room;
    headers = arena.allocate((long) SIZE * HEADER_BYTES, 8);
    vectors = arena.allocate((long) SIZE * IOVEC_BYTES, 8);
    names = arena.allocate((long) SIZE * ADDRESS_BYTES, 8);
    bytes = arena.allocate((long) SIZE * room, 8);
    for (int i = 0; i < SIZE; i++) {
      MemorySegment header = headers.asSlice((long) i * HEADER_BYTES, HEADER_BYTES);
      header.set(ADDRESS, NAME, names.asSlice((long) i * ADDRESS_BYTES));
      header.set(JAVA_INT, NAME_LENGTH, ADDRESS_BYTES);
      header.set(ADDRESS, IOV, vectors.asSlice((long) i * IOVEC_BYTES));
      header.set(JAVA_LONG, IOV_LENGTH, 1);
      vectors.set(ADDRESS, (long) i * IOVEC_BYTES, bytes.asSlice((long) i * room));
      vectors.set(JAVA_LONG, (long) i * IOVEC_BYTES + 8, room);
      names.set(JAVA_SHORT, (long) i * ADDRESS_BYTES, (short) LibC.AF_INET);
    }
  }

  /** Takes what has arrived; 0 where nothing has. */
  int receive(int fd) {
    return Math.max(0, LibC.recvmmsg(fd, headers, SIZE));
  }

  /** Sends the first so many; what the socket has no room for is lost, as datagrams may be. */
  void send(int fd, int count) {
    int sent = 0;
    while (sent < count) {
      MemorySegment rest = headers.asSlice((long) sent * HEADER_BYTES);
      int now = LibC.sendmmsg(fd, rest, count - sent);
      // One that cannot be sent (no route, a full buffer) must not hold the others back.
      sent += now > 0 ? now : 1;
    }
  }

  int length(int index) {
    return headers.get(JAVA_INT, (long) index * HEADER_BYTES + MESSAGE_LENGTH);
  }

  int address(int index) {
    return names.get(LibC.NETWORK_INT, (long) index * ADDRESS_BYTES + 4);
  }

  int port(int index) {
    return names.get(LibC.NETWORK_SHORT, (long) index * ADDRESS_BYTES + 2) & 0xffff;
  }

  void read(int index, byte[] into, int length) {
    MemorySegment.copy(bytes, JAVA_BYTE, (long) index * room, into, 0, length);
  }

  void write(int index, int address, int port, byte[] from, int length) {
    MemorySegment.copy(from, 0, bytes, JAVA_BYTE, (long) index * room, length);
    vectors.set(JAVA_LONG, (long) index * IOVEC_BYTES + 8, length);
    names.set(LibC.NETWORK_INT, (long) index * ADDRESS_BYTES + 4, address);
    names.set(LibC.NETWORK_SHORT, (long) index * ADDRESS_BYTES + 2, (short) port);
  }
}
