package io.gatehouse.network.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.Desk;
import io.gatehouse.network.revision.Proposed;
import io.gatehouse.network.revision.RevisionState;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.TestSeal;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.template.ConfigTemplates;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.Confirm;
import io.gatehouse.warden.verb.Revert;
import io.gatehouse.warden.verb.UnitAction;
import io.gatehouse.warden.verb.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The road of a change, with a root side in memory that can stop at any verb. */
class ChangesTest {
  private static final String RANGE = "{\"guest\":{\"lastLease\":\"10.20.5.250\"}}";
  private static final String ADDRESS =
      "{\"management\":{\"network\":\"192.168.9.0/24\",\"firstLease\":\"192.168.9.2\","
          + "\"lastLease\":\"192.168.9.20\"}}";
  private static final String TEXT = "{\"branding\":{\"welcome\":\"Karibu\"}}";

  @TempDir Path dir;
  private TestBootClock boot;
  private Desk desk;
  private RootSide root;
  private Revisions revisions;
  private Changes changes;
  private List<String> failures = List.of();
  private Function<Settings, Map<String, String>> site = _ -> Map.of();
  private int startsAnew;

  @BeforeEach
  void up() {
    boot = new TestBootClock();
    desk = new Desk(dir, boot);
    root = new RootSide(dir.resolve("rollout"), dir.resolve("staged"), boot);
    start();
    changes.settle(revisions.settings());
  }

  @AfterEach
  void down() {
    desk.close();
  }

  /** The program's start: everything in memory is new. */
  private void start() {
    WallClock wall = new WallClock(() -> Instant.EPOCH, Instant.EPOCH);
    revisions = new Revisions(desk.store, desk.journal, desk.clock, wall, TestSeal.SEAL);
    Rollout rollout =
        new Rollout(root, new RenderedFiles(new ConfigTemplates()), dir.resolve("staged"));
    changes =
        new Changes(
            revisions,
            rollout,
            new RolloutMarks(dir.resolve("rollout")),
            settings -> site.apply(settings),
            _ -> failures,
            boot,
            () -> startsAnew++,
            UnaryOperator.identity());
    revisions.begin(Settings::factory);
    changes.begin();
  }

  private RevisionState state(long number) {
    return revisions.find(number).orElseThrow().state();
  }

  private String lan() {
    return root.inPlace("dnsmasq-lan.conf");
  }

  @Test
  void a_change_stays_once_it_is_confirmed() {
    assertThat(changes.change(1, RANGE, "ada", "more room", 120))
        .isEqualTo(new Change.Waiting(2, 120, false));
    assertThat(lan()).contains("10.20.5.250");
    assertThat(changes.pending()).contains(new Changes.Pending(2, 120, true));

    assertThat(changes.confirm(2, "ada")).isEqualTo(new Kept.Done(2));

    boot.advanceSeconds(600);
    changes.watch();
    assertThat(state(2)).isEqualTo(RevisionState.CONFIRMED);
    assertThat(revisions.settings().guest().lastLease()).hasToString("10.20.5.250");
    assertThat(changes.confirm(2, "ada")).isInstanceOf(Kept.No.class);
  }

  @Test
  void what_did_not_fit_here_before_does_not_refuse_another_change() {
    site = _ -> Map.of("wifi.channel", "channel 13 is forbidden in US");

    assertThat(changes.change(1, RANGE, "ada", "more room", 120))
        .isEqualTo(new Change.Waiting(2, 120, false));
  }

  @Test
  void a_change_that_nobody_confirms_goes_back() {
    String before = lan();
    changes.change(1, RANGE, "ada", "", 120);
    boot.advanceSeconds(119);
    changes.watch();
    assertThat(state(2)).isEqualTo(RevisionState.APPLIED);

    boot.advanceSeconds(1);
    changes.watch();

    assertThat(lan()).isEqualTo(before);
    assertThat(state(2)).isEqualTo(RevisionState.ROLLED_BACK);
    assertThat(revisions.find(2).orElseThrow().note()).contains("in time");
    assertThat(revisions.settings()).isEqualTo(Settings.factory());
  }

  @Test
  void a_change_after_which_the_box_does_not_work_goes_back_by_itself() {
    String before = lan();
    changes.change(1, ADDRESS, "ada", "", 120);
    assertThat(startsAnew).isEqualTo(1);
    start();
    failures = List.of("the console does not answer on 192.168.9.1");
    changes.watch();
    assertThat(changes.confirm(2, "ada")).isInstanceOf(Kept.No.class);

    changes.watch();
    boot.advanceSeconds(31);
    changes.watch();

    assertThat(lan()).isEqualTo(before);
    assertThat(revisions.find(2).orElseThrow().note()).contains("does not answer on 192.168.9.1");
  }

  @Test
  void a_daemon_that_is_lost_after_the_change_was_seen_to_work_brings_the_old_one_back() {
    String before = lan();
    changes.change(1, RANGE, "ada", "", 120);
    failures = List.of("no DHCP server listens");
    boot.advanceSeconds(6);
    changes.watch();
    assertThat(state(2)).isEqualTo(RevisionState.APPLIED);

    boot.advanceSeconds(31);
    changes.watch();

    assertThat(lan()).isEqualTo(before);
    assertThat(revisions.find(2).orElseThrow().note()).contains("no DHCP server listens");
  }

  @Test
  void a_box_that_started_slowly_is_given_as_long_to_answer() {
    changes.change(1, ADDRESS, "ada", "", 300);
    start();
    changes.tookToStart(Duration.ofSeconds(140));
    failures = List.of("the portal does not answer");
    changes.watch();
    boot.advanceSeconds(130);
    changes.watch();
    assertThat(state(2)).isEqualTo(RevisionState.APPLIED);

    failures = List.of();
    changes.watch();

    assertThat(changes.confirm(2, "ada")).isEqualTo(new Kept.Done(2));
  }

  @Test
  void what_does_not_fit_the_place_is_refused_at_its_field_and_never_reaches_the_box() {
    root.asked().clear();
    Map<String, String> unfit =
        Map.of("management.network", "overlaps 192.168.9.0/24, the network of the uplink");
    site = settings -> settings.equals(Settings.factory()) ? Map.of() : unfit;

    assertThat(changes.change(1, ADDRESS, "ada", "", 120))
        .isEqualTo(new Change.NotProposed(new Proposed.Invalid(unfit)));

    assertThat(root.asked()).isEmpty();
    assertThat(state(2)).isEqualTo(RevisionState.REFUSED);
    assertThat(revisions.find(2).orElseThrow().note()).contains("management.network: overlaps");
  }

  @Test
  void a_new_address_is_confirmed_after_the_start_that_it_needs() {
    assertThat(changes.change(1, ADDRESS, "ada", "", 120))
        .isEqualTo(new Change.Waiting(2, 120, true));
    start();
    assertThat(revisions.settings().management().box()).hasToString("192.168.9.1");
    assertThat(changes.settle(revisions.settings())).isInstanceOf(Rollout.Applied.Done.class);
    assertThat(lan()).contains("192.168.9.20");
    changes.watch();

    assertThat(changes.confirm(2, "ada")).isEqualTo(new Kept.Done(2));
  }

  @Test
  void what_disturbs_no_daemon_needs_no_confirmation() {
    root.asked().clear();

    assertThat(changes.change(1, TEXT, "ada", "", 120)).isEqualTo(new Change.InForce(2, false));

    assertThat(root.asked()).isEmpty();
    assertThat(state(2)).isEqualTo(RevisionState.CONFIRMED);
  }

  @Test
  void what_a_parser_refuses_never_reaches_the_box() {
    String before = lan();
    root.refuse("dnsmasq: bad option at line 3");

    assertThat(changes.change(1, RANGE, "ada", "", 120))
        .isEqualTo(new Change.NotApplied(2, "dnsmasq: bad option at line 3"));

    assertThat(lan()).isEqualTo(before);
    assertThat(state(2)).isEqualTo(RevisionState.REFUSED);
  }

  @Test
  void a_daemon_that_does_not_take_its_file_brings_the_old_one_back() {
    String before = lan();
    root.fail(verb -> verb instanceof UnitAction);

    assertThat(changes.change(1, RANGE, "ada", "", 120)).isInstanceOf(Change.NotApplied.class);

    assertThat(lan()).isEqualTo(before);
    assertThat(state(2)).isEqualTo(RevisionState.REFUSED);
    assertThat(changes.change(1, TEXT, "ada", "", 120)).isInstanceOf(Change.InForce.class);
  }

  @Test
  void a_second_change_waits_for_the_first() {
    changes.change(1, RANGE, "ada", "", 120);
    assertThat(changes.change(2, TEXT, "bob", "", 120))
        .isInstanceOfSatisfying(
            Change.NotProposed.class, no -> assertThat(no.why()).isInstanceOf(Proposed.Busy.class));
    assertThat(changes.revert(2, "bob")).isEqualTo(new Kept.Done(2));
    assertThat(changes.change(1, TEXT, "bob", "", 120)).isInstanceOf(Change.InForce.class);
  }

  /** The program dies before and after each verb that a change takes, and is started again. */
  @Test
  void wherever_the_program_dies_the_box_ends_at_the_last_good_or_at_the_confirmed() {
    String before = lan();
    for (int verbs = 0; ; verbs++) {
      Settings good = revisions.settings();
      long base = revisions.inForce().number();
      root.dieAfter(verbs);
      boolean died = false;
      try {
        changes.change(base, RANGE, "ada", "step " + verbs, 120);
        long number = revisions.inForce().number();
        changes.confirm(number, "ada");
      } catch (RootSide.Died dead) {
        died = true;
      }
      root.live();
      long attempted = revisions.list(Long.MAX_VALUE, 1).getFirst().number();
      boolean kept = root.confirmed() == attempted;
      start();
      assertThat(changes.settle(revisions.settings())).isInstanceOf(Rollout.Applied.Done.class);
      boot.advanceSeconds(200);
      changes.watch();

      assertThat(revisions.underWay()).as("after %d verbs", verbs).isEmpty();
      boolean confirmed = !revisions.settings().equals(good);
      assertThat(lan().equals(before)).as("after %d verbs", verbs).isEqualTo(!confirmed);
      if (!died) {
        assertThat(confirmed).isTrue();
        assertThat(verbs).as("verbs of a change").isGreaterThanOrEqualTo(3);
        return;
      }
      assertThat(confirmed).as("after %d verbs", verbs).isEqualTo(kept);
      if (confirmed) {
        return;
      }
    }
  }

  @Test
  void after_a_power_cut_the_last_good_is_back_and_the_reason_known() {
    String before = lan();
    changes.change(1, RANGE, "ada", "", 120);
    boot.reboot();
    root.atBoot();
    start();

    assertThat(lan()).isEqualTo(before);
    assertThat(state(2)).isEqualTo(RevisionState.ROLLED_BACK);
    assertThat(revisions.find(2).orElseThrow().note()).contains("power");
  }

  @Test
  void while_the_warden_is_away_a_change_is_refused_and_nothing_stays_under_way() {
    root.away(true);
    assertThat(changes.change(1, RANGE, "ada", "", 120)).isInstanceOf(Change.NotApplied.class);
    root.away(false);
    assertThat(changes.change(1, RANGE, "ada", "", 120)).isInstanceOf(Change.Waiting.class);
  }

  @Test
  void the_root_side_is_asked_with_the_verbs_of_one_change() {
    root.asked().clear();
    changes.change(1, RANGE, "ada", "", 120);
    changes.confirm(2, "ada");

    List<Class<?>> kinds = new ArrayList<>();
    for (Verb verb : root.asked()) {
      kinds.add(verb.getClass());
    }
    assertThat(kinds).startsWith(Apply.class).endsWith(Confirm.class).doesNotContain(Revert.class);
  }
}
