package io.gatehouse.warden.kernel;

import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/** Calls of the C library that Java has no word for; jnr-ffi binds them by their names. */
public interface LibC {
  int O_RDONLY = 0;
  int O_NONBLOCK = 04000;
  int O_CLOEXEC = 02000000;

  int AF_NETLINK = 16;
  int SOCK_RAW_CLOEXEC = 3 | 02000000;
  int NETLINK_ROUTE = 0;
  int NETLINK_NETFILTER = 12;
  int MSG_DONTWAIT = 0x40;

  int open(@In String path, int flags);

  int socket(int family, int type, int protocol);

  @ssize_t
  long send(int fd, @In byte[] message, @size_t long length, int flags);

  @ssize_t
  long recv(int fd, @Out byte[] message, @size_t long length, int flags);

  @ssize_t
  long sendto(
      int fd, @In byte[] message, @size_t long length, int flags, @In byte[] to, int toLength);

  int bind(int fd, @In byte[] address, int length);

  int poll(@In byte[] descriptors, @size_t long count, int timeoutMillis);

  int close(int fd);
}
