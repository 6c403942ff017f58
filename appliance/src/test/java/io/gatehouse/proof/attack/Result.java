package io.gatehouse.proof.attack;

import io.gatehouse.proof.site.Seen;
import java.util.Optional;

/**
 * What became of one attack.
 *
 * @param seen empty where it was not tried
 */
record Result(
    Attack attack, Verdict verdict, Optional<Seen> seen, Optional<Seen> control, String note) {

  enum Verdict {
    /** Nothing got through, and the control shows that something could have. */
    HELD,
    /** It got through, as the documentation says. */
    KNOWN_LIMIT,
    /** It got through. */
    OPEN,
    /** Nothing got through, but neither did the control: this says nothing. */
    NO_PROOF,
    /** A tool is missing. */
    SKIPPED,
    /** The attack itself broke. */
    BROKEN
  }

  boolean good() {
    return verdict == Verdict.HELD || verdict == Verdict.KNOWN_LIMIT || verdict == Verdict.SKIPPED;
  }

  String line() {
    return String.format(
        "%-5s %-58s %-18s %-44s %-12s %s",
        attack.id(),
        attack.title(),
        String.join(",", attack.tools()),
        seen.map(Seen::words).orElse("-"),
        verdict,
        attack.limit() ? "" : control.map(Seen::words).orElse("-") + note());
  }

  @Override
  public String note() {
    return note.isEmpty() ? "" : "  (" + note + ")";
  }

  static String head() {
    return String.format(
        "%-5s %-58s %-18s %-44s %-12s %s",
        "id",
        "attack",
        "tool",
        "what the attacker got",
        "verdict",
        "control: with the hole planted");
  }
}
