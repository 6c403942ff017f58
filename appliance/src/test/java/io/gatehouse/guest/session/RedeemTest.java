package io.gatehouse.guest.session;

import static io.gatehouse.guest.GuestFloor.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.voucher.Codes;
import io.gatehouse.guest.voucher.Vouchers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every answer that a guest with a code can get. */
class RedeemTest {
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
  void a_new_voucher_opens_the_gate_at_the_plans_speed() {
    Plan hour = floor.desk.plan("1 Hour");
    String code = floor.desk.code(hour.id());
    assertThat(floor.online(device(1))).isFalse();
    SessionView session = floor.open(code, device(1));
    assertThat(session.remainingSeconds()).isEqualTo(3_600);
    assertThat(session.plan().id()).isEqualTo(hour.id());
    assertThat(floor.online(device(1))).isTrue();
    assertThat(floor.online(device(2))).isFalse();
    assertThat(floor.gate.admission(device(1).ip()).orElseThrow().rate()).isEqualTo(hour.rate());
    assertThat(floor.gate.admission(device(1).ip()).orElseThrow().ttlSeconds()).isEqualTo(3_600);
    assertThat(floor.desk.facts("VoucherRedeemed")).hasSize(1);
    assertThat(floor.desk.facts("SessionOpened")).hasSize(1);
    assertThat(floor.desk.vouchers.find(voucherOf(session)).orElseThrow().mac())
        .isEqualTo(device(1).mac().toString());
  }

  @Test
  void a_slip_of_the_finger_is_told_from_a_wrong_code() {
    String code = floor.desk.code(floor.desk.plan("1 Hour").id());
    char last = code.charAt(code.length() - 1);
    String slip = code.substring(0, code.length() - 1) + (last == '7' ? '8' : '7');
    for (int i = 0; i < 50; i++) {
      assertThat(floor.sessions.redeem(slip, device(1))).isInstanceOf(Redeemed.Typo.class);
    }
    assertThat(floor.sessions.redeem("hello", device(1))).isInstanceOf(Redeemed.Typo.class);
    assertThat(floor.sessions.redeem(code, device(1))).isInstanceOf(Redeemed.Opened.class);
  }

  @Test
  void without_a_lease_nobody_comes_in() {
    String code = floor.desk.code(floor.desk.plan("1 Hour").id());
    assertThat(floor.sessions.redeem(code, null)).isInstanceOf(Redeemed.NoLease.class);
    assertThat(floor.sessions.redeem(code, device(1))).isInstanceOf(Redeemed.Opened.class);
  }

  @Test
  void a_used_up_voucher_says_so() {
    String code = floor.code(new PlanDraft().seconds(60));
    floor.open(code, device(1));
    floor.pass(60);
    assertThat(floor.sessions.of(device(1).mac())).isEmpty();
    assertThat(floor.sessions.lastEnd(device(1).mac())).contains(EndReason.TIME);
    assertThat(floor.sessions.redeem(code, device(1))).isInstanceOf(Redeemed.Used.class);
  }

  @Test
  void an_expired_voucher_says_so() {
    String code = floor.code(new PlanDraft().validDays(1));
    floor.boot.advanceSeconds(86_400);
    assertThat(floor.sessions.redeem(code, device(1))).isInstanceOf(Redeemed.Expired.class);
  }

  @Test
  void a_plan_that_is_switched_off_cannot_be_begun_but_goes_on() {
    Plan plan = floor.save(new PlanDraft().name("old"));
    String begun = floor.desk.code(plan.id());
    String fresh = floor.desk.code(plan.id());
    floor.open(begun, device(1));
    floor.sessions.signOut(device(1).mac());
    floor.save(new PlanDraft().id(plan.id()).name("old").inactive());
    assertThat(floor.sessions.redeem(fresh, device(2))).isInstanceOf(Redeemed.NotOffered.class);
    assertThat(floor.sessions.redeem(begun, device(1))).isInstanceOf(Redeemed.Opened.class);
  }

  @Test
  void a_revoked_voucher_ends_its_sessions_and_says_so() {
    String code = floor.code(new PlanDraft().devices(2));
    String voucher = voucherOf(floor.open(code, device(1)));
    floor.open(code, device(2));
    assertThat(floor.sessions.revokeVoucher(voucher)).isTrue();
    assertThat(floor.sessions.revokeVoucher(voucher)).isFalse();
    assertThat(floor.online(device(1))).isFalse();
    assertThat(floor.online(device(2))).isFalse();
    assertThat(floor.sessions.lastEnd(device(2).mac())).contains(EndReason.REVOKED);
    assertThat(floor.sessions.redeem(code, device(1))).isInstanceOf(Redeemed.Revoked.class);
    assertThat(floor.desk.facts("VoucherRevoked")).hasSize(1);
  }

  @Test
  void a_whole_batch_is_revoked_at_once() {
    Plan plan = floor.save(new PlanDraft());
    Vouchers.Minted.Batch batch = floor.desk.mint(plan.id(), 20);
    floor.open(batch.codes().get(3).text(), device(1));
    assertThat(floor.sessions.revokeBatch(batch.batchId())).isEqualTo(20);
    assertThat(floor.online(device(1))).isFalse();
    assertThat(floor.sessions.redeem(batch.codes().get(4).text(), device(2)))
        .isInstanceOf(Redeemed.Revoked.class);
  }

  @Test
  void a_voucher_for_one_device_is_bound_until_an_operator_unbinds_it() {
    String code = floor.code(new PlanDraft());
    String voucher = voucherOf(floor.open(code, device(1)));
    Redeemed second = floor.sessions.redeem(code, device(2));
    assertThat(((Redeemed.TooManyDevices) second).online())
        .extracting(SessionView::mac)
        .containsExactly(device(1).mac());
    floor.sessions.signOut(device(1).mac());
    assertThat(floor.sessions.redeem(code, device(2)))
        .isEqualTo(new Redeemed.TooManyDevices(List.of()));
    assertThat(floor.sessions.resetDevices(voucher)).isTrue();
    assertThat(floor.sessions.redeem(code, device(2))).isInstanceOf(Redeemed.Opened.class);
    assertThat(floor.sessions.redeem(code, device(1))).isInstanceOf(Redeemed.TooManyDevices.class);
  }

  @Test
  void a_guest_may_put_a_new_device_in_the_place_of_another() {
    String code = floor.code(new PlanDraft().devices(2));
    floor.open(code, device(1));
    floor.pass(20);
    floor.open(code, device(2));
    floor.gate.carry(device(1).ip(), 10, 10);
    floor.pass(20);
    // Device 2 has been silent since it came, device 1 has not.
    assertThat(floor.sessions.redeemInsteadOfAnother(code, device(3)))
        .isInstanceOf(Redeemed.Opened.class);
    assertThat(floor.online(device(1))).isTrue();
    assertThat(floor.online(device(2))).isFalse();
    assertThat(floor.online(device(3))).isTrue();
    assertThat(floor.sessions.lastEnd(device(2).mac())).contains(EndReason.MOVED);
    assertThat(floor.sessions.redeem(code, device(2))).isInstanceOf(Redeemed.TooManyDevices.class);
  }

  @Test
  void redeeming_twice_on_one_device_is_one_session() {
    String code = floor.code(new PlanDraft());
    SessionView first = floor.open(code, device(1));
    SessionView again = floor.open(code, device(1));
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(floor.desk.facts("SessionOpened")).hasSize(1);
    assertThat(floor.desk.facts("VoucherRedeemed")).hasSize(1);
  }

  @Test
  void another_voucher_on_the_same_device_ends_the_first_session_but_not_its_time() {
    String one = floor.code(new PlanDraft().banked());
    String two = floor.code(new PlanDraft().banked());
    SessionView first = floor.open(one, device(1));
    floor.pass(600);
    SessionView second = floor.open(two, device(1));
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(floor.sessions.openCount()).isEqualTo(1);
    floor.pass(600);
    assertThat(floor.open(one, device(1)).remainingSeconds()).isEqualTo(3_000);
  }

  @Test
  void an_address_that_went_to_another_device_belongs_to_that_one() {
    String one = floor.code(new PlanDraft());
    String two = floor.code(new PlanDraft());
    floor.open(one, device(1));
    Device newcomer = new Device(device(2).mac(), device(1).ip(), "new");
    floor.open(two, newcomer);
    assertThat(floor.gate.passes(device(1).ip(), device(1).mac())).isFalse();
    assertThat(floor.online(newcomer)).isTrue();
    assertThat(floor.sessions.of(device(1).mac())).isEmpty();
  }

  @Test
  void a_device_with_another_address_takes_its_session_along() {
    String code = floor.code(new PlanDraft());
    SessionView before = floor.open(code, device(1));
    Device moved = new Device(device(1).mac(), device(50).ip(), "phone-1");
    assertThat(floor.sessions.at(moved).orElseThrow().id()).isEqualTo(before.id());
    assertThat(floor.online(moved)).isTrue();
    assertThat(floor.online(device(1))).isFalse();
  }

  @Test
  void ten_wrong_codes_are_answered_then_the_device_waits_longer_and_longer() {
    String good = floor.code(new PlanDraft());
    for (int i = 0; i < 10; i++) {
      assertThat(floor.sessions.redeem(wrongCode(), device(1)))
          .isInstanceOf(Redeemed.Unknown.class);
    }
    Redeemed.TooManyTries first = (Redeemed.TooManyTries) floor.sessions.redeem(good, device(1));
    floor.boot.advanceSeconds(first.secondsToWait());
    assertThat(floor.sessions.redeem(wrongCode(), device(1))).isInstanceOf(Redeemed.Unknown.class);
    Redeemed.TooManyTries second = (Redeemed.TooManyTries) floor.sessions.redeem(good, device(1));
    assertThat(second.secondsToWait()).isGreaterThan(first.secondsToWait());
    assertThat(floor.sessions.redeem(good, device(2))).isInstanceOf(Redeemed.Opened.class);
  }

  @Test
  void a_signed_code_is_redeemed_once_on_a_box_that_never_saw_it() {
    Plan plan = floor.save(new PlanDraft());
    Vouchers.Minted.Batch batch =
        (Vouchers.Minted.Batch) floor.desk.vouchers.mintSigned(plan.id(), 2, "", "");
    String code = batch.codes().get(1).text();
    SessionView session = floor.open(code, device(1));
    assertThat(voucherOf(session)).isNotEmpty();
    assertThat(floor.sessions.redeem(code, device(2))).isInstanceOf(Redeemed.TooManyDevices.class);
    assertThat(floor.desk.vouchers.list(batch.batchId(), "USED", "", 10)).hasSize(1);
    assertThat(floor.desk.facts("VoucherRedeemed")).hasSize(1);
    assertThat(floor.sessions.revokeBatch(batch.batchId())).isEqualTo(1);
    assertThat(floor.online(device(1))).isFalse();
    assertThat(floor.sessions.redeem(batch.codes().getFirst().text(), device(3)))
        .isInstanceOf(Redeemed.Revoked.class);
  }

  @Test
  void a_storage_that_fails_spends_nothing() {
    String code = floor.code(new PlanDraft());
    floor.desk.store.close();
    assertThat(floor.sessions.redeem(code, device(1))).isInstanceOf(Redeemed.OutOfOrder.class);
    assertThat(floor.online(device(1))).isFalse();
    floor.killAndRestart();
    assertThat(floor.sessions.redeem(code, device(1))).isInstanceOf(Redeemed.Opened.class);
  }

  @Test
  void a_gate_that_fails_is_caught_up_by_reconcile() {
    String code = floor.code(new PlanDraft());
    floor.gate.fail(true);
    assertThat(floor.sessions.redeem(code, device(1))).isInstanceOf(Redeemed.Opened.class);
    floor.gate.fail(false);
    assertThat(floor.online(device(1))).isFalse();
    assertThat(floor.sessions.reconcile()).isEqualTo(1);
    assertThat(floor.online(device(1))).isTrue();
    assertThat(floor.sessions.reconcile()).isZero();
  }

  private static String wrongCode() {
    return Codes.wellFormed();
  }

  private static String voucherOf(SessionView session) {
    return session.voucherId();
  }
}
