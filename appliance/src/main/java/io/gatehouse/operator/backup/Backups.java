package io.gatehouse.operator.backup;

import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Rehearsal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The backups of this box. One that is made is opened, unpacked and taken over by a rehearsal
 * before it counts as made. Whoever loses the recovery passphrase has lost them.
 */
public final class Backups {
  /** Bytes that may come out of one. */
  public static final long LARGEST = 2L << 30;

  /** How many are kept unless somebody says otherwise. */
  public static final int KEPT = 7;

  public static final int MOST_KEPT = 60;

  private static final String PLACE = "backup";
  private static final String SUFFIX = ".backup";
  private static final String MADE = "backup-";
  private static final String TAKEN_IN = "uploaded-";
  private static final Pattern NAME = Pattern.compile("(" + MADE + "|" + TAKEN_IN + ")(\\d{1,9})");

  private final Path data;
  private final Path folder;
  private final Store store;
  private final WallClock wall;
  private final Supplier<SealingKey> key;
  private final long most;
  private final int memoryKib;

  /**
   * @param data the box's data, {@code /var/lib/gatehouse}
   * @param key seals the key of the backups; asked for when there is one
   */
  public Backups(Path data, Store store, WallClock wall, Supplier<SealingKey> key) {
    this(data, store, wall, key, LARGEST, BackupKey.MEMORY_KIB);
  }

  Backups(
      Path data, Store store, WallClock wall, Supplier<SealingKey> key, long most, int memoryKib) {
    this.data = data;
    this.folder = data.resolve("backup");
    this.store = store;
    this.wall = wall;
    this.key = key;
    this.most = most;
    this.memoryKib = memoryKib;
  }

  /**
   * One that is kept.
   *
   * @param uploaded came from a person and not from this box
   */
  public record Kept(String id, boolean uploaded, long bytes, Instant at) {
    int number() {
      return Integer.parseInt(id.substring(id.indexOf('-') + 1));
    }
  }

  /** What is done each night. */
  public record Plan(boolean passphraseSet, int keep) {}

  /** What came of making one. */
  public sealed interface Made {
    record Done(Kept kept, Manifest manifest) implements Made {}

    /** Nobody has chosen a recovery passphrase. */
    record NoPassphrase() implements Made {}

    /** It was made and did not stand its trial; it is gone again. */
    record Failed(String reason) implements Made {}
  }

  /** What came of opening one. */
  public sealed interface Opened {
    record Good(Manifest manifest) implements Opened {}

    record Refused(String reason) implements Opened {}

    record Unknown() implements Opened {}
  }

  public Plan plan() {
    return store
        .read(
            tx ->
                tx.one(
                    "SELECT keep FROM backup_plan WHERE id = 1",
                    row -> new Plan(true, row.getInt(1))))
        .orElse(new Plan(false, KEPT));
  }

  /**
   * Backups are made with this passphrase from now on; earlier ones keep theirs.
   *
   * @param keep how many are kept, 1 to {@link #MOST_KEPT}
   * @return why it cannot be chosen
   */
  public Optional<String> choose(RecoveryPassphrase passphrase, int keep) {
    Optional<String> weakness = passphrase.weakness();
    if (weakness.isPresent()) {
      return weakness;
    }
    byte[] sealed = key.get().seal(BackupKey.of(passphrase, memoryKib).encoded(), PLACE);
    store.write(
        tx ->
            tx.update(
                "INSERT INTO backup_plan (id, sealed_key, keep) VALUES (1, ?, ?)"
                    + " ON CONFLICT (id) DO UPDATE"
                    + " SET sealed_key = excluded.sealed_key, keep = excluded.keep",
                sealed,
                keep));
    return Optional.empty();
  }

  private Optional<BackupKey> chosen() {
    return store
        .read(tx -> tx.one("SELECT sealed_key FROM backup_plan WHERE id = 1", r -> r.getBytes(1)))
        .map(kept -> BackupKey.decoded(key.get().unseal(kept, PLACE)));
  }

  /** The nightly one, where a passphrase was chosen, and the older ones that give way to it. */
  public synchronized void nightly() {
    try {
      // What was being sent when the program ended.
      Tree.remove(arrivals(data));
      Tree.remove(data.resolve("restore/unpacked"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tidy " + folder, e);
    }
    if (chosen().isPresent() && make() instanceof Made.Failed(String reason)) {
      throw new IllegalStateException("the nightly backup failed: " + reason);
    }
  }

  /** Makes one, tries it, and lets the oldest go where there are too many. */
  public synchronized Made make() {
    Optional<BackupKey> sealing = chosen();
    if (sealing.isEmpty()) {
      return new Made.NoPassphrase();
    }
    try {
      Path fresh = folder.resolve("fresh");
      Manifest manifest = write(fresh, sealing.get());
      Optional<String> wrong = trial(fresh, sealing.get()::open, manifest);
      if (wrong.isPresent()) {
        Files.delete(fresh);
        return new Made.Failed(wrong.get());
      }
      Kept kept = keep(fresh, MADE);
      forget();
      return new Made.Done(kept, manifest);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a backup in " + folder, e);
    }
  }

  private Manifest write(Path fresh, BackupKey sealing) throws IOException {
    String made = wall.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Path work = work();
    try {
      Rehearsal.snapshot(data.resolve(Manifest.LEDGER), work.resolve(Manifest.LEDGER));
      for (String name : Manifest.FOLDERS) {
        copy(data.resolve(name), work.resolve(name));
      }
      return Archive.write(fresh, sealing, work, store.box(), made);
    } finally {
      Tree.remove(work);
    }
  }

  /** Keys that came while the ledger was copied do no harm, one that lacks would. */
  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.copy(file, to.resolve(file.getFileName()), LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
  }

  private Path work() throws IOException {
    Path work = folder.resolve("work");
    Tree.remove(work);
    return Files.createDirectories(work, Tree.OWNER_ONLY);
  }

  private Optional<String> trial(Path archive, Archive.Opening opening, Manifest made)
      throws IOException {
    Path work = work();
    try {
      Manifest found = unpack(archive, opening, work);
      return found.equals(made) ? Optional.empty() : Optional.of("it holds something else");
    } catch (Unopened e) {
      return Optional.of(e.getMessage());
    } finally {
      Tree.remove(work);
    }
  }

  /** Takes all of it out and has this program take it over. */
  private Manifest unpack(Path archive, Archive.Opening opening, Path into)
      throws IOException, Unopened {
    long room = into.toFile().getUsableSpace() / 2;
    Manifest manifest = Archive.unpack(archive, opening, into, Math.min(most, room));
    Path ledger = into.resolve(Manifest.LEDGER);
    try {
      Rehearsal.on(ledger);
    } catch (StoreException e) {
      throw new Unopened("its ledger cannot be taken over: " + e.getMessage());
    }
    Map<String, Long> rows = Manifest.count(ledger);
    if (!rows.equals(manifest.rows())) {
      throw new Unopened("its ledger has " + rows + " where its list says " + manifest.rows());
    }
    return manifest;
  }

  private Kept keep(Path fresh, String kind) throws IOException {
    Files.createDirectories(folder, Tree.OWNER_ONLY);
    int number = list().stream().mapToInt(Kept::number).max().orElse(0) + 1;
    Path file = folder.resolve(kind + number + SUFFIX);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    Tree.syncFolder(folder);
    return kept(file).orElseThrow();
  }

  private void forget() throws IOException {
    List<Kept> made = list().stream().filter(kept -> !kept.uploaded()).toList();
    for (Kept old : made.subList(Math.min(plan().keep(), made.size()), made.size())) {
      Files.deleteIfExists(file(old.id()).orElseThrow());
    }
  }

  /** Those that are kept, newest first. */
  public List<Kept> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .flatMap(file -> kept(file).stream())
          .sorted(Comparator.comparing(Kept::number).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + folder, e);
    }
  }

  private static Optional<Kept> kept(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String id = name.substring(0, name.length() - SUFFIX.length());
    Matcher parts = NAME.matcher(id);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Kept(
              id,
              parts.group(1).equals(TAKEN_IN),
              Files.size(file),
              Files.getLastModifiedTime(file).toInstant()));
    } catch (IOException e) {
      // It went while it was looked at.
      return Optional.empty();
    }
  }

  /** The file of one, to be sent or read. */
  public Optional<Path> file(String id) {
    Path file = folder.resolve(id + SUFFIX);
    return NAME.matcher(id).matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(file)
        : Optional.empty();
  }

  /** Removes one for good; false where there is none. */
  public synchronized boolean remove(String id) {
    try {
      Optional<Path> file = file(id);
      return file.isPresent() && Files.deleteIfExists(file.get());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + id, e);
    }
  }

  /** Where files that people send may be laid until they are taken in, on the same file system. */
  public static Path arrivals(Path data) {
    return data.resolve("backup/arrivals");
  }

  /** Takes in a file that a person sent, in place of the one sent before. */
  public synchronized Kept takeIn(Path arrived) {
    try {
      Set<String> before = new HashSet<>();
      list().stream().filter(Kept::uploaded).map(Kept::id).forEach(before::add);
      Kept kept = keep(arrived, TAKEN_IN);
      for (String id : before) {
        Files.deleteIfExists(file(id).orElseThrow());
      }
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot take in what was sent", e);
    }
  }

  /** Whether it could be restored here, and what is in it. Nothing changes. */
  public synchronized Opened check(String id, RecoveryPassphrase passphrase) {
    Optional<Path> file = file(id);
    if (file.isEmpty()) {
      return new Opened.Unknown();
    }
    try {
      Path work = work();
      try {
        return new Opened.Good(unpack(file.get(), in -> BackupKey.open(in, passphrase), work));
      } catch (Unopened e) {
        return new Opened.Refused(e.getMessage());
      } finally {
        Tree.remove(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot check " + id, e);
    }
  }

  /**
   * Unpacks and tries one, and has the next start put it in the place of everything that the box
   * holds now. Where it is refused, nothing has changed.
   */
  public synchronized Opened restore(String id, RecoveryPassphrase passphrase) {
    Optional<Path> file = file(id);
    if (file.isEmpty()) {
      return new Opened.Unknown();
    }
    StagedRestore staged = new StagedRestore(data);
    try {
      Path unpacked = staged.fresh();
      try {
        Manifest manifest = unpack(file.get(), in -> BackupKey.open(in, passphrase), unpacked);
        staged.stage(unpacked, manifest);
        return new Opened.Good(manifest);
      } catch (Unopened e) {
        return new Opened.Refused(e.getMessage());
      } finally {
        Tree.remove(unpacked);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot restore " + id, e);
    }
  }
}
