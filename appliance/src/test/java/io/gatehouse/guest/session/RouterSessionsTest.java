package io.gatehouse.guest.session;

import static io.gatehouse.guest.GuestFloor.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.account.AccountPassword;
import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions that a router carries: the same passes, another enforcement. */
class RouterSessionsTest {
  @TempDir Path directory;
  private final List<Enforcement.RouterChange> told = new ArrayList<>();

  private static Device at(String nas, int number) {
    Device home = device(number);
    return new Device(home.mac(), Device.UNKNOWN, home.hostname(), nas);
  }

  private GuestFloor floor(TestDatabase database) {
    GuestFloor floor = new GuestFloor(directory, () -> database.open(directory));
    floor.sessions.enforceAt(told::addAll);
    return floor;
  }

  private static void used(GuestFloor floor, String session, long up, long down) {
    floor.sessions.report(
        reports -> {
          reports.used(session, up, down, Device.UNKNOWN);
          return null;
        });
  }

  @ParameterizedTest
  @EnumSource
  void a_voucher_at_a_router_is_spent_once_and_never_opens_the_boxs_own_gate(
      TestDatabase database) {
    try (GuestFloor floor = floor(database)) {
      String code = floor.code(new PlanDraft().quota(1_000));
      String session = floor.open(code, at("r1", 1)).id();
      assertThat(floor.open(code, at("r1", 1)).id()).as("asked again").isEqualTo(session);
      assertThat(floor.desk.facts("VoucherRedeemed")).hasSize(1);
      assertThat(floor.sessions.openCount()).as("at the gate").isZero();
      assertThat(floor.sessions.reconcile()).isZero();
      assertThat(floor.sessions.redeem(code, device(2)))
          .isInstanceOf(Redeemed.TooManyDevices.class);

      used(floor, session, 100, 300);
      assertThat(floor.of(device(1)).remainingBytes()).isEqualTo(600);
      assertThat(floor.of(device(1)).nas()).isEqualTo("r1");
      assertThat(told).isEmpty();
      used(floor, session, 600, 0);
      floor.sessions.tick();
      assertThat(told).hasSize(1);
      assertThat(told.getFirst().reason()).isEqualTo(EndReason.QUOTA);
      assertThat(told.getFirst().nas()).isEqualTo("r1");
      assertThat(floor.sessions.redeem(code, at("r1", 1))).isInstanceOf(Redeemed.Used.class);
    }
  }

  @Test
  void reported_bytes_outlive_the_program_and_are_counted_once() {
    try (GuestFloor floor = floor(TestDatabase.SQLITE)) {
      String code = floor.code(new PlanDraft().quota(1_000_000));
      String session = floor.open(code, at("r1", 1)).id();
      used(floor, session, 1_000, 2_000);
      floor.killAndRestart();
      assertThat(floor.of(device(1)).remainingBytes()).isEqualTo(997_000);
      used(floor, session, 1_000, 0);
      floor.sessions.statistics();
      floor.killAndRestart();
      assertThat(floor.of(device(1)).upBytes()).isEqualTo(2_000);
      assertThat(floor.of(device(1)).remainingBytes()).isEqualTo(996_000);
    }
  }

  @Test
  void banked_time_rests_when_the_router_says_that_the_guest_left() {
    try (GuestFloor floor = floor(TestDatabase.SQLITE)) {
      String code = floor.code(new PlanDraft().banked().seconds(3_600));
      String session = floor.open(code, at("r1", 1)).id();
      floor.pass(600);
      floor.sessions.report(
          reports -> {
            reports.ended(session, EndReason.GUEST, 60_000);
            return null;
          });
      assertThat(told).as("a router is not told what it told").isEmpty();
      floor.pass(1_000);
      assertThat(floor.open(code, at("r2", 1)).remainingSeconds()).isEqualTo(3_060);
    }
  }

  @Test
  void a_router_that_falls_silent_loses_the_session_and_a_place_that_is_idle_gives_way() {
    try (GuestFloor floor = floor(TestDatabase.SQLITE)) {
      String code = floor.code(new PlanDraft().seconds(86_400));
      floor.open(code, at("r1", 1));
      assertThat(floor.sessions.redeem(code, at("r1", 2)))
          .isInstanceOf(Redeemed.TooManyDevices.class);
      floor.passLong(1_100, 100);
      assertThat(floor.sessions.of(device(1).mac())).isEmpty();
      floor.open(code, at("r1", 2));
    }
  }

  @Test
  void another_plan_is_told_to_the_router_at_once() {
    try (GuestFloor floor = floor(TestDatabase.SQLITE)) {
      String code = floor.code(new PlanDraft());
      String session = floor.open(code, at("r1", 1)).id();
      Plan faster = floor.save(new PlanDraft().rate(new Rate(9_000, 3_000, 0)));
      floor.sessions.changePlan(session, faster.id());
      assertThat(told).hasSize(1);
      assertThat(told.getFirst().ended()).isFalse();
      assertThat(told.getFirst().session().plan().rate().downKbps()).isEqualTo(9_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_account_uses_up_what_its_plan_gives_with_its_own_limits(TestDatabase database) {
    try (GuestFloor floor = floor(database)) {
      Plan plan = floor.save(new PlanDraft().quota(10_000).devices(5));
      Account draft = Account.fresh("anna", plan.id());
      Account anna =
          ((GuestAccounts.Saved.Stored)
                  floor.accounts.save(draft, Optional.of(AccountPassword.typed("s3cret!"))))
              .account();
      String first = enter(floor, anna, 1).session().id();
      String second = enter(floor, anna, 2).session().id();
      assertThat(first).isNotEqualTo(second);
      used(floor, first, 4_000, 0);
      used(floor, second, 4_000, 0);
      assertThat(floor.of(device(1)).remainingBytes()).isEqualTo(2_000);
      String pass = floor.accounts.find(anna.id()).orElseThrow().passId();
      assertThat(floor.accounts.ofPass(pass).orElseThrow().name()).isEqualTo("anna");
      assertThat(floor.sessions.endPass(pass, EndReason.OPERATOR)).isEqualTo(2);
      assertThat(told).hasSize(2);
    }
  }

  private static Redeemed.Opened enter(GuestFloor floor, Account account, int device) {
    return (Redeemed.Opened) floor.sessions.enter(floor.accounts, account.id(), at("r1", device));
  }
}
