package io.gatehouse.operator.setup;

import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first setting up of a box: how far it has come and what was chosen so far. Kept after each
 * step, so that whoever loses the browser, the power or the network goes on where they were.
 */
public final class Setup {
  private static final String PLACE = "setup";
  private static final String NOTHING = "{}";

  private final Store store;
  private final SealingKey key;

  /**
   * @param key seals what was chosen: a Wi-Fi passphrase is among it
   */
  public Setup(Store store, SealingKey key) {
    this.store = store;
    this.key = key;
  }

  /**
   * @param step where it is
   * @param draft the settings that were chosen, as partial JSON
   */
  public record Progress(Step step, String draft) {}

  /** Where it is; empty where nobody has begun. */
  public Optional<Progress> progress() {
    return store.read(
        tx ->
            tx.one(
                "SELECT step, draft FROM setup WHERE id = 1",
                row ->
                    new Progress(
                        Step.valueOf(row.getString(1)),
                        new String(key.unseal(row.getBytes(2), PLACE), StandardCharsets.UTF_8))));
  }

  /** Whether it was begun and not ended. */
  public boolean underWay() {
    return progress().filter(progress -> progress.step() != Step.DONE).isPresent();
  }

  /** Where it is; begins it where nobody has. */
  public Progress begin() {
    return progress().orElseGet(() -> keep(Step.PLACE, NOTHING));
  }

  /** Keeps how far it has come. */
  public Progress keep(Step step, String draft) {
    byte[] sealed = key.seal(draft.getBytes(StandardCharsets.UTF_8), PLACE);
    store.write(
        tx ->
            tx.update(
                "INSERT INTO setup (id, step, draft) VALUES (1, ?, ?)"
                    + " ON CONFLICT (id) DO UPDATE SET step = excluded.step, draft = excluded.draft",
                step,
                sealed));
    return new Progress(step, draft);
  }

  /** Ends it; what was chosen is in the settings now and needs no second place. */
  public void end() {
    keep(Step.DONE, NOTHING);
  }
}
