package io.gatehouse.radius.proxy;

/** Where datagrams leave. The bytes are the caller's again when a call returns. */
public interface Output {
  /**
   * Answers a NAS from the port it asked.
   *
   * @param address IPv4, as {@link io.gatehouse.platform.address.Ipv4#bits}
   */
  void answer(Service service, int address, int port, byte[] bytes, int length);

  /**
   * Asks a server.
   *
   * @param socket 0 to {@link Lanes#MOST_SOCKETS} − 1: which of our ports; opened when first used
   */
  void ask(int socket, int address, int port, byte[] bytes, int length);
}
