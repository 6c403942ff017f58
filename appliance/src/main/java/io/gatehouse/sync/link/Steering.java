package io.gatehouse.sync.link;

import io.gatehouse.network.revision.Proposed;
import io.gatehouse.network.revision.Revision;
import io.gatehouse.network.revision.RevisionState;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Change;
import io.gatehouse.network.rollout.Changes;
import io.gatehouse.network.rollout.Kept;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import io.gatehouse.sync.wire.Messages;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes the hub's settings to the box on the one road that all settings take. They are kept once
 * the box has reached its hub again with them, over a new connection; else the box's own rollout
 * takes them back.
 */
final class Steering {
  private static final String AUTHOR = "hub";
  private static final int LOOK_BACK = 50;

  private final Store store;
  private final Journal journal;
  private final Revisions revisions;
  private final Changes changes;
  private final String box;

  /**
   * @param box the name it has in the fleet
   */
  Steering(Store store, Journal journal, Revisions revisions, Changes changes, String box) {
    this.store = store;
    this.journal = journal;
    this.revisions = revisions;
    this.changes = changes;
    this.box = box;
  }

  /**
   * @param outcome empty while it is open
   */
  record Place(long revision, String outcome) {}

  /** The newest revision of the hub that was taken up. */
  Place place() {
    return store
        .read(
            tx ->
                tx.one(
                    "SELECT revision, outcome FROM link_desired WHERE id = 1",
                    row -> new Place(row.getLong(1), row.getString(2))))
        .orElse(new Place(0, ""));
  }

  /** Another hub counts from one again. */
  static void forget(Tx tx) {
    tx.update("DELETE FROM link_desired");
  }

  /** What became of the try to take something up. */
  enum Taken {
    /** It is decided, or was before. */
    DONE,
    /** It is on the box, and the hub has to be reached anew. */
    TRIED,
    /** Another change is under way; the hub's has to wait. */
    LATER
  }

  Taken take(Messages.Desired desired) {
    long revision = desired.revision();
    if (revision <= place().revision()) {
      return Taken.DONE;
    }
    // This program may have ended between the change and the note of it.
    if (ours(revision).isPresent()) {
      note(revision);
      return Taken.TRIED;
    }
    Change change =
        changes.change(
            revisions.inForce().number(),
            desired.document(),
            AUTHOR,
            reason(revision),
            Changes.CONFIRM_SECONDS);
    return switch (change) {
      case Change.InForce _ -> ended(revision, "KEPT", "");
      case Change.NotApplied(long _, String why) -> ended(revision, "REFUSED", why);
      case Change.NotProposed(Proposed.Unchanged _) ->
          ended(revision, "KEPT", "the box was so already");
      case Change.NotProposed(Proposed.Invalid(Map<String, String> errors)) ->
          ended(revision, "REFUSED", words(errors));
      case Change.NotProposed _ -> Taken.LATER;
      case Change.Waiting _ -> {
        note(revision);
        yield Taken.TRIED;
      }
    };
  }

  /**
   * Goes on with what is open: to be called when the hub has answered over a connection that was
   * made after {@link #take}.
   */
  void reached() {
    Place place = place();
    if (place.revision() == 0 || !place.outcome().isEmpty()) {
      return;
    }
    Optional<Revision> ours = ours(place.revision());
    if (ours.isEmpty()) {
      ended(place.revision(), "TAKEN_BACK", "the box was reset meanwhile");
      return;
    }
    Revision revision = ours.get();
    if (revision.state() == RevisionState.APPLIED
        && changes.confirm(revision.number(), AUTHOR) instanceof Kept.Done) {
      ended(place.revision(), "KEPT", "");
    } else if (!revision.state().underWay()) {
      String outcome =
          switch (revision.state()) {
            case CONFIRMED -> "KEPT";
            case ROLLED_BACK -> "TAKEN_BACK";
            default -> "REFUSED";
          };
      ended(place.revision(), outcome, revision.note());
    }
  }

  private Optional<Revision> ours(long revision) {
    return revisions.list(Long.MAX_VALUE, LOOK_BACK).stream()
        .filter(one -> one.author().equals(AUTHOR) && one.reason().equals(reason(revision)))
        .findFirst();
  }

  private String reason(long revision) {
    return "settings " + revision + " of the hub for " + box;
  }

  private static String words(Map<String, String> errors) {
    return errors.entrySet().stream()
        .map(one -> one.getKey() + ": " + one.getValue())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private void note(long revision) {
    keep(revision, "", "");
  }

  private Taken ended(long revision, String outcome, String note) {
    keep(revision, outcome, note);
    return Taken.DONE;
  }

  private void keep(long revision, String outcome, String note) {
    store.write(
        tx -> {
          tx.update(
              "INSERT INTO link_desired (id, revision, outcome) VALUES (1, ?, ?)"
                  + " ON CONFLICT (id) DO UPDATE SET revision = excluded.revision,"
                  + " outcome = excluded.outcome",
              revision,
              outcome);
          if (!outcome.isEmpty()) {
            journal.append(tx, new HubSettingsEnded(revision, outcome, note));
          }
          return null;
        });
  }
}
