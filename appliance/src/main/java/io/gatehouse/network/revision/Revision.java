package io.gatehouse.network.revision;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.SettingsSeal;
import java.time.Instant;

/**
 * One numbered state of all settings.
 *
 * @param number from 1, without gaps
 * @param base the revision it was made of; 0 for the first
 * @param reason why, in its author's words; may be empty
 * @param note how it ended: why it was refused or taken back, who confirmed it
 * @param json the whole settings, their secrets sealed; read it with {@link #settings}
 * @param at by the wall clock, for display
 * @param bootId the boot that {@code deadlineMillis} is measured in; empty while it has none
 * @param deadlineMillis uptime until which an applied revision waits to be confirmed
 * @param seal opens the secrets
 */
public record Revision(
    long number,
    long base,
    RevisionState state,
    String author,
    String reason,
    String note,
    String json,
    Instant at,
    String bootId,
    long deadlineMillis,
    SettingsSeal seal) {

  /** The settings, as today's program reads them: keys added since have their factory value. */
  public Parsed settings() {
    return seal.read(json);
  }

  /** Without the settings, as they hold secrets. */
  @Override
  public String toString() {
    return "revision " + number + " " + state;
  }
}
