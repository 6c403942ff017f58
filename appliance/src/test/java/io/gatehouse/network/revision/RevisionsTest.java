package io.gatehouse.network.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.Desk;
import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsDiff;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.network.settings.TestSeal;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The states that settings go through, on both databases. */
class RevisionsTest {
  private static final String CHANGE = "{\"portal\":{\"contact\":\"reception\"}}";

  @TempDir Path dir;

  private Revisions on(Desk desk) {
    Revisions revisions = again(desk);
    revisions.begin(Settings::factory);
    return revisions;
  }

  private static Revisions again(Desk desk) {
    WallClock wall = new WallClock(() -> Instant.EPOCH, Instant.EPOCH);
    return new Revisions(desk.store, desk.journal, desk.clock, wall, TestSeal.SEAL);
  }

  private Desk desk(TestDatabase database) {
    Store store = database.open(dir);
    return new Desk(dir, new TestBootClock(), store);
  }

  private static long stored(Proposed proposed) {
    assertThat(proposed).isInstanceOf(Proposed.Stored.class);
    return ((Proposed.Stored) proposed).revision().number();
  }

  @ParameterizedTest
  @EnumSource
  void a_confirmed_change_is_in_force_also_after_a_restart(TestDatabase database) {
    try (Desk desk = desk(database)) {
      Revisions revisions = on(desk);
      long number = stored(revisions.propose(1, CHANGE, "ada", "guests ask"));
      assertThat(revisions.settings()).isEqualTo(Settings.factory());

      assertThat(revisions.applied(number, "boot", 120_000)).isTrue();
      assertThat(revisions.settings().portal().contact()).isEqualTo("reception");
      assertThat(revisions.confirmed(number, "by ada")).isTrue();

      Revisions later = again(desk);
      assertThat(later.begin(Settings::factory).number()).isEqualTo(2);
      assertThat(later.settings().portal().contact()).isEqualTo("reception");
      Revision kept = later.find(2).orElseThrow();
      assertThat(kept.author()).isEqualTo("ada");
      assertThat(kept.reason()).isEqualTo("guests ask");
      assertThat(kept.state()).isEqualTo(RevisionState.CONFIRMED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_was_rolled_back_leaves_the_last_confirmed_in_force(TestDatabase database) {
    try (Desk desk = desk(database)) {
      Revisions revisions = on(desk);
      long number = stored(revisions.propose(1, CHANGE, "ada", ""));
      revisions.applied(number, "boot", 1);

      assertThat(revisions.rolledBack(number, "nobody confirmed")).isTrue();

      assertThat(revisions.settings()).isEqualTo(Settings.factory());
      assertThat(revisions.inForce().number()).isEqualTo(1);
      assertThat(revisions.confirmed(number, "too late")).isFalse();
      assertThat(desk.facts("RevisionChanged")).hasSize(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_stale_proposal_is_refused(TestDatabase database) {
    try (Desk desk = desk(database)) {
      Revisions revisions = on(desk);
      long first = stored(revisions.propose(1, CHANGE, "ada", ""));
      revisions.confirmed(first, "");

      assertThat(revisions.propose(1, "{\"portal\":{\"contact\":\"bar\"}}", "bob", ""))
          .isEqualTo(new Proposed.Stale(1, 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void only_one_is_under_way(TestDatabase database) {
    try (Desk desk = desk(database)) {
      Revisions revisions = on(desk);
      long first = stored(revisions.propose(1, CHANGE, "ada", ""));

      assertThat(revisions.propose(1, "{}", "bob", "")).isInstanceOf(Proposed.Busy.class);
      revisions.refused(first, "the parser said no");
      assertThat(revisions.propose(1, "{}", "bob", "")).isEqualTo(new Proposed.Unchanged(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_wrong_value_is_told_at_its_field(TestDatabase database) {
    try (Desk desk = desk(database)) {
      Proposed proposed =
          on(desk)
              .propose(
                  1,
                  "{\"management\":{\"network\":\"10.20.0.0/24\",\"firstLease\":\"10.20.0.2\","
                      + "\"lastLease\":\"10.20.0.9\"}}",
                  "ada",
                  "");

      assertThat(proposed).isInstanceOf(Proposed.Invalid.class);
      assertThat(((Proposed.Invalid) proposed).errors())
          .containsEntry("management.network", "overlaps the guest network 10.20.0.0/21");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_return_to_an_earlier_one_is_a_new_revision(TestDatabase database) {
    try (Desk desk = desk(database)) {
      Revisions revisions = on(desk);
      revisions.confirmed(stored(revisions.propose(1, CHANGE, "ada", "")), "");
      Settings first = ((Parsed.Ok) revisions.find(1).orElseThrow().settings()).settings();

      long third = stored(revisions.propose(2, first, "ada", "back to 1"));
      revisions.confirmed(third, "");

      assertThat(third).isEqualTo(3);
      assertThat(revisions.settings()).isEqualTo(Settings.factory());
      assertThat(revisions.list(Long.MAX_VALUE, 2))
          .extracting(Revision::number)
          .containsExactly(3L, 2L);
      assertThat(
              SettingsDiff.between(
                  first, ((Parsed.Ok) revisions.find(2).orElseThrow().settings()).settings()))
          .containsExactly(new SettingsDiff.Difference("portal.contact", "\"\"", "\"reception\""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void settings_that_cannot_be_read_any_more_are_passed_over(TestDatabase database) {
    try (Desk desk = desk(database)) {
      Revisions revisions = on(desk);
      revisions.confirmed(stored(revisions.propose(1, CHANGE, "ada", "")), "");
      desk.store.write(tx -> tx.update("UPDATE revision SET settings = '{' WHERE number = 2"));

      Revisions.InForce inForce = again(desk).begin(Settings::factory);

      assertThat(inForce.settings()).isEqualTo(Settings.factory());
      assertThat(inForce.number()).isEqualTo(2);
      assertThat(inForce.trouble()).contains("revision 2 cannot be used");
    }
  }

  @ParameterizedTest
  @EnumSource
  void secrets_are_sealed_in_the_table_also_those_of_older_programs(TestDatabase database) {
    String change =
        """
        {"wifi":{"country":"TZ","networks":[{"ssid":"Staff","side":"management",
        "security":"wpa2","passphrase":"correct horse"}]}}""";
    try (Desk desk = desk(database)) {
      Revisions revisions = on(desk);
      long number = stored(revisions.propose(1, change, "ada", ""));
      revisions.confirmed(number, "");
      Settings settings = revisions.settings();
      assertThat(settings.wifi().networks().getFirst().passphrase().secret())
          .isEqualTo("correct horse");
      assertThat(column(desk, number)).contains("sealed:").doesNotContain("correct horse");

      desk.store.write(
          tx ->
              tx.update(
                  "UPDATE revision SET settings = ?, sealed = 0 WHERE number = ?",
                  SettingsJson.write(settings),
                  number));
      assertThat(column(desk, number)).contains("correct horse");
      Revisions later = again(desk);
      later.begin(Settings::factory);
      assertThat(later.settings()).isEqualTo(settings);
      assertThat(column(desk, number)).contains("sealed:").doesNotContain("correct horse");
    }
  }

  private static String column(Desk desk, long number) {
    return desk.store
        .read(
            tx ->
                tx.one(
                    "SELECT settings FROM revision WHERE number = ?",
                    row -> row.getString(1),
                    number))
        .orElseThrow();
  }
}
