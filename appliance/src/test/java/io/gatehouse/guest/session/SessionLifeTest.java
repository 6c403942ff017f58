package io.gatehouse.guest.session;

import static io.gatehouse.guest.GuestFloor.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.network.gate.Admission;
import io.gatehouse.network.shaping.Rate;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a session: time, bytes, silence, days, devices, operators. */
class SessionLifeTest {
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
  void running_time_runs_while_the_guest_is_away() {
    String code = floor.code(new PlanDraft().seconds(3_600));
    floor.open(code, ONE);
    floor.pass(600);
    floor.sessions.signOut(ONE.mac());
    assertThat(floor.online(ONE)).isFalse();
    floor.pass(600);
    assertThat(floor.open(code, ONE).remainingSeconds()).isEqualTo(2_400);
  }

  @Test
  void banked_time_rests_while_nobody_is_in() {
    String code = floor.code(new PlanDraft().seconds(3_600).banked());
    floor.open(code, ONE);
    floor.pass(600);
    floor.sessions.signOut(ONE.mac());
    floor.pass(50_000);
    assertThat(floor.open(code, ONE).remainingSeconds()).isEqualTo(3_000);
  }

  @Test
  void banked_time_of_two_devices_is_counted_once() {
    String code = floor.code(new PlanDraft().seconds(3_600).banked().devices(2));
    floor.open(code, ONE);
    floor.pass(600);
    floor.open(code, TWO);
    floor.pass(600);
    floor.sessions.signOut(ONE.mac());
    floor.pass(600);
    assertThat(floor.of(TWO).remainingSeconds()).isEqualTo(1_800);
  }

  @Test
  void a_session_ends_to_the_second_with_its_time() {
    floor.open(floor.code(new PlanDraft().seconds(120)), ONE);
    floor.boot.advanceSeconds(119);
    floor.sessions.tick();
    assertThat(floor.sessions.of(ONE.mac())).isPresent();
    floor.boot.advanceSeconds(1);
    floor.sessions.tick();
    assertThat(floor.sessions.of(ONE.mac())).isEmpty();
    assertThat(floor.desk.facts("SessionEnded").getFirst().json())
        .contains("\"reason\":\"TIME\"")
        .contains("\"seconds\":120");
  }

  @Test
  void the_kernel_stops_a_guest_even_if_the_program_is_gone() {
    floor.open(floor.code(new PlanDraft().seconds(120)), ONE);
    floor.boot.advanceSeconds(119);
    assertThat(floor.online(ONE)).isTrue();
    floor.boot.advanceSeconds(1);
    assertThat(floor.online(ONE)).isFalse();
  }

  @Test
  void a_pause_keeps_banked_time_and_running_time_cannot_be_paused() {
    floor.open(floor.code(new PlanDraft().banked()), ONE);
    floor.open(floor.code(new PlanDraft()), TWO);
    floor.pass(100);
    assertThat(floor.sessions.pause(ONE.mac())).isTrue();
    assertThat(floor.sessions.pause(ONE.mac())).isFalse();
    assertThat(floor.sessions.pause(TWO.mac())).isFalse();
    assertThat(floor.online(ONE)).isFalse();
    assertThat(floor.of(ONE).state()).isEqualTo(SessionView.State.PAUSED);
    floor.pass(1_000);
    assertThat(floor.sessions.resume(ONE)).isInstanceOf(Redeemed.Opened.class);
    assertThat(floor.online(ONE)).isTrue();
    assertThat(floor.of(ONE).remainingSeconds()).isEqualTo(3_500);
    assertThat(floor.sessions.resume(device(3))).isInstanceOf(Redeemed.Unknown.class);
  }

  @Test
  void a_pause_that_nobody_ends_is_over_after_a_day() {
    String code = floor.code(new PlanDraft().banked());
    floor.open(code, ONE);
    floor.pass(100);
    floor.sessions.pause(ONE.mac());
    floor.passLong(86_400, 3_600);
    assertThat(floor.sessions.of(ONE.mac())).isEmpty();
    assertThat(floor.open(code, ONE).remainingSeconds()).isEqualTo(3_500);
  }

  @Test
  void used_up_bytes_stop_all_devices_of_the_pass() {
    String code = floor.code(new PlanDraft().quota(1_000_000).devices(2));
    floor.open(code, ONE);
    floor.open(code, TWO);
    floor.gate.carry(ONE.ip(), 100_000, 500_000);
    floor.pass(20);
    assertThat(floor.of(TWO).remainingBytes()).isEqualTo(400_000);
    floor.gate.carry(TWO.ip(), 0, 400_000);
    floor.pass(20);
    assertThat(floor.online(ONE)).isFalse();
    assertThat(floor.online(TWO)).isFalse();
    assertThat(floor.sessions.lastEnd(ONE.mac())).contains(EndReason.QUOTA);
    assertThat(floor.sessions.redeem(code, ONE)).isInstanceOf(Redeemed.Used.class);
  }

  @Test
  void used_up_bytes_slow_down_where_the_plan_says_so() {
    Rate slow = new Rate(128, 64, 0);
    floor.open(floor.code(new PlanDraft().quota(1_000_000).slow(slow)), ONE);
    floor.gate.carry(ONE.ip(), 0, 999_999);
    floor.pass(20);
    assertThat(floor.of(ONE).slowed()).isFalse();
    floor.gate.carry(ONE.ip(), 1, 0);
    floor.pass(20);
    assertThat(floor.of(ONE).slowed()).isTrue();
    assertThat(floor.gate.admission(ONE.ip()).orElseThrow().rate()).isEqualTo(slow);
    floor.gate.carry(ONE.ip(), 1, 0);
    floor.pass(20);
    assertThat(floor.of(ONE).upBytes()).isEqualTo(2);
  }

  @Test
  void a_silent_device_is_signed_out_and_not_charged_for_its_silence() {
    String code = floor.code(new PlanDraft().seconds(7_200).banked());
    floor.open(code, ONE);
    for (int i = 0; i < 30; i++) {
      floor.gate.carry(ONE.ip(), 100, 100);
      floor.pass(20);
    }
    floor.pass(1_801);
    assertThat(floor.sessions.of(ONE.mac())).isEmpty();
    assertThat(floor.sessions.lastEnd(ONE.mac())).contains(EndReason.IDLE);
    assertThat(floor.open(code, ONE).remainingSeconds()).isBetween(6_600L, 6_620L);
  }

  @Test
  void a_free_plan_gives_each_device_its_share_of_a_rolling_day() {
    Plan free = floor.desk.plan("15 minutes free");
    assertThat(floor.sessions.startFree(floor.desk.plan("1 Hour").id(), ONE))
        .isInstanceOf(Redeemed.NotOffered.class);
    assertThat(floor.sessions.startFree(free.id(), ONE)).isInstanceOf(Redeemed.Opened.class);
    floor.pass(300);
    floor.sessions.signOut(ONE.mac());
    floor.pass(3_600);
    SessionView second = ((Redeemed.Opened) floor.sessions.startFree(free.id(), ONE)).session();
    assertThat(second.remainingSeconds()).isEqualTo(600);
    floor.pass(600);
    assertThat(floor.sessions.lastEnd(ONE.mac())).contains(EndReason.DAILY);
    Redeemed.DailyLimit limit = (Redeemed.DailyLimit) floor.sessions.startFree(free.id(), ONE);
    assertThat(floor.sessions.startFree(free.id(), TWO)).isInstanceOf(Redeemed.Opened.class);
    floor.boot.advanceSeconds(limit.secondsUntilFree() - 1);
    assertThat(floor.sessions.startFree(free.id(), ONE)).isInstanceOf(Redeemed.DailyLimit.class);
    floor.boot.advanceSeconds(1);
    assertThat(((Redeemed.Opened) floor.sessions.startFree(free.id(), ONE)).session())
        .extracting(SessionView::remainingSeconds)
        .isEqualTo(60L);
  }

  @Test
  void a_changed_mac_takes_its_session_along_by_the_token_once() {
    String code = floor.code(new PlanDraft());
    String token = floor.token(code, ONE);
    floor.pass(600);
    Redeemed.Opened moved = (Redeemed.Opened) floor.sessions.moveHere(token, TWO);
    assertThat(moved.session().remainingSeconds()).isEqualTo(3_000);
    assertThat(floor.online(ONE)).isFalse();
    assertThat(floor.online(TWO)).isTrue();
    assertThat(floor.sessions.lastEnd(ONE.mac())).contains(EndReason.MOVED);
    assertThat(floor.sessions.moveHere(token, device(3))).isInstanceOf(Redeemed.Unknown.class);
    assertThat(floor.sessions.moveHere("nonsense", device(3))).isInstanceOf(Redeemed.Unknown.class);
    assertThat(floor.sessions.moveHere(moved.resumeToken(), device(3)))
        .isInstanceOf(Redeemed.Opened.class);
    // One place, whoever holds it.
    assertThat(floor.sessions.redeem(code, ONE)).isInstanceOf(Redeemed.TooManyDevices.class);
  }

  @Test
  void a_token_works_after_the_session_has_ended_while_something_is_left() {
    String token = floor.token(floor.code(new PlanDraft().banked()), ONE);
    floor.pass(100);
    floor.sessions.signOut(ONE.mac());
    assertThat(((Redeemed.Opened) floor.sessions.moveHere(token, TWO)).session())
        .extracting(SessionView::remainingSeconds)
        .isEqualTo(3_500L);
  }

  @Test
  void a_changed_mac_does_not_renew_the_daily_share() {
    Plan free = floor.desk.plan("15 minutes free");
    String token = ((Redeemed.Opened) floor.sessions.startFree(free.id(), ONE)).resumeToken();
    floor.pass(300);
    assertThat(((Redeemed.Opened) floor.sessions.moveHere(token, TWO)).session())
        .extracting(SessionView::remainingSeconds)
        .isEqualTo(600L);
    floor.pass(600);
    assertThat(floor.sessions.startFree(free.id(), TWO)).isInstanceOf(Redeemed.DailyLimit.class);
  }

  @Test
  void another_plan_changes_the_speed_at_once_and_keeps_what_was_used() {
    SessionView session = floor.open(floor.code(new PlanDraft().seconds(3_600)), ONE);
    Plan other = floor.save(new PlanDraft().seconds(7_200).rate(new Rate(9_000, 9_000, 0)));
    floor.pass(600);
    assertThat(floor.sessions.changePlan(session.id(), other.id())).isTrue();
    assertThat(floor.gate.admission(ONE.ip()).orElseThrow().rate()).isEqualTo(other.rate());
    assertThat(floor.of(ONE).remainingSeconds()).isEqualTo(6_600);
    assertThat(floor.of(ONE).usedSeconds()).isEqualTo(600);
    floor.passLong(6_599, 600);
    assertThat(floor.sessions.changePlan("nobody-1", other.id())).isFalse();
    assertThat(floor.sessions.changePlan(session.id(), "nothing-1")).isFalse();
  }

  @Test
  void an_operator_gives_a_used_up_voucher_its_time_and_bytes_again() {
    String code = floor.code(new PlanDraft().seconds(60).quota(1_000));
    String voucher = floor.open(code, ONE).voucherId();
    floor.gate.carry(ONE.ip(), 600, 600);
    floor.pass(60);
    assertThat(floor.sessions.redeem(code, ONE)).isInstanceOf(Redeemed.Used.class);
    assertThat(floor.sessions.resetUsage(voucher)).isTrue();
    SessionView again = floor.open(code, ONE);
    assertThat(again.remainingSeconds()).isEqualTo(60);
    assertThat(again.remainingBytes()).isEqualTo(1_000);
    floor.gate.carry(ONE.ip(), 300, 0);
    floor.pass(20);
    assertThat(floor.sessions.resetUsage(voucher)).isTrue();
    assertThat(floor.of(ONE).remainingBytes()).isEqualTo(1_000);
    assertThat(floor.of(ONE).remainingSeconds()).isEqualTo(60);
    assertThat(floor.sessions.resetUsage("nothing-1")).isFalse();
  }

  @Test
  void operators_end_one_session_or_all_of_a_voucher() {
    String code = floor.code(new PlanDraft().devices(2));
    SessionView first = floor.open(code, ONE);
    floor.open(code, TWO);
    assertThat(floor.sessions.end(first.id(), EndReason.OPERATOR)).isTrue();
    assertThat(floor.sessions.end(first.id(), EndReason.OPERATOR)).isFalse();
    assertThat(floor.online(ONE)).isFalse();
    assertThat(floor.online(TWO)).isTrue();
    floor.open(code, ONE);
    assertThat(floor.sessions.disconnectVoucher(first.voucherId())).isEqualTo(2);
    assertThat(floor.gate.size()).isZero();
  }

  @Test
  void thirty_days_outlive_the_kernels_longest_timeout() {
    SessionView session = floor.open(floor.desk.code(floor.desk.plan("Monthly").id()), ONE);
    assertThat(session.remainingSeconds()).isEqualTo(30 * 86_400);
    assertThat(floor.gate.admission(ONE.ip()).orElseThrow().ttlSeconds())
        .isEqualTo(Admission.LONGEST_TTL);
    int looks = 30 * 86_400 / 1_728;
    for (int i = 1; i < looks; i++) {
      floor.gate.carry(ONE.ip(), 1_000, 1_000);
      floor.passLong(1_728, 1_728);
      assertThat(floor.online(ONE)).as("after %d of %d", i, looks).isTrue();
    }
    floor.passLong(1_728, 1_728);
    assertThat(floor.online(ONE)).isFalse();
    assertThat(floor.sessions.lastEnd(ONE.mac())).contains(EndReason.TIME);
  }

  @Test
  void pages_of_the_list_are_in_the_order_of_arrival() {
    String code = floor.code(new PlanDraft().devices(100));
    for (int i = 1; i <= 25; i++) {
      floor.open(code, device(i));
    }
    var first = floor.sessions.list("", 20);
    var second = floor.sessions.list(first.getLast().id(), 20);
    assertThat(first).hasSize(20).extracting(SessionView::mac).startsWith(ONE.mac());
    assertThat(second).hasSize(5).extracting(SessionView::mac).endsWith(device(25).mac());
    assertThat(floor.sessions.openCount()).isEqualTo(25);
  }
}
