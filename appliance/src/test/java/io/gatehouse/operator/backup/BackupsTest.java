package io.gatehouse.operator.backup;

import static io.gatehouse.guest.GuestFloor.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.operator.backup.Backups.Made;
import io.gatehouse.operator.backup.Backups.Opened;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Rehearsal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a box with guests, and what becomes of archives that are not what they should be. */
class BackupsTest {
  private static final RecoveryPassphrase PASSPHRASE =
      RecoveryPassphrase.typed("nine slow herons at dusk");
  private static final RecoveryPassphrase ANOTHER =
      RecoveryPassphrase.typed("nine slow herons at dawn");

  /** KiB that a guess costs here. */
  private static final int CHEAP = 64;

  @TempDir private Path dir;

  /** A box as far as a backup is concerned. */
  private final class Box implements AutoCloseable {
    final Path data;
    final GuestFloor floor;
    final Backups backups;

    Box(String name) {
      this(name, Backups.LARGEST);
    }

    Box(String name, long most) {
      data = dir.resolve(name);
      assertThat(data.toFile().isDirectory() || data.toFile().mkdirs()).isTrue();
      StagedRestore restore = new StagedRestore(data);
      restore.finish();
      floor = new GuestFloor(data, () -> Store.open(data.resolve("gatehouse.db")));
      if (restore.untold()) {
        restore.tell(floor.desk.store, floor.desk.journal);
      }
      backups =
          new Backups(
              data,
              floor.desk.store,
              new WallClock(() -> Instant.parse("2026-11-25T12:00:00Z"), Instant.EPOCH),
              () -> SealingKey.open(data.resolve("keys/backup.key")),
              most,
              CHEAP);
    }

    Backups.Kept make() {
      return ((Made.Done) backups.make()).kept();
    }

    /** As a person carries it there. */
    String carried(Path file) throws IOException {
      Path arrived = data.resolve("arrived");
      Files.copy(file, arrived);
      return backups.takeIn(arrived).id();
    }

    @Override
    public void close() {
      floor.close();
    }
  }

  /**
   * A box with a guest inside who has used 600 of 3,600 seconds, and a voucher that is not used.
   */
  private String busy(Box box) {
    String code = box.floor.code(new PlanDraft().seconds(3_600).banked());
    box.floor.open(code, device(1));
    box.floor.pass(600);
    box.floor.sessions.signOut(device(1).mac());
    assertThat(box.backups.choose(PASSPHRASE, 2)).isEmpty();
    return code;
  }

  @Test
  void on_a_replacement_box_paid_time_vouchers_and_logins_are_there() throws IOException {
    String used;
    String fresh;
    Path file = dir.resolve("carried");
    try (Box old = new Box("old")) {
      used = busy(old);
      fresh = old.floor.code(new PlanDraft().seconds(900));
      Files.copy(old.backups.file(old.make().id()).orElseThrow(), file);
    }
    try (Box box = new Box("replacement")) {
      box.floor.code(new PlanDraft().seconds(60));
      String id = box.carried(file);
      assertThat(box.backups.check(id, PASSPHRASE)).isInstanceOf(Opened.Good.class);
      Opened.Good good = (Opened.Good) box.backups.restore(id, PASSPHRASE);
      assertThat(good.manifest().rows()).containsEntry("voucher", 2L).containsEntry("pass", 1L);
      assertThat(box.floor.sessions.redeem(fresh, device(2)).toString())
          .as("until it starts anew the box is the one it was")
          .startsWith("Unknown");
    }
    try (Box box = new Box("replacement")) {
      assertThat(box.floor.open(used, device(1)).remainingSeconds()).isEqualTo(3_000);
      assertThat(box.floor.open(fresh, device(2)).remainingSeconds()).isEqualTo(900);
      assertThat(box.floor.desk.facts("Restored")).hasSize(1);
      assertThat(box.floor.desk.facts("Restored").getFirst().seq()).isGreaterThan(10_000_000);
      assertThat(box.backups.make())
          .as("it goes on with the passphrase of the backup")
          .isInstanceOf(Made.Done.class);
      assertThat(box.data.resolve("restore/previous/gatehouse.db")).exists();
    }
  }

  @Test
  void without_a_passphrase_none_is_made_and_a_weak_one_is_not_taken() {
    try (Box box = new Box("box")) {
      assertThat(box.backups.make()).isInstanceOf(Made.NoPassphrase.class);
      box.backups.nightly();
      assertThat(box.backups.choose(RecoveryPassphrase.typed("short"), 7)).isPresent();
      assertThat(box.backups.choose(RecoveryPassphrase.typed("a".repeat(40)), 7)).isPresent();
      assertThat(box.backups.list()).isEmpty();
      assertThat(PASSPHRASE).hasToString("***");
    }
  }

  @Test
  void as_many_are_kept_as_was_said_and_what_was_sent_is_not_counted() throws IOException {
    try (Box box = new Box("box")) {
      busy(box);
      for (int i = 0; i < 4; i++) {
        box.backups.nightly();
      }
      assertThat(box.backups.list())
          .extracting(Backups.Kept::id)
          .containsExactly("backup-4", "backup-3");
      box.carried(box.backups.file("backup-4").orElseThrow());
      box.carried(box.backups.file("backup-3").orElseThrow());
      assertThat(box.backups.list())
          .extracting(Backups.Kept::id)
          .containsExactly("uploaded-6", "backup-4", "backup-3");
      assertThat(box.backups.remove("backup-3")).isTrue();
      assertThat(box.backups.remove("../keys")).isFalse();
      assertThat(box.backups.check("backup-3", PASSPHRASE)).isInstanceOf(Opened.Unknown.class);
      try (Stream<Path> files = Files.list(box.data.resolve("backup"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("backup-4.backup", "uploaded-6.backup");
      }
    }
  }

  @Test
  void what_was_cut_off_or_changed_anywhere_is_refused_and_nothing_changes() throws IOException {
    try (Box box = new Box("box")) {
      busy(box);
      byte[] whole = Files.readAllBytes(box.backups.file(box.make().id()).orElseThrow());
      Map<String, String> before = box(box);
      assertThat(refusal(box, whole, ANOTHER)).contains("recovery passphrase is another one");
      for (int length : lengths(whole.length)) {
        byte[] cut = java.util.Arrays.copyOf(whole, length);
        assertThat(refusal(box, cut, PASSPHRASE)).as("cut at %d", length).isNotBlank();
      }
      java.util.Random random = new java.util.Random(20261125);
      for (int i = 0; i < 12; i++) {
        byte[] flipped = whole.clone();
        int at = i < 5 ? i * 8 : random.nextInt(whole.length);
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        assertThat(refusal(box, flipped, PASSPHRASE)).as("flipped at %d", at).isNotBlank();
      }
      byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
      assertThat(refusal(box, longer, PASSPHRASE)).isNotBlank();
      assertThat(refusal(box, "hello".getBytes(StandardCharsets.UTF_8), PASSPHRASE))
          .contains("no backup of Gatehouse");
      assertThat(box(box)).isEqualTo(before);
      assertThat(StagedRestore.due(box.data)).doesNotExist();
      String id = sent(box, whole);
      assertThat(box.backups.restore(id, PASSPHRASE)).as("whole").isInstanceOf(Opened.Good.class);
    }
  }

  private static List<Integer> lengths(int whole) {
    List<Integer> lengths = new ArrayList<>(List.of(0, 1, 8, 32, 40, whole - 1, whole - 16));
    for (int at = 40 + 64 * 1024 + 16; at < whole; at += 64 * 1024 + 16) {
      lengths.add(at);
    }
    return lengths;
  }

  private String sent(Box box, byte[] archive) throws IOException {
    Path arrived = box.data.resolve("arrived");
    Files.write(arrived, archive);
    return box.backups.takeIn(arrived).id();
  }

  private String refusal(Box box, byte[] archive, RecoveryPassphrase passphrase)
      throws IOException {
    return ((Opened.Refused) box.backups.restore(sent(box, archive), passphrase)).reason();
  }

  /** All files outside of the places that backups have for themselves. */
  private Map<String, String> box(Box box) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        String name = dir.relativize(path).toString();
        if (!name.startsWith("box/backup/") && !name.contains("gatehouse.db-")) {
          files.put(name, digest(Files.readAllBytes(path)));
        }
      }
    }
    assertThat(files).containsKeys("box/gatehouse.db", "box/keys/backup.key");
    assertThat(box.data.resolve("restore/unpacked")).doesNotExist();
    return files;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An archive as somebody makes it who knows the passphrase and means harm. */
  private static final class Forged {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    Forged(int format, List<Manifest.Item> items) throws IOException {
      OutputStream sealed = BackupKey.of(PASSPHRASE, CHEAP).seal(bytes);
      tar = new TarArchiveOutputStream(new GZIPOutputStream(sealed));
      byte[] list = new Manifest(format, "BOX123", "", Map.of(), items).json();
      add("manifest.json", TarConstants.LF_NORMAL, "", list);
    }

    Forged add(String name, byte kind, String link, byte[] text) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
      entry.setLinkName(link);
      entry.setSize(text.length);
      tar.putArchiveEntry(entry);
      tar.write(text);
      tar.closeArchiveEntry();
      return this;
    }

    byte[] end() throws IOException {
      tar.close();
      return bytes.toByteArray();
    }
  }

  private static Manifest.Item item(String name, byte[] text) {
    return new Manifest.Item(name, text.length, digest(text));
  }

  @Test
  void a_forged_archive_of_somebody_who_knows_the_passphrase_reaches_nothing() throws IOException {
    byte[] text = "root::0:0::/:/bin/sh\n".getBytes(StandardCharsets.UTF_8);
    byte[] none = {};
    byte plain = TarConstants.LF_NORMAL;
    try (Box box = new Box("box", 1 << 20)) {
      busy(box);
      Map<String, String> before = box(box);
      for (String name :
          List.of("../escaped", "keys/../../escaped", "/tmp/escaped", "keys/..", "keys/a/b", "x")) {
        Forged forged = new Forged(1, List.of(item(name, text)));
        forged.add(name, plain, "", text);
        assertThat(refusal(box, forged.end(), PASSPHRASE))
            .as(name)
            .contains("which is no part of a box");
      }
      for (byte kind :
          List.of(
              TarConstants.LF_SYMLINK,
              TarConstants.LF_LINK,
              TarConstants.LF_DIR,
              TarConstants.LF_CHR,
              TarConstants.LF_FIFO)) {
        Forged forged = new Forged(1, List.of(item("keys/x.key", none)));
        forged.add("keys/x.key", kind, "/etc/shadow", none);
        assertThat(refusal(box, forged.end(), PASSPHRASE))
            .as("kind %c", (char) kind)
            .contains("no plain file");
      }
      Forged twice = new Forged(1, List.of(item("keys/x.key", text)));
      twice.add("keys/x.key", plain, "", text).add("keys/x.key", plain, "", text);
      assertThat(refusal(box, twice.end(), PASSPHRASE)).contains("names once");
      Forged unlisted = new Forged(1, List.of()).add("keys/x.key", plain, "", text);
      assertThat(refusal(box, unlisted.end(), PASSPHRASE)).contains("does not name");
      Forged other = new Forged(1, List.of(item("keys/x.key", none)));
      assertThat(refusal(box, other.add("keys/x.key", plain, "", text).end(), PASSPHRASE))
          .contains("another size");
      Forged newer = new Forged(2, List.of());
      assertThat(refusal(box, newer.end(), PASSPHRASE)).contains("a newer program made it");
      byte[] zeros = new byte[2 << 20];
      Forged bomb = new Forged(1, List.of(item("gatehouse.db", zeros)));
      byte[] packed = bomb.add("gatehouse.db", plain, "", zeros).end();
      assertThat(packed).as("small as it comes").hasSizeLessThan(10_000);
      assertThat(refusal(box, packed, PASSPHRASE)).contains("unpacked it has more than 1 MiB");
      Forged empty = new Forged(1, List.of(item("gatehouse.db", text), item("keys/x.key", text)));
      empty.add("gatehouse.db", plain, "", text).add("keys/x.key", plain, "", text);
      assertThat(refusal(box, empty.end(), PASSPHRASE)).contains("cannot be taken over");
      assertThat(box(box)).isEqualTo(before);
      try (Stream<Path> outside = Files.list(dir)) {
        assertThat(outside.map(path -> path.getFileName().toString())).containsExactly("box");
      }
    }
  }

  @Test
  void a_ledger_of_a_newer_program_is_refused_with_the_reason() throws IOException {
    Path file = dir.resolve("carried");
    try (Box newer = new Box("newer")) {
      busy(newer);
      newer.floor.desk.store.write(
          tx -> tx.update("INSERT INTO migration (version, name) VALUES (999, 'from_the_future')"));
      assertThatThrownBy(newer.backups::make).isInstanceOf(StoreException.class);
      assertThat(newer.backups.list()).as("what cannot be taken over is no backup").isEmpty();
      Path work = Files.createDirectories(dir.resolve("work"));
      Rehearsal.snapshot(newer.data.resolve("gatehouse.db"), work.resolve("gatehouse.db"));
      byte[] ledger = Files.readAllBytes(work.resolve("gatehouse.db"));
      byte[] key = {1};
      Forged carried =
          new Forged(1, List.of(item("gatehouse.db", ledger), item("keys/x.key", key)))
              .add("gatehouse.db", TarConstants.LF_NORMAL, "", ledger)
              .add("keys/x.key", TarConstants.LF_NORMAL, "", key);
      Files.write(file, carried.end());
    }
    try (Box box = new Box("box")) {
      assertThat(box.backups.restore(box.carried(file), PASSPHRASE))
          .isInstanceOfSatisfying(
              Opened.Refused.class,
              refused ->
                  assertThat(refused.reason()).contains("written by a newer program", "999"));
      assertThat(StagedRestore.due(box.data)).doesNotExist();
    }
  }

  @Test
  void a_link_laid_among_the_keys_is_not_followed_into_a_backup() throws IOException {
    try (Box box = new Box("box")) {
      busy(box);
      Path secret = Files.writeString(dir.resolve("secret"), "of another program");
      Files.createSymbolicLink(box.data.resolve("keys/link.key"), secret);
      Made.Done made = (Made.Done) box.backups.make();
      assertThat(made.manifest().files())
          .extracting(Manifest.Item::name)
          .contains("gatehouse.db", "keys/backup.key")
          .doesNotContain("keys/link.key");
    }
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends before a step as a killed program does, and counts them. */
  private static int finishUntil(Path data, int last) {
    int[] steps = {0};
    StagedRestore restore =
        new StagedRestore(
            data,
            what -> {
              if (steps[0]++ == last) {
                throw new Killed();
              }
            });
    if (last < 0) {
      restore.finish();
    } else {
      assertThatThrownBy(restore::finish).isInstanceOf(Killed.class);
    }
    return steps[0];
  }

  @Test
  void killed_before_any_step_of_putting_it_in_place_the_next_start_finishes_it()
      throws IOException {
    String code;
    Path data = dir.resolve("box");
    try (Box box = new Box("box")) {
      code = busy(box);
      Files.createDirectories(data.resolve("tls"));
      Files.writeString(data.resolve("tls/console.pem"), "of the backup");
      String id = box.make().id();
      box.floor.open(code, device(1));
      box.floor.pass(3_000);
      Files.writeString(data.resolve("tls/console.pem"), "later");
      assertThat(box.backups.restore(id, PASSPHRASE)).isInstanceOf(Opened.Good.class);
    }
    Files.writeString(data.resolve("gatehouse.db-wal"), "of the old ledger");
    Path kept = dir.resolve("kept");
    copy(data, kept);
    int steps = finishUntil(copied(kept, "whole"), -1);
    assertThat(steps).isGreaterThan(7);
    for (int step = 0; step < steps; step++) {
      for (int again = 0; again < 2; again++) {
        Path place = copied(kept, "step-" + step + "-" + again);
        finishUntil(place, step);
        if (again == 1 && StagedRestore.due(place).toFile().exists()) {
          finishUntil(place, 0);
        }
        try (Box box = new Box(place.getFileName().toString())) {
          assertThat(box.floor.open(code, device(1)).remainingSeconds())
              .as("killed before step %d", step)
              .isEqualTo(3_000);
          assertThat(Files.readString(place.resolve("tls/console.pem"))).isEqualTo("of the backup");
          assertThat(box.floor.desk.facts("Restored")).hasSize(1);
        }
      }
    }
  }

  private Path copied(Path from, String name) throws IOException {
    copy(from, dir.resolve(name));
    return dir.resolve(name);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}
