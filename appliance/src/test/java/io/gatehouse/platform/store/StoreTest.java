package io.gatehouse.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreTest {
  private enum Colour {
    RED
  }

  @TempDir Path dir;

  private static int countersIn(Store store) {
    return store.read(tx -> tx.list("SELECT name FROM counter", row -> row.getString(1))).size();
  }

  private static void put(Tx tx, String name, long value) {
    tx.update("INSERT INTO counter (name, value) VALUES (?, ?)", name, value);
  }

  @ParameterizedTest
  @EnumSource
  void a_failing_work_is_undone_alone_and_its_numbers_are_given_back(TestDatabase database) {
    AtomicInteger planned = new AtomicInteger();
    try (Store store = database.open(dir)) {
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 1_000; i++) {
          int number = i;
          executor.execute(
              () -> {
                try {
                  store.write(
                      tx -> {
                        put(tx, tx.newId(), 1);
                        if (number % 10 == 0) {
                          throw new IllegalArgumentException("as planned");
                        }
                        return null;
                      });
                } catch (IllegalArgumentException e) {
                  planned.incrementAndGet();
                }
              });
        }
      }
      String prefix = store.box() + "-";
      List<Long> ids =
          store.read(
              tx ->
                  tx.list(
                      "SELECT name FROM counter WHERE name LIKE ?",
                      row -> Long.parseLong(row.getString(1).substring(prefix.length())),
                      prefix + "%"));
      assertThat(planned).hasValue(100);
      assertThat(ids).hasSize(900).doesNotHaveDuplicates().allMatch(id -> id >= 1 && id <= 900);
    }
  }

  @ParameterizedTest
  @EnumSource
  void works_that_wait_share_a_transaction_and_see_each_other_in_order(TestDatabase database)
      throws Exception {
    try (Store store = database.open(dir);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch go = new CountDownLatch(1);
      CountDownLatch inside = new CountDownLatch(1);
      CompletableFuture<Object> first =
          CompletableFuture.supplyAsync(
              () ->
                  store.write(
                      tx -> {
                        inside.countDown();
                        awaitQuietly(go);
                        return null;
                      }),
              executor);
      inside.await();
      List<CompletableFuture<Long>> others = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        others.add(CompletableFuture.supplyAsync(() -> store.write(tx -> tx.next("n")), executor));
      }
      go.countDown();
      first.get();
      List<Long> numbers = new ArrayList<>();
      for (CompletableFuture<Long> other : others) {
        numbers.add(other.get());
      }
      assertThat(numbers).doesNotHaveDuplicates().allMatch(n -> n >= 1 && n <= 20);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_failed_statement_loses_the_work_even_if_it_goes_on(TestDatabase database) {
    try (Store store = database.open(dir)) {
      assertThatThrownBy(
              () ->
                  store.write(
                      tx -> {
                        put(tx, "a", 1);
                        try {
                          put(tx, "a", 2);
                        } catch (StoreException e) {
                          return "went on";
                        }
                        return "unreached";
                      }))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("INSERT INTO counter");
      assertThat(countersIn(store)).isZero();
      store.write(tx -> tx.update("INSERT INTO counter (name, value) VALUES ('b', 1)"));
      assertThat(countersIn(store)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_reopened_box_keeps_its_name_and_goes_on_counting(TestDatabase database) {
    String name;
    try (Store store = database.open(dir)) {
      name = store.box();
      assertThat(store.<String>write(Tx::newId)).isEqualTo(name + "-1");
    }
    try (Store store = database.open(dir)) {
      assertThat(store.box()).isEqualTo(name).matches("[0-9A-HJKMNP-TV-Z]{6}");
      assertThat(store.<String>write(Tx::newId)).isEqualTo(name + "-2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_reader_cannot_write_and_sees_one_moment(TestDatabase database) {
    try (Store store = database.open(dir)) {
      assertThatThrownBy(() -> store.read(tx -> tx.update("DELETE FROM counter")))
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> store.read(Tx::newId)).isInstanceOf(IllegalStateException.class);
      List<Integer> seen =
          store.read(
              tx -> {
                int before = tx.list("SELECT name FROM counter", row -> 1).size();
                otherThread(() -> store.write(work -> work.next("new")));
                return List.of(before, tx.list("SELECT name FROM counter", row -> 1).size());
              });
      assertThat(seen).containsExactly(0, 0);
      assertThat(countersIn(store)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void all_kinds_of_values_come_back_as_they_went_in(TestDatabase database) {
    try (Store store = database.open(dir)) {
      store.write(
          tx ->
              tx.update(
                  "INSERT INTO journal (seq, box, boot_id, service_ms, wall_ms, trusted, kind, json)"
                      + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                  1,
                  "ünïcode ' \" \\",
                  "",
                  Long.MAX_VALUE,
                  -1L,
                  true,
                  Colour.RED,
                  "{}"));
      assertThat(
              store.<List<Object>>read(
                  tx ->
                      tx.<List<Object>>one(
                              "SELECT box, service_ms, trusted, kind FROM journal WHERE trusted = ?",
                              row ->
                                  List.of(
                                      row.getString(1),
                                      row.getLong(2),
                                      row.getInt(3),
                                      row.getString(4)),
                              true)
                          .orElseThrow()))
          .containsExactly("ünïcode ' \" \\", Long.MAX_VALUE, 1, "RED");
      assertThatThrownBy(() -> store.write(tx -> tx.update("DELETE FROM box WHERE name = ?", dir)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ten_thousand_rows_go_in_as_one_work(TestDatabase database) {
    try (Store store = database.open(dir)) {
      store.write(
          tx -> {
            List<Object[]> rows = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
              rows.add(new Object[] {tx.newId(), i});
            }
            tx.updateAll("INSERT INTO counter (name, value) VALUES (?, ?)", rows);
            return null;
          });
      assertThat(countersIn(store)).isEqualTo(10_001);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_work_inside_a_work_is_refused_instead_of_waiting_for_ever(TestDatabase database) {
    try (Store store = database.open(dir)) {
      assertThatThrownBy(() -> store.write(tx -> store.write(Tx::newId)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> store.write(tx -> store.read(other -> 1)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_closed_store_says_so(TestDatabase database) {
    Store store = database.open(dir);
    store.close();
    store.close();
    assertThatThrownBy(() -> store.write(Tx::newId)).hasMessage("the store is closed");
    assertThatThrownBy(() -> store.read(tx -> 1)).hasMessage("the store is closed");
  }

  @Test
  void a_server_that_goes_away_costs_the_group_at_hand_and_no_more() {
    try (Store store = TestDatabase.POSTGRESQL.open(dir)) {
      assertThatThrownBy(
              () ->
                  store.write(
                      tx ->
                          tx.list(
                              "SELECT pg_terminate_backend(pg_backend_pid())",
                              row -> row.getBoolean(1))))
          .isInstanceOf(StoreException.class);
      assertThat(store.<String>write(Tx::newId)).endsWith("-1");
    }
  }

  @Test
  void the_log_is_moved_into_the_file_before_it_grows_large() throws Exception {
    Path log = dir.resolve("box.db-wal");
    String text = "x".repeat(10_000);
    long longest = 0;
    try (Store store = TestDatabase.SQLITE.open(dir)) {
      for (int i = 0; i < 300; i++) {
        long value = i;
        store.write(tx -> tx.update("DELETE FROM counter WHERE name = ?", text + (value - 1)));
        store.write(
            tx ->
                tx.update("INSERT INTO counter (name, value) VALUES (?, ?)", text + value, value));
        longest = Math.max(longest, Files.size(log));
      }
    }
    assertThat(longest)
        .isBetween(SqliteDialect.LOG_LIMIT_BYTES, SqliteDialect.LOG_LIMIT_BYTES + 1_000_000);
    assertThat(log).doesNotExist();
  }

  private static void otherThread(Runnable work) {
    try {
      Thread.ofVirtual().start(work).join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
