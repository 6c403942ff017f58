package io.gatehouse.radius.datagram;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Calls of the C library that take and send many datagrams at once. Java has no word for them, and
 * a call for each datagram is what a proxy spends most of its time on.
 */
@SuppressWarnings("restricted") // A wrong shape would crash the process: each has its manual page.
final class LibC {
  static final int AF_INET = 2;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int MSG_DONTWAIT = 0x40;
  static final int EFD_CLOEXEC = 0x80000;
  static final short POLLIN = 1;

  /** Ports and addresses stand in network order. */
  static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  static final ValueLayout.OfInt NETWORK_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO_FIELD =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET =
      checked("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      checked("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SETSOCKOPT =
      plain(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle EVENTFD =
      plain("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle READ =
      plain("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      plain("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      plain("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle POLL =
      plain("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle RECVMMSG =
      plain(
          "recvmmsg",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle SENDMMSG =
      plain("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  private LibC() {}

  private static MethodHandle plain(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape);
  }

  private static MethodHandle checked(String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, ERRNO);
  }

  /** What a call left behind; to be allocated once. */
  static StructLayout callState() {
    return CALL_STATE;
  }

  static int errno(MemorySegment state) {
    return (int) ERRNO_FIELD.get(state, 0L);
  }

  static int socket(MemorySegment state) {
    try {
      return (int) SOCKET.invokeExact(state, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int bind(MemorySegment state, int fd, MemorySegment address) {
    try {
      return (int) BIND.invokeExact(state, fd, address, Batch.ADDRESS_BYTES);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static void option(int fd, int name, MemorySegment value) {
    try {
      int ignored = (int) SETSOCKOPT.invokeExact(fd, SOL_SOCKET, name, value, Integer.BYTES);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int eventfd() {
    try {
      return (int) EVENTFD.invokeExact(0, EFD_CLOEXEC);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static void read(int fd, MemorySegment into) {
    try {
      long ignored = (long) READ.invokeExact(fd, into, into.byteSize());
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static void write(int fd, MemorySegment from) {
    try {
      long ignored = (long) WRITE.invokeExact(fd, from, from.byteSize());
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static void close(int fd) {
    try {
      int ignored = (int) CLOSE.invokeExact(fd);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int poll(MemorySegment descriptors, int count, int timeoutMillis) {
    try {
      return (int) POLL.invokeExact(descriptors, (long) count, timeoutMillis);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int recvmmsg(int fd, MemorySegment headers, int count) {
    try {
      return (int) RECVMMSG.invokeExact(fd, headers, count, MSG_DONTWAIT, MemorySegment.NULL);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int sendmmsg(int fd, MemorySegment headers, int count) {
    try {
      return (int) SENDMMSG.invokeExact(fd, headers, count, MSG_DONTWAIT);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private static IllegalStateException broken(Throwable e) {
    return new IllegalStateException("a call of the C library failed to be made", e);
  }
}
