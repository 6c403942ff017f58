package io.gatehouse.radius.datagram;

/** A port could not be opened; the message says which and why. */
public final class PortTaken extends RuntimeException {
  private static final long serialVersionUID = 1;

  PortTaken(String message) {
    super(message);
  }
}
