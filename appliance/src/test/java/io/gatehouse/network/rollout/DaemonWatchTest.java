package io.gatehouse.network.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.Desk;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.TestSeal;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.platform.template.ConfigTemplates;
import io.gatehouse.warden.verb.UnitAction;
import io.gatehouse.warden.verb.UnitAction.Daemon;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Daemons that do not do their work, with a root side in memory. */
class DaemonWatchTest {
  private static final Map<Daemon, String> SILENT = Map.of(Daemon.DNSMASQ_LAN, "no names");

  @TempDir Path dir;
  private final TestBootClock boot = new TestBootClock();
  private final List<Fact> told = new ArrayList<>();
  private Desk desk;
  private RootSide root;
  private Changes changes;
  private DaemonWatch watch;
  private Map<Daemon, String> silent = Map.of();

  @BeforeEach
  void up() {
    desk = new Desk(dir, boot);
    root = new RootSide(dir.resolve("rollout"), dir.resolve("staged"), boot);
    WallClock wall = new WallClock(() -> Instant.EPOCH, Instant.EPOCH);
    Revisions revisions = new Revisions(desk.store, desk.journal, desk.clock, wall, TestSeal.SEAL);
    revisions.begin(Settings::factory);
    changes =
        new Changes(
            revisions,
            new Rollout(root, new RenderedFiles(new ConfigTemplates()), dir.resolve("staged")),
            new RolloutMarks(dir.resolve("rollout")),
            _ -> Map.of(),
            _ -> List.of(),
            boot,
            () -> {},
            UnaryOperator.identity());
    changes.settle(revisions.settings());
    watch = new DaemonWatch(_ -> silent, changes, root, revisions::settings, boot, told::add);
    root.asked().clear();
  }

  @AfterEach
  void down() {
    desk.close();
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      boot.advanceSeconds(5);
      watch.look();
    }
  }

  private long restarts() {
    return root.asked().stream()
        .filter(new UnitAction(UnitAction.Action.RESTART, Daemon.DNSMASQ_LAN)::equals)
        .count();
  }

  @Test
  void a_daemon_that_its_unit_starts_again_in_time_is_left_alone() {
    silent = SILENT;
    look(1);
    silent = Map.of();
    look(5);

    assertThat(root.asked()).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void a_silent_daemon_is_restarted_and_it_is_told_when_it_is_back() {
    silent = SILENT;
    look(2);
    assertThat(restarts()).isEqualTo(1);
    assertThat(watch.alarms())
        .singleElement()
        .asString()
        .contains("gatehouse-dnsmasq@lan does not work: no names; brought back 1 times");

    silent = Map.of();
    look(1);

    assertThat(watch.alarms()).isEmpty();
    assertThat(told)
        .containsExactly(
            new DaemonWatch.DaemonDown("gatehouse-dnsmasq@lan", "no names", 1),
            new DaemonWatch.DaemonBack("gatehouse-dnsmasq@lan", 10));
  }

  @Test
  void one_that_never_comes_back_is_told_twice_and_tried_once_a_minute() {
    silent = SILENT;
    look(6);
    assertThat(restarts()).isEqualTo(3);

    look(24);

    assertThat(restarts()).isEqualTo(5);
    assertThat(told).hasSize(2);
  }

  @Test
  void a_change_that_waits_is_looked_after_by_itself() {
    changes.change(1, "{\"guest\":{\"lastLease\":\"10.20.5.250\"}}", "ada", "", 120);
    root.asked().clear();
    silent = SILENT;

    look(10);

    assertThat(root.asked()).isEmpty();
  }
}
