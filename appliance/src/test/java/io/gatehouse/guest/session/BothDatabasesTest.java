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
import io.gatehouse.guest.voucher.Voucher;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.store.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every statement of the guest floor, run once on each kind of database. */
class BothDatabasesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void plans_and_vouchers_are_kept(TestDatabase database) {
    try (GuestFloor floor = new GuestFloor(directory, () -> database.open(directory))) {
      Plan plan = floor.save(new PlanDraft().name("old").validDays(1));
      floor.save(new PlanDraft().id(plan.id()).name("new").validDays(1));
      assertThat(floor.desk.plans.find(plan.id()).orElseThrow().name()).isEqualTo("new");
      Vouchers.Minted.Batch batch = floor.desk.mint(plan.id(), 12);
      Vouchers.Minted.Batch signed =
          (Vouchers.Minted.Batch) floor.desk.vouchers.mintSigned(plan.id(), 5, "HUT-", "note");
      floor.open(signed.codes().getFirst().text(), device(1));
      floor.open(batch.codes().getFirst().text(), device(2));
      Voucher used = floor.desk.vouchers.list(batch.batchId(), "USED", "", 10).getFirst();
      assertThat(used.mac()).isEqualTo(device(2).mac().toString());
      assertThat(floor.desk.vouchers.find(used.id())).contains(used);
      assertThat(floor.desk.vouchers.list("", "", used.id(), 100)).hasSize(12);
      assertThat(floor.desk.vouchers.batches(10)).hasSize(2);
      assertThat(floor.sessions.revokeBatch(signed.batchId())).isEqualTo(1);
      floor.boot.advanceSeconds(86_400);
      assertThat(floor.desk.vouchers.counts("").get(Voucher.State.EXPIRED)).isEqualTo(11);
      assertThat(floor.desk.vouchers.discard(batch.batchId(), Voucher.State.EXPIRED)).isEqualTo(11);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sessions_live_and_end(TestDatabase database) {
    try (GuestFloor floor = new GuestFloor(directory, () -> database.open(directory))) {
      Plan banked = floor.save(new PlanDraft().banked().devices(2).daily(1_000));
      String code = floor.desk.code(banked.id());
      String token = floor.token(code, device(1));
      String voucher = floor.open(code, device(2)).voucherId();
      floor.gate.carry(device(1).ip(), 5_000, 6_000);
      floor.pass(120);
      assertThat(floor.sessions.redeem(Codes.wellFormed(), device(9)))
          .isInstanceOf(Redeemed.Unknown.class);
      assertThat(floor.sessions.redeem(code, device(3)))
          .isInstanceOf(Redeemed.TooManyDevices.class);
      assertThat(floor.sessions.redeemInsteadOfAnother(code, device(3)))
          .isInstanceOf(Redeemed.Opened.class);
      assertThat(floor.sessions.pause(device(3).mac())).isTrue();
      assertThat(floor.sessions.resume(device(3))).isInstanceOf(Redeemed.Opened.class);
      assertThat(floor.sessions.moveHere(floor.token(code, device(3)), device(4)))
          .isInstanceOf(Redeemed.Opened.class);
      assertThat(floor.sessions.moveHere(token, device(5)))
          .isInstanceOfAny(Redeemed.Opened.class, Redeemed.Unknown.class);
      SessionView moved =
          floor.sessions.at(new Device(device(4).mac(), device(40).ip(), "phone")).orElseThrow();
      Plan other = floor.save(new PlanDraft().rate(new Rate(1, 1, 1)).seconds(900));
      assertThat(floor.sessions.changePlan(moved.id(), other.id())).isTrue();
      floor.killAndRestart();
      assertThat(floor.sessions.find(moved.id()).orElseThrow().plan().seconds()).isEqualTo(900);
      assertThat(floor.sessions.resetUsage(voucher)).isTrue();
      assertThat(floor.sessions.resetDevices(voucher)).isTrue();
      assertThat(floor.sessions.lastEnd(device(4).mac())).contains(EndReason.OPERATOR);
      floor.open(code, device(6));
      floor.gate.carry(device(6).ip(), 5_000, 6_000);
      floor.passLong(3_700, 600);
      assertThat(floor.sessions.openCount()).isZero();
      assertThat(floor.usage.days("2026-11-20", "2026-11-20")).isNotEmpty();
      assertThat(floor.sessions.revokeVoucher(voucher)).isTrue();
      Plan free = floor.desk.plan("15 minutes free");
      assertThat(floor.sessions.startFree(free.id(), device(7)))
          .isInstanceOf(Redeemed.Opened.class);
      floor.passLong(10 * 86_400, 86_400);
      assertThat(floor.sessions.cleanUp(1)).isPositive();
    }
  }
}
