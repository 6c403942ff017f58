package io.gatehouse.warden.verb;

/**
 * Asks how the firewall is. The reply is read by {@code FirewallReport}: how often it had to be
 * repaired, and how many members each set has.
 */
public record FirewallState() implements Verb {
  @Override
  public String name() {
    return "firewall";
  }
}
