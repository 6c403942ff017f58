package io.gatehouse.warden.verb;

/** Loads sets, rules, guard and shaper roots from the files in place. Members stay. */
public record LoadFirewall() implements Verb {
  @Override
  public String name() {
    return "load-firewall";
  }
}
