package io.gatehouse.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalTest {
  record Sold(String voucher, int cents, Mac to) implements Fact {}

  record Mended(String kind) implements Fact {}

  @TempDir Path dir;
  private final TestBootClock boot = new TestBootClock();

  private Journal journal(Store store) {
    WallClock wall = new WallClock(InstantSource.fixed(Instant.EPOCH), Instant.MAX);
    return new Journal(store, boot, new ServiceClock(store, boot), wall);
  }

  private static Sold sold(String voucher) {
    return new Sold(voucher, 250, Mac.of("02:00:00:00:00:01"));
  }

  @ParameterizedTest
  @EnumSource
  void a_fact_comes_back_as_it_happened(TestDatabase database) {
    try (Store store = database.open(dir)) {
      Journal journal = journal(store);
      boot.advanceSeconds(100);
      store.write(
          tx -> {
            journal.append(tx, sold("v1"));
            journal.append(tx, sold("v2"));
            return null;
          });
      assertThat(journal.after(1, 10))
          .containsExactly(
              new Entry(
                  2,
                  store.box(),
                  "boot-1",
                  100_000,
                  Instant.EPOCH,
                  false,
                  "Sold",
                  "{\"voucher\":\"v2\",\"cents\":250,\"to\":\"02:00:00:00:00:01\"}"));
      assertThat(journal.newest(Long.MAX_VALUE, 1)).extracting(Entry::seq).containsExactly(2L);
      assertThat(journal.newest(2, 5)).extracting(Entry::seq).containsExactly(1L);
    }
  }

  @Test
  void a_fact_is_known_by_its_own_name_whatever_its_parts_are_called() {
    try (Store store = TestDatabase.SQLITE.open(dir)) {
      Journal journal = journal(store);

      store.write(
          tx -> {
            journal.append(tx, new Mended("hinge"));
            return null;
          });

      assertThat(journal.after(0, 1).getFirst().kind()).isEqualTo("Mended");
      assertThat(journal.after(0, 1).getFirst().text("kind")).isEqualTo("hinge");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_fact_of_an_undone_work_never_happened_and_leaves_no_gap(TestDatabase database) {
    try (Store store = database.open(dir)) {
      Journal journal = journal(store);
      assertThatThrownBy(
              () ->
                  store.write(
                      tx -> {
                        journal.append(tx, sold("lost"));
                        throw new IllegalStateException("after all not");
                      }))
          .hasMessage("after all not");
      store.write(
          tx -> {
            journal.append(tx, sold("kept"));
            return null;
          });
      assertThat(journal.after(0, 10)).singleElement().matches(entry -> entry.seq() == 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void old_entries_go_but_never_before_each_cursor_has_read_them(TestDatabase database) {
    try (Store store = database.open(dir)) {
      Journal journal = journal(store);
      for (int i = 0; i < 5; i++) {
        store.write(
            tx -> {
              journal.append(tx, sold("v"));
              return null;
            });
        boot.advanceSeconds(10);
      }
      Cursor slow = journal.cursor("slow");
      slow.ackTo(1);
      journal.cursor("fast").ackTo(4);
      assertThat(journal.forget(25_000, Journal.MOST_KEPT)).isEqualTo(1);
      slow.ackTo(4);
      assertThat(journal.forget(25_000, Journal.MOST_KEPT)).isEqualTo(2);
      assertThat(journal.after(0, 10)).extracting(Entry::seq).containsExactly(4L, 5L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_reader_that_stays_away_keeps_the_newest_entries_and_no_more(TestDatabase database) {
    try (Store store = database.open(dir)) {
      Journal journal = journal(store);
      store.write(
          tx -> {
            for (int i = 0; i < 1_205; i++) {
              journal.append(tx, sold("v"));
            }
            return null;
          });
      Cursor away = journal.cursor("away");
      boot.advanceSeconds(10);
      assertThat(journal.forget(5_000, 1_205)).isZero();

      assertThat(journal.forget(5_000, 3)).isEqualTo(1_202);

      assertThat(away.next(10)).extracting(Entry::seq).containsExactly(1_203L, 1_204L, 1_205L);
      assertThat(journal.forget(0, 0)).as("what is young stays").isZero();
    }
  }
}
