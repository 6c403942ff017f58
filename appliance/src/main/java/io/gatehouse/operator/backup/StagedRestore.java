package io.gatehouse.operator.backup;

import io.gatehouse.platform.journal.Fact;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A backup that was unpacked and tried, and waits for the next start to take the box's place. It is
 * there once its folder has its name; from then on each start goes on putting it in place, before
 * anything is opened, until all of it is: a cut before that leaves the old box, one after it the
 * new one, and none of them a mixture that anybody sees. What was there is kept beside it until the
 * next restore.
 */
public final class StagedRestore {
  /** Numbers that may have been given out since the backup was made are not given out again. */
  private static final long LEAP = 10_000_000;

  /** People read these, and they never left the box. */
  private static final long SHORT_LEAP = 1_000;

  private static final List<String> LEDGER =
      List.of(Manifest.LEDGER, Manifest.LEDGER + "-wal", Manifest.LEDGER + "-shm");

  /** A box was made what a backup says. */
  public record Restored(String from, String made) implements Fact {}

  /** Told each thing that is about to be done, so that a test can end the program there. */
  @FunctionalInterface
  interface Step {
    void about(String what);
  }

  private final Path data;
  private final Path ready;
  private final Path previous;
  private final Path placed;
  private final Step step;

  /**
   * @param data the box's data, {@code /var/lib/gatehouse}
   */
  public StagedRestore(Path data) {
    this(data, what -> {});
  }

  StagedRestore(Path data, Step step) {
    Path folder = data.resolve("restore");
    this.data = data;
    this.ready = folder.resolve("ready");
    this.previous = folder.resolve("previous");
    this.placed = folder.resolve("placed.json");
    this.step = step;
  }

  /** Where a restore that waits is, for those who look whether there is one. */
  public static Path due(Path data) {
    return data.resolve("restore/ready");
  }

  /** An empty folder to unpack into, on the file system it is to stay on. */
  Path fresh() throws IOException {
    Files.createDirectories(ready.getParent());
    Path unpacked = ready.resolveSibling("unpacked");
    Tree.remove(unpacked);
    return Files.createDirectory(unpacked, Tree.OWNER_ONLY);
  }

  /** From now on it is what the next start puts in place. */
  void stage(Path unpacked, Manifest manifest) throws IOException {
    Files.write(unpacked.resolve(Manifest.NAME), manifest.json());
    Tree.sync(unpacked);
    Tree.remove(previous);
    Tree.remove(ready);
    Files.move(unpacked, ready, StandardCopyOption.ATOMIC_MOVE);
    Tree.syncFolder(ready.getParent());
  }

  /**
   * Puts in place what waits. Nothing of the box may be open.
   *
   * @return whether there was anything
   */
  public boolean finish() {
    if (!Files.exists(ready)) {
      return false;
    }
    try {
      Files.createDirectories(previous);
      place(Manifest.LEDGER, LEDGER);
      for (String folder : Manifest.FOLDERS) {
        place(folder, List.of(folder));
      }
      Tree.syncFolder(data);
      step.about("say that it is in place");
      if (Files.exists(ready.resolve(Manifest.NAME))) {
        Files.move(
            ready.resolve(Manifest.NAME),
            placed,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      Tree.syncFolder(placed.getParent());
      step.about("take the empty folder away");
      Tree.remove(ready);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot put the restored backup in place", e);
    }
  }

  /** While the new one is not there, what stands in its place is still the old one. */
  private void place(String name, List<String> old) throws IOException {
    if (!Files.exists(ready.resolve(name))) {
      return;
    }
    for (String one : old) {
      if (Files.exists(data.resolve(one))) {
        step.about("put aside " + one);
        Files.move(data.resolve(one), previous.resolve(one), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    Tree.syncFolder(data);
    step.about("put in place " + name);
    Files.move(ready.resolve(name), data.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether a restore was put in place and the journal does not say so yet. */
  public boolean untold() {
    return Files.exists(placed);
  }

  /**
   * Says so in the journal, and has numbers go on far behind those of the backup: facts, ids and
   * revisions of the time after it may be known elsewhere.
   */
  public void tell(Store store, Journal journal) {
    try {
      Manifest manifest = Manifest.read(Files.readAllBytes(placed));
      store.write(
          tx -> {
            tx.update(
                "UPDATE counter SET value = value"
                    + " + CASE WHEN name IN ('revision', 'audit') THEN CAST(? AS BIGINT)"
                    + " ELSE CAST(? AS BIGINT) END",
                SHORT_LEAP,
                LEAP);
            journal.append(tx, new Restored(manifest.box(), manifest.made()));
            return null;
          });
      Files.delete(placed);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot finish the restore", e);
    } catch (Unopened e) {
      throw new IllegalStateException(placed + ": " + e.getMessage(), e);
    }
  }
}
