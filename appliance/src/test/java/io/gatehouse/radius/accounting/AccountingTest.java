package io.gatehouse.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.TestDatabase;
import io.gatehouse.radius.packet.SharedSecret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What routers report comes out of what was bought, once. */
class AccountingTest {
  private static final String MAC = "02-00-00-00-00-01";
  private static final SharedSecret SECRET = SharedSecret.of("a-secret-of-the-tests");

  @TempDir Path directory;

  private static AccountingBook book(GuestFloor floor) {
    return new AccountingBook(
        floor.desk.store,
        floor.sessions,
        floor.desk.clock,
        new WallClock(Instant::now, Instant.EPOCH),
        new AccountingQueue(floor.desk.store));
  }

  private static SessionView online(GuestFloor floor, PlanDraft plan) {
    return floor.open(
        floor.code(plan),
        new Device(Mac.of("02:00:00:00:00:01"), Device.UNKNOWN, "anna", "router-1"));
  }

  private static Reports report(int status, SessionView session) {
    return Reports.of(status, "80000001").user("anna", MAC).ours(session.id());
  }

  @ParameterizedTest
  @EnumSource
  void bytes_come_out_of_the_pass_once_and_the_stop_ends_the_session(TestDatabase database) {
    try (GuestFloor floor = new GuestFloor(directory, () -> database.open(directory))) {
      AccountingBook book = book(floor);
      SessionView session = online(floor, new PlanDraft().quota(10_000));
      Report interim =
          report(Report.INTERIM, session).time(300).bytes(1_000, 2_000).from("router-1");
      book.take(List.of(report(Report.START, session).from("router-1"), interim, interim));
      book.take(List.of(interim));
      assertThat(floor.sessions.find(session.id()).orElseThrow().remainingBytes()).isEqualTo(7_000);
      assertThat(floor.sessions.find(session.id()).orElseThrow().upBytes()).isEqualTo(1_000);
      book = book(floor);
      book.take(
          List.of(
              interim,
              report(Report.STOP, session)
                  .time(400)
                  .bytes(1_500, 2_500)
                  .cause(1)
                  .from("router-1")));
      assertThat(floor.sessions.find(session.id())).isEmpty();
      Accounted row = book.search("anna", Long.MAX_VALUE, 10).getFirst();
      assertThat(row.upBytes()).isEqualTo(1_500);
      assertThat(row.downBytes()).isEqualTo(2_500);
      assertThat(row.seconds()).isEqualTo(400);
      assertThat(row.stopped()).isTrue();
      assertThat(book.search("nobody", Long.MAX_VALUE, 10)).isEmpty();
      assertThat(book.ofSession(session.id()).orElseThrow().routersId()).isEqualTo("80000001");
      assertThat(book.cleanUp(0)).isZero();
    }
  }

  @Test
  void a_router_that_restarts_has_no_sessions_and_may_use_its_names_again() {
    try (GuestFloor floor = new GuestFloor(directory)) {
      AccountingBook book = book(floor);
      SessionView session = online(floor, new PlanDraft());
      book.take(
          List.of(
              report(Report.START, session).from("router-1"),
              report(Report.INTERIM, session).time(300).bytes(7, 7).from("router-1")));
      book.take(List.of(Reports.of(Report.ON, "").from("router-1")));
      assertThat(floor.sessions.find(session.id())).isEmpty();
      assertThat(book.search("", Long.MAX_VALUE, 10)).allMatch(Accounted::stopped);
      SessionView second = online(floor, new PlanDraft());
      book.take(
          List.of(
              report(Report.START, second).from("router-1"),
              report(Report.INTERIM, second).time(60).bytes(5, 5).from("router-1")));
      assertThat(book.search("", Long.MAX_VALUE, 10)).hasSize(2);
      assertThat(floor.sessions.find(second.id()).orElseThrow().upBytes()).isEqualTo(5);
    }
  }

  @Test
  void the_address_that_a_router_gives_is_learned_and_silent_ones_change_nothing() {
    try (GuestFloor floor = new GuestFloor(directory)) {
      SessionView session = online(floor, new PlanDraft());
      floor.sessions.report(
          work -> {
            work.used(session.id(), 0, 0, Ipv4.of("172.16.0.9"));
            return null;
          });
      assertThat(floor.sessions.find(session.id()).orElseThrow().ip())
          .isEqualTo(Ipv4.of("172.16.0.9"));
      assertThat(floor.sessions.openCount()).isZero();
    }
  }

  @Test
  void nothing_is_acknowledged_before_it_is_on_the_disk() throws InterruptedException {
    try (GuestFloor floor = new GuestFloor(directory)) {
      AccountingBook book = book(floor);
      List<Integer> inTheBooks = Collections.synchronizedList(new ArrayList<>());
      List<byte[]> answers = Collections.synchronizedList(new ArrayList<>());
      int count = 200;
      CountDownLatch all = new CountDownLatch(count);
      try (AccountingPort port = new AccountingPort(book)) {
        port.start();
        for (int i = 0; i < count; i++) {
          String id = "s" + i;
          port.take(
              Reports.of(Report.START, id).packet(SECRET),
              SECRET.signer(),
              "router-1",
              "",
              reply -> {
                inTheBooks.add(
                    (int)
                        book.search("router-1", Long.MAX_VALUE, 1_000).stream()
                            .filter(row -> row.routersId().equals(id))
                            .count());
                answers.add(reply);
                all.countDown();
              });
        }
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(inTheBooks).hasSize(count).containsOnly(1);
      assertThat(answers).doesNotContainNull();
    }
  }

  @Test
  void a_storage_that_fails_is_not_acknowledged_and_what_is_sent_again_counts_once() {
    try (GuestFloor floor = new GuestFloor(directory)) {
      SessionView session = online(floor, new PlanDraft().quota(10_000));
      Report interim = report(Report.INTERIM, session).time(300).bytes(100, 0).from("router-1");
      AccountingBook book = book(floor);
      floor.desk.store.write(tx -> tx.update("ALTER TABLE accounting_session RENAME TO away"));
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> book.take(List.of(interim)))
          .isInstanceOf(io.gatehouse.platform.store.StoreException.class);
      floor.desk.store.write(tx -> tx.update("ALTER TABLE away RENAME TO accounting_session"));
      book.take(List.of(interim));
      floor.sessions.tick();
      assertThat(floor.sessions.find(session.id()).orElseThrow().upBytes()).isEqualTo(100);
    }
  }
}
