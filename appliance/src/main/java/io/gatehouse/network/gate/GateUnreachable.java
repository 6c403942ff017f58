package io.gatehouse.network.gate;

/** The kernel's sets cannot be read now; what is admitted there stays admitted. */
public final class GateUnreachable extends RuntimeException {
  public GateUnreachable(String reason) {
    super(reason);
  }
}
