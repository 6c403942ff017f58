package io.gatehouse.radius.proxy;

import java.util.Locale;

/** Why a well-formed, well-signed datagram is dropped all the same, or one from a stranger is. */
public enum Dropped {
  UNKNOWN_CLIENT("a request from an address that no NAS has"),
  RATE("the NAS asks more often than it may"),
  BUSY("more requests are on their way than the box keeps"),
  NO_ROUTE("accounting for a realm that no route leads to"),
  NO_LOCAL("the box itself gave no answer"),
  NO_ANSWER("no upstream answered in time"),
  UNKNOWN_SOURCE("a reply from an address or port that was not asked"),
  LATE("a reply to what nobody waits for any more, or a second one"),
  WRONG_ANSWER("a reply of a kind that does not answer what was asked"),
  FORWARD_TOO_LONG("it would grow beyond 4,096 bytes on its way");

  private final String meaning;

  Dropped(String meaning) {
    this.meaning = meaning;
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }

  /** For metrics and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
