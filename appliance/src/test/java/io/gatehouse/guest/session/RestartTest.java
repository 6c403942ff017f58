package io.gatehouse.guest.session;

import static io.gatehouse.guest.GuestFloor.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.usage.DayTotal;
import io.gatehouse.guest.usage.UsageBatch;
import io.gatehouse.network.gate.Admission;
import io.gatehouse.network.gate.GateUnreachable;
import io.gatehouse.network.shaping.Rate;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed program, a power cut and a flushed kernel leave of sessions and their bytes. */
class RestartTest {
  private static final Device ONE = device(1);
  private static final Device TWO = device(2);

  @TempDir Path directory;
  private GuestFloor floor;

  @BeforeEach
  void open() {
    floor = new GuestFloor(directory);
  }

  @AfterEach
  void close() {
    floor.close();
  }

  @Test
  void a_killed_program_goes_on_exactly_where_time_is_now() {
    String code = floor.code(new PlanDraft().seconds(3_600));
    String token = floor.token(code, ONE);
    floor.pass(65);
    floor.boot.advanceSeconds(500);
    floor.killAndRestart();
    assertThat(floor.online(ONE)).isTrue();
    assertThat(floor.of(ONE).remainingSeconds()).isEqualTo(3_600 - 565);
    assertThat(floor.sessions.moveHere(token, TWO)).isInstanceOf(Redeemed.Opened.class);
  }

  @Test
  void a_session_that_ended_while_the_program_was_away_is_ended_at_its_time() {
    floor.open(floor.code(new PlanDraft().seconds(600)), ONE);
    floor.boot.advanceSeconds(5_000);
    floor.killAndRestart();
    assertThat(floor.online(ONE)).isFalse();
    floor.sessions.tick();
    assertThat(floor.sessions.of(ONE.mac())).isEmpty();
    assertThat(floor.desk.facts("SessionEnded").getFirst().json()).contains("\"seconds\":600");
  }

  @Test
  void after_a_power_cut_a_guest_has_at_most_a_minute_more_and_never_less() {
    floor.open(floor.code(new PlanDraft().seconds(3_600)), ONE);
    floor.open(floor.code(new PlanDraft().seconds(3_600).banked()), TWO);
    floor.pass(659);
    floor.powerCut();
    assertThat(floor.online(ONE)).isTrue();
    assertThat(floor.of(ONE).remainingSeconds()).isBetween(3_600L - 659, 3_600L - 599);
    assertThat(floor.of(TWO).remainingSeconds()).isBetween(3_600L - 659, 3_600L - 599);
  }

  @Test
  void a_session_younger_than_the_last_durable_moment_survives_a_power_cut() {
    floor.pass(119);
    floor.open(floor.code(new PlanDraft().seconds(60)), ONE);
    floor.powerCut();
    assertThat(floor.of(ONE).remainingSeconds()).isEqualTo(60);
    floor.pass(125);
    assertThat(floor.sessions.of(ONE.mac())).isEmpty();
  }

  @Test
  void bytes_are_durable_each_minute_and_never_counted_twice() {
    floor.open(floor.code(new PlanDraft().quota(1_000_000)), ONE);
    for (int i = 0; i < 30; i++) {
      floor.gate.carry(ONE.ip(), 1_000, 2_000);
      floor.pass(10);
    }
    floor.killAndRestart();
    long kept = floor.of(ONE).upBytes();
    assertThat(kept).isBetween(24_000L, 30_000L);
    floor.pass(10);
    assertThat(floor.of(ONE).upBytes()).as("old counters are not new bytes").isEqualTo(kept);
    floor.gate.carry(ONE.ip(), 500, 0);
    floor.pass(10);
    assertThat(floor.of(ONE).upBytes()).isEqualTo(kept + 500);
    assertThat(floor.of(ONE).remainingBytes())
        .isEqualTo(1_000_000 - floor.of(ONE).upBytes() - floor.of(ONE).downBytes());
  }

  @Test
  void totals_that_were_folded_into_rows_are_not_replayed_again() {
    floor.open(floor.code(new PlanDraft().seconds(90_000)), ONE);
    for (int i = 0; i < 800; i++) {
      floor.gate.carry(ONE.ip(), 10, 20);
      floor.pass(10);
    }
    floor.sessions.keep();
    SessionView before = floor.of(ONE);
    assertThat(before.upBytes()).isEqualTo(8_000);
    floor.killAndRestart();
    assertThat(floor.of(ONE).upBytes()).isEqualTo(8_000);
    assertThat(floor.of(ONE).downBytes()).isEqualTo(16_000);
    floor.killAndRestart();
    assertThat(floor.of(ONE).upBytes()).isEqualTo(8_000);
  }

  @Test
  void a_kernel_that_was_flushed_counts_on_from_nothing() {
    floor.open(floor.code(new PlanDraft()), ONE);
    floor.gate.carry(ONE.ip(), 5_000, 5_000);
    floor.pass(10);
    floor.gate.flush();
    assertThat(floor.online(ONE)).isFalse();
    assertThat(floor.sessions.reconcile()).isEqualTo(1);
    floor.gate.carry(ONE.ip(), 700, 0);
    floor.pass(10);
    assertThat(floor.of(ONE).upBytes()).isEqualTo(5_700);
  }

  @Test
  void a_gate_that_is_away_is_reported_and_what_was_counted_before_becomes_durable() {
    floor.open(floor.code(new PlanDraft()), ONE);
    floor.gate.carry(ONE.ip(), 5_000, 5_000);
    floor.pass(10);
    floor.gate.fail(true);
    floor.boot.advanceSeconds(60);
    assertThatThrownBy(floor.sessions::sample).isInstanceOf(GateUnreachable.class);
    assertThatThrownBy(floor.sessions::reconcile).isInstanceOf(GateUnreachable.class);
    floor.gate.fail(false);
    floor.killAndRestart();
    assertThat(floor.of(ONE).upBytes()).isEqualTo(5_000);
  }

  @Test
  void a_reused_address_does_not_inherit_bytes() {
    floor.open(floor.code(new PlanDraft()), ONE);
    floor.gate.carry(ONE.ip(), 5_000, 5_000);
    floor.pass(10);
    floor.sessions.signOut(ONE.mac());
    Device newcomer = new Device(TWO.mac(), ONE.ip(), "new");
    floor.open(floor.code(new PlanDraft()), newcomer);
    floor.pass(10);
    assertThat(floor.of(newcomer).upBytes()).isZero();
  }

  @Test
  void strangers_in_the_gate_are_thrown_out() {
    floor.open(floor.code(new PlanDraft()), ONE);
    floor.gate.open(List.of(new Admission(TWO.ip(), TWO.mac(), 600, Rate.UNLIMITED)));
    assertThat(floor.online(TWO)).isTrue();
    assertThat(floor.sessions.reconcile()).isEqualTo(1);
    assertThat(floor.online(TWO)).isFalse();
    assertThat(floor.online(ONE)).isTrue();
  }

  @Test
  void a_minute_of_all_sessions_is_one_row_and_one_fact() {
    for (int i = 1; i <= 40; i++) {
      floor.open(floor.code(new PlanDraft()), device(i));
    }
    for (int minute = 0; minute < 3; minute++) {
      for (int i = 1; i <= 40; i++) {
        floor.gate.carry(device(i).ip(), 1_000, 100_000);
      }
      floor.pass(60);
    }
    assertThat(floor.desk.facts("Usage")).hasSize(3);
    UsageBatch batch = floor.usage.batch(2).orElseThrow();
    assertThat(batch.entries()).hasSize(40);
    assertThat(batch.upBytes()).isEqualTo(40_000);
    long blob =
        floor
            .desk
            .store
            .read(
                tx ->
                    tx.one(
                        "SELECT length(rows_blob) FROM usage_batch WHERE seq = 2",
                        row -> row.getLong(1)))
            .orElseThrow();
    assertThat(blob).isLessThan(40 * 8);
  }

  @Test
  void a_day_says_what_was_sold_and_what_went_through() {
    Plan plan = floor.save(new PlanDraft().seconds(600));
    floor.open(floor.desk.code(plan.id()), ONE);
    floor.gate.carry(ONE.ip(), 1_000, 9_000);
    floor.pass(300);
    floor.today = "2026-11-21";
    floor.open(floor.desk.code(plan.id()), TWO);
    floor.gate.carry(ONE.ip(), 1, 2);
    floor.pass(400);
    DayTotal first = floor.usage.days("2026-11-20", "2026-11-20").getFirst();
    DayTotal second = floor.usage.days("2026-11-21", "2026-11-21").getFirst();
    assertThat(first)
        .isEqualTo(
            new DayTotal("2026-11-20", plan.id(), plan.name(), 1, 1, 100, "TZS", 0, 1_000, 9_000));
    assertThat(second.redeemed()).isEqualTo(1);
    assertThat(second.seconds()).isEqualTo(600);
    assertThat(second.upBytes()).isEqualTo(1);
    assertThat(second.downBytes()).isEqualTo(2);
  }

  @Test
  void cleaning_up_forgets_what_is_old_and_nothing_else() {
    floor.open(floor.code(new PlanDraft().seconds(600)), ONE);
    floor.gate.carry(ONE.ip(), 10, 10);
    floor.pass(700);
    floor.passLong(40 * 86_400, 86_400);
    String open = floor.code(new PlanDraft());
    floor.open(open, TWO);
    assertThat(floor.sessions.cleanUp(30)).isPositive();
    assertThat(floor.sessions.of(TWO.mac())).isPresent();
    assertThat(floor.desk.journal.after(0, 1_000)).isNotEmpty();
    assertThat(floor.sessions.cleanUp(30)).isZero();
  }
}
