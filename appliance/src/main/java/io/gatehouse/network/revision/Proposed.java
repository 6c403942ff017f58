package io.gatehouse.network.revision;

import io.gatehouse.network.settings.Settings;
import java.util.Map;

/** What became of a proposal. */
public sealed interface Proposed {

  /** It is stored and may go to the box. */
  record Stored(Revision revision, Settings before, Settings after) implements Proposed {}

  /** Someone else changed the settings meanwhile: look again and repeat. */
  record Stale(long expected, long current) implements Proposed {}

  /** Another revision is on its way or waits to be confirmed. */
  record Busy(Revision underWay) implements Proposed {}

  /** The settings are so already. */
  record Unchanged(long current) implements Proposed {}

  /** It cannot be; reasons by path as in {@link io.gatehouse.network.settings.Parsed.Invalid}. */
  record Invalid(Map<String, String> errors) implements Proposed {
    public Invalid {
      errors = Map.copyOf(errors);
    }
  }
}
