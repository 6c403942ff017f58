package io.gatehouse.guest.plan;

import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import java.util.List;
import java.util.Optional;

/** The plans of this box. */
public final class Plans {

  public Plans(Store store, Journal journal) {}

  /** All plans, active ones first, then by price and name. */
  public List<Plan> all() {
    throw new UnsupportedOperationException();
  }

  public Optional<Plan> find(String id) {
    throw new UnsupportedOperationException();
  }

  /** Checks and stores a plan; {@code draft.id()} is empty for a new one. */
  public Saved save(Plan draft) {
    throw new UnsupportedOperationException();
  }

  /** What became of a draft. */
  public sealed interface Saved {
    record Stored(Plan plan) implements Saved {}

    /** Field name to what is wrong with it, in plain words. */
    record Invalid(java.util.Map<String, String> errors) implements Saved {}

    record NotFound() implements Saved {}
  }
}
