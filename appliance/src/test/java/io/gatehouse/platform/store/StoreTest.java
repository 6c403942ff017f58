package io.gatehouse.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.platform.journal.Journal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @TempDir Path dir;

  private Store open() {
    return Store.open(dir.resolve("box.db"));
  }

  @Test
  void works_that_arrive_together_are_all_stored_and_a_failing_one_is_undone_alone() {
    try (Store store = open()) {
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 1_000; i++) {
          int number = i;
          executor.execute(
              () -> {
                try {
                  store.write(
                      tx -> {
                        tx.update("INSERT INTO counter (name, value) VALUES (?, ?)", tx.newId(), 1);
                        if (number % 10 == 0) {
                          throw new IllegalArgumentException("as planned");
                        }
                        return null;
                      });
                } catch (IllegalArgumentException e) {
                  assertThat(e).hasMessage("as planned");
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
      assertThat(ids).hasSize(900).doesNotHaveDuplicates();
      assertThat(ids).allMatch(id -> id >= 1 && id <= 900);
    }
  }

  @Test
  void a_failed_statement_loses_the_work_even_if_it_goes_on() {
    try (Store store = open()) {
      assertThatThrownBy(
              () ->
                  store.write(
                      tx -> {
                        tx.update("INSERT INTO counter (name, value) VALUES ('a', 1)");
                        try {
                          tx.update("INSERT INTO counter (name, value) VALUES ('a', 2)");
                        } catch (StoreException e) {
                          return "went on";
                        }
                        return "unreached";
                      }))
          .isInstanceOf(StoreException.class);
      assertThat(store.<Integer>read(tx -> tx.list("SELECT 1 FROM counter", r -> 1).size()))
          .isZero();
    }
  }

  @Test
  void a_reopened_box_keeps_its_name_and_goes_on_counting() {
    String name;
    try (Store store = open()) {
      name = store.box();
      assertThat(store.<String>write(Tx::newId)).isEqualTo(name + "-1");
    }
    try (Store store = open()) {
      assertThat(store.box()).isEqualTo(name).matches("[0-9A-HJKMNP-TV-Z]{6}");
      assertThat(store.<String>write(Tx::newId)).isEqualTo(name + "-2");
    }
  }

  @Test
  void a_reader_cannot_write() {
    try (Store store = open()) {
      assertThatThrownBy(() -> store.read(tx -> tx.update("DELETE FROM counter")))
          .isInstanceOf(StoreException.class);
      assertThat(store.<Integer>read(tx -> tx.list("SELECT 1 FROM box", r -> 1).size()))
          .isEqualTo(1);
    }
  }

  record Sold(String voucher, int cents) implements Fact {}

  @Test
  void facts_are_appended_in_order_and_service_time_outlives_a_boot() {
    TestBootClock boot = new TestBootClock();
    WallClock wall = new WallClock(InstantSource.fixed(Instant.EPOCH), Instant.MAX);
    try (Store store = open()) {
      ServiceClock service = new ServiceClock(store, boot);
      Journal journal = new Journal(store, boot, service, wall);
      boot.advanceSeconds(100);
      store.write(
          tx -> {
            journal.append(tx, new Sold("v1", 250));
            journal.append(tx, new Sold("v2", 250));
            return null;
          });
      service.keep();
      boot.reboot();
      ServiceClock next = new ServiceClock(store, boot);
      boot.advanceSeconds(5);
      assertThat(next.millis()).isEqualTo(105_000);
      assertThat(journal.after(1, 10))
          .singleElement()
          .satisfies(
              e -> {
                assertThat(e.seq()).isEqualTo(2);
                assertThat(e.kind()).isEqualTo("Sold");
                assertThat(e.json()).isEqualTo("{\"voucher\":\"v2\",\"cents\":250}");
                assertThat(e.serviceMillis()).isEqualTo(100_000);
                assertThat(e.clockTrusted()).isFalse();
              });
      assertThat(journal.newest(Long.MAX_VALUE, 1)).singleElement().matches(e -> e.seq() == 2);
    }
  }
}
