package io.gatehouse.guest.session;

import static io.gatehouse.guest.GuestFloor.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.SessionView;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session whose device's addresses are used by two. */
class HoldTest {
  private static final Device ONE = device(1);
  private static final Device TWO = device(2);

  @TempDir Path folder;

  private GuestFloor floor;

  @BeforeEach
  void open() {
    floor = new GuestFloor(folder);
  }

  @AfterEach
  void close() {
    floor.close();
  }

  private void hold() {
    assertThat(floor.sessions.hold(ONE.mac(), CloneSign.PLACES)).isTrue();
  }

  @Test
  void it_is_closed_at_once_and_said_in_the_journal() {
    floor.open(floor.code(new PlanDraft()), ONE);
    hold();
    assertThat(floor.online(ONE)).isFalse();
    assertThat(floor.of(ONE).state()).isEqualTo(SessionView.State.HELD);
    assertThat(floor.sessions.heldCount()).isEqualTo(1);
    assertThat(floor.sessions.hold(ONE.mac(), CloneSign.LEASE)).isFalse();
    assertThat(floor.desk.facts("CloneSeen")).hasSize(1);
    assertThat(floor.desk.facts("CloneSeen").getFirst().json()).contains("PLACES");
  }

  @Test
  void only_a_proof_goes_on_with_it() {
    String code = floor.code(new PlanDraft());
    String token = floor.token(code, ONE);
    hold();
    assertThat(floor.sessions.resume(ONE)).isInstanceOf(Redeemed.Held.class);
    assertThat(floor.sessions.signOut(ONE.mac())).isFalse();
    assertThat(floor.sessions.pause(ONE.mac())).isFalse();
    String free = floor.save(new PlanDraft().free()).id();
    assertThat(floor.sessions.startFree(free, ONE)).isInstanceOf(Redeemed.Held.class);
    assertThat(floor.online(ONE)).isFalse();

    assertThat(floor.sessions.moveHere(token, ONE)).isInstanceOf(Redeemed.Opened.class);
    assertThat(floor.online(ONE)).isTrue();
    hold();
    assertThat(floor.sessions.redeem(code, ONE)).isInstanceOf(Redeemed.Opened.class);
    assertThat(floor.online(ONE)).isTrue();
  }

  @Test
  void its_time_rests_even_where_the_plan_runs_on() {
    String code = floor.code(new PlanDraft().seconds(1_200));
    floor.open(code, ONE);
    floor.pass(200);
    hold();
    floor.pass(5_000);
    assertThat(floor.of(ONE).remainingSeconds()).isEqualTo(1_000);
    assertThat(floor.open(code, ONE).remainingSeconds()).isEqualTo(1_000);
    assertThat(floor.online(ONE)).isTrue();
    floor.pass(1_000);
    assertThat(floor.sessions.lastEnd(ONE.mac())).contains(EndReason.TIME);
  }

  @Test
  void banked_time_is_not_given_back_twice() {
    String code = floor.code(new PlanDraft().banked().seconds(3_600));
    floor.open(code, ONE);
    floor.pass(600);
    hold();
    floor.pass(500);
    assertThat(floor.open(code, ONE).remainingSeconds()).isEqualTo(3_000);
  }

  @Test
  void time_that_another_device_of_the_pass_used_meanwhile_is_used() {
    String code = floor.code(new PlanDraft().seconds(3_600).devices(2));
    floor.open(code, ONE);
    floor.open(code, TWO);
    hold();
    floor.pass(600);
    floor.sessions.signOut(TWO.mac());
    assertThat(floor.open(code, ONE).remainingSeconds()).isEqualTo(3_000);
  }

  @Test
  void the_proof_may_come_from_another_device_which_then_has_it() {
    String token = floor.token(floor.code(new PlanDraft().seconds(3_600)), ONE);
    hold();
    floor.pass(5_000);
    assertThat(floor.sessions.moveHere(token, TWO)).isInstanceOf(Redeemed.Opened.class);
    assertThat(floor.online(TWO)).isTrue();
    assertThat(floor.sessions.of(ONE.mac())).isEmpty();
    assertThat(floor.of(TWO).remainingSeconds()).isEqualTo(3_600);
  }

  @Test
  void it_outlives_a_restart() {
    String code = floor.code(new PlanDraft().seconds(3_600));
    floor.open(code, ONE);
    hold();
    floor.killAndRestart();
    assertThat(floor.of(ONE).state()).isEqualTo(SessionView.State.HELD);
    assertThat(floor.online(ONE)).isFalse();
    floor.pass(4_000);
    assertThat(floor.open(code, ONE).remainingSeconds()).isEqualTo(3_600);
  }

  @Test
  void one_that_nobody_proves_ends_after_a_day_and_its_time_is_kept() {
    String code = floor.code(new PlanDraft().seconds(3_600));
    floor.open(code, ONE);
    hold();
    floor.passLong(86_400, 3_600);
    assertThat(floor.sessions.of(ONE.mac())).isEmpty();
    assertThat(floor.open(code, ONE).remainingSeconds()).isEqualTo(3_600);
  }
}
