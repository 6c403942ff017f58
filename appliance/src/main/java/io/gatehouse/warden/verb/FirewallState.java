package io.gatehouse.warden.verb;

/** Asks how the firewall is; the reply is a {@link FirewallReport}. */
public record FirewallState() implements Verb {
  @Override
  public String name() {
    return "firewall";
  }
}
