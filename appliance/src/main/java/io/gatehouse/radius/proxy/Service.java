package io.gatehouse.radius.proxy;

import io.gatehouse.radius.packet.Port;

/** The two things that a NAS asks for, each at a port of its own. */
public enum Service {
  AUTHENTICATION(0, Port.AUTHENTICATION),
  ACCOUNTING(1, Port.ACCOUNTING);

  private final int number;
  private final Port port;

  Service(int number, Port port) {
    this.number = number;
    this.port = port;
  }

  /** 0 or 1. */
  public int number() {
    return number;
  }

  Port port() {
    return port;
  }
}
