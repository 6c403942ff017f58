package io.gatehouse.warden.verb;

/** Runs one of the named looks at the box; the reply is what the tool printed, for people. */
public record Diagnose(Look look) implements Verb {
  @Override
  public String name() {
    return "diagnose";
  }

  /** What can be looked at. */
  public enum Look {
    CONNECTIONS,
    NEIGHBOURS,
    ROUTES,
    RULES,
    QUEUES,
    /** The packet filter's tables, whoever made them ({@code nft list tables}). */
    TABLES,
    RADIO,
    /** What the radios of the machine can ({@code iw phy}). */
    RADIO_ABILITIES
  }
}
