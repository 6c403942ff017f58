package io.gatehouse.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.platform.clock.WallClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records wait out an upstream that is away, loses packets, or will not have some of them. */
class QueueTest {
  @TempDir Path directory;

  private static AccountingBook book(GuestFloor floor, AccountingQueue queue) {
    return new AccountingBook(
        floor.desk.store,
        floor.sessions,
        floor.desk.clock,
        new WallClock(Instant::now, Instant.EPOCH),
        queue);
  }

  /** Takes records in, as many a group as a busy port would. */
  private static void fill(AccountingBook book, String prefix, int from, int to) {
    List<Report> group = new ArrayList<>();
    for (int i = from; i < to; i++) {
      group.add(
          Reports.of(Report.STOP, prefix + i).time(i % 1_000).bytes(i, i).from("router-1", "home"));
      if (group.size() == 64 || i == to - 1) {
        book.take(group);
        group = new ArrayList<>();
      }
    }
  }

  private static Forwarder forwarder(GuestFloor floor, AccountingQueue queue, FakeHome home) {
    Forwarder forwarder =
        new Forwarder(queue, floor.desk.clock, "home", List.of(home.upstream()), 100);
    forwarder.start();
    return forwarder;
  }

  private static void until(BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + 40_000_000_000L;
    while (!done.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
  }

  private static long missing(FakeHome home, String prefix, int count) {
    long missing = 0;
    for (int i = 0; i < count; i++) {
      missing += home.has(prefix + i, Report.STOP, i % 1_000) ? 0 : 1;
    }
    return missing;
  }

  @Test
  void nothing_is_lost_or_doubled_over_a_day_without_upstream_a_restart_and_lost_packets()
      throws InterruptedException {
    int count = 3_000;
    try (GuestFloor floor = new GuestFloor(directory);
        FakeHome home = new FakeHome(1)) {
      home.away = true;
      AccountingQueue queue = new AccountingQueue(floor.desk.store);
      fill(book(floor, queue), "s", 0, count);
      Forwarder first = forwarder(floor, queue, home);
      until(() -> !first.answering());
      first.close();
      assertThat(queue.waiting()).isEqualTo(count);
      floor.boot.advanceSeconds(86_400);
      floor.desk.clock.keep();
      floor.killAndRestart();
      home.away = false;
      home.loses = 0.2;
      AccountingQueue again = new AccountingQueue(floor.desk.store);
      try (Forwarder second = forwarder(floor, again, home)) {
        until(() -> again.waiting() <= count / 2);
        second.close();
      }
      try (Forwarder third = forwarder(floor, again, home)) {
        until(() -> again.waiting() == 0);
        assertThat(third.answering()).isTrue();
      }
      assertThat(again.waiting()).as("still waiting").isZero();
      assertThat(missing(home, "s", count)).as("lost").isZero();
      assertThat(home.records()).as("doubled").isEqualTo(count);
      assertThat(home.wrong()).isZero();
      assertThat(home.longestDelay()).isBetween(86_400L, 86_500L);
    }
  }

  /** The control of the proof above: a record that is taken out of the queue is missed. */
  @Test
  void a_record_that_is_lost_is_seen_to_be_missing() throws InterruptedException {
    try (GuestFloor floor = new GuestFloor(directory);
        FakeHome home = new FakeHome(2)) {
      AccountingQueue queue = new AccountingQueue(floor.desk.store);
      fill(book(floor, queue), "s", 0, 100);
      floor.desk.store.write(tx -> tx.update("DELETE FROM accounting_queue WHERE seq = 50"));
      try (Forwarder forwarder = forwarder(floor, queue, home)) {
        until(() -> queue.waiting() == 0);
        assertThat(forwarder.answering()).isTrue();
      }
      assertThat(missing(home, "s", 100)).isEqualTo(1);
    }
  }

  @Test
  void poison_is_set_aside_and_shown_and_can_be_sent_again() throws InterruptedException {
    try (GuestFloor floor = new GuestFloor(directory);
        FakeHome home = new FakeHome(3)) {
      AccountingQueue queue = new AccountingQueue(floor.desk.store);
      AccountingBook book = book(floor, queue);
      fill(book, "poison", 0, 2);
      fill(book, "s", 0, 50);
      try (Forwarder forwarder = forwarder(floor, queue, home)) {
        int next = 50;
        // It is others' answers that tell poison from an upstream that is away.
        for (int tries = 0; queue.setAside() < 2 && tries < 100; tries++, next++) {
          fill(book, "s", next, next + 1);
          Thread.sleep(120);
        }
        assertThat(queue.listSetAside(10)).hasSize(2);
        assertThat(queue.listSetAside(10).getFirst().reason()).contains("not answered");
        assertThat(missing(home, "s", next - 1)).isZero();
        assertThat(queue.sendAgain()).isEqualTo(2);
        assertThat(queue.setAside()).isZero();
        assertThat(forwarder.answering()).isTrue();
      }
    }
  }
}
