package io.gatehouse.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerResetTest {
  @TempDir Path data;
  private Store store;
  private Journal journal;
  private ResetFolder folder;
  private LedgerReset reset;

  @BeforeEach
  void open() {
    store = Store.open(data.resolve("gatehouse.db"));
    BootClock boot = new TestBootClock();
    journal =
        new Journal(
            store,
            boot,
            new ServiceClock(store, boot),
            WallClock.of(store, InstantSource.fixed(Instant.EPOCH), Instant.EPOCH));
    folder = new ResetFolder(data);
    reset = new LedgerReset(store, journal, folder);
    store.write(
        tx -> {
          tx.update(
              "INSERT INTO usage_batch (seq, service_ms, sessions, up_bytes, down_bytes, rows_blob)"
                  + " VALUES (1, 0, 1, 1, 1, x'00')");
          tx.update(
              "INSERT INTO operator (id, name, password, must_change, created_ms)"
                  + " VALUES ('o', 'admin', 'x', 0, 0)");
          tx.update(
              "INSERT INTO revision (number, base, state, author, reason, settings, service_ms,"
                  + " wall_ms) VALUES (1, 0, 'CONFIRMED', 'a', '', '{}', 0, 0)");
          return 0;
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** The files' half, as the initramfs leaves it. */
  private void filesAreDone() throws Exception {
    Path order = data.resolve("reset/order");
    Files.writeString(data.resolve("reset/files"), Files.readString(order) + "changes=gone\n");
    Files.delete(order);
  }

  private long rows(String table) {
    return store.read(
        tx -> tx.one("SELECT COUNT(*) FROM " + table, row -> row.getLong(1)).orElse(0L));
  }

  @ParameterizedTest
  @CsvSource({"GUESTS, 0, 1, 1", "SETTINGS, 1, 0, 0", "IDENTITY, 0, 0, 0", "EVERYTHING, 0, 0, 0"})
  void a_level_takes_what_it_says_and_leaves_the_rest(
      Level level, long usage, long revisions, long operators) throws Exception {
    folder.order(level, "test");
    assertThat(reset.finish()).as("not before the files' half").isEmpty();
    filesAreDone();

    String proof = reset.finish().orElseThrow();

    assertThat(rows("usage_batch")).isEqualTo(usage);
    assertThat(rows("revision")).isEqualTo(revisions);
    assertThat(rows("operator")).isEqualTo(operators);
    assertThat(rows("box")).isEqualTo(1);
    assertThat(proof).contains("verdict=clean", "level=" + level.word(), "by=test", "changes=gone");
    assertThat(folder.proof()).contains(proof);
    assertThat(reset.finish()).as("once").isEmpty();
  }

  @Test
  void facts_that_a_reader_has_not_passed_on_stay() throws Exception {
    for (int i = 0; i < 5; i++) {
      store.write(
          tx -> {
            journal.append(tx, new LedgerReset.ResetDone("guests", "before", "x", 0));
            return 0;
          });
    }
    store.write(tx -> tx.update("INSERT INTO journal_cursor (name, seq) VALUES ('upstream', 3)"));
    folder.order(Level.IDENTITY, "test");
    filesAreDone();

    reset.finish();

    assertThat(journal.after(0, 100)).extracting(entry -> entry.seq()).containsExactly(4L, 5L, 6L);
  }

  @Test
  void every_table_of_the_ledger_has_its_level() {
    Set<String> tables =
        new TreeSet<>(
            store.read(
                (Tx tx) ->
                    tx.list(
                        "SELECT name FROM sqlite_master WHERE type = 'table'"
                            + " AND name NOT LIKE 'sqlite_%'",
                        row -> row.getString(1))));

    assertThat(LedgerReset.TABLES.keySet())
        .as("LedgerReset.TABLES says for each table at which level of a reset it is emptied")
        .containsExactlyInAnyOrderElementsOf(tables);
  }

  @Test
  void an_order_is_read_as_it_was_written_and_nonsense_is_none() throws Exception {
    Order order = folder.order(Level.SETTINGS, "console\nlevel=everything");

    assertThat(folder.ordered()).contains(order);
    assertThat(folder.ordered().orElseThrow().level()).isEqualTo(Level.SETTINGS);
    Files.write(data.resolve("reset/order"), List.of("level=all", "junk"));
    assertThat(folder.ordered()).isEmpty();
  }
}
