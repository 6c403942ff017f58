package io.gatehouse.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MigrationsTest {
  private static final Migrations.Step BOX =
      new Migrations.Step(
          1,
          "box",
          """
          CREATE TABLE box (id INTEGER PRIMARY KEY, name TEXT NOT NULL); -- who we are
          CREATE TABLE counter (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
          """);
  private static final Migrations.Step SHOP =
      new Migrations.Step(
          10, "shop", "CREATE TABLE sale (seq BIGINT PRIMARY KEY);\nINSERT INTO sale VALUES (7);");
  private static final Migrations.Step BROKEN =
      new Migrations.Step(
          11, "half", "INSERT INTO sale VALUES (8);\nINSERT INTO nowhere VALUES (1);\n");

  @TempDir Path dir;

  private Store open(TestDatabase database, Migrations.Step... steps) {
    return Store.open(database.in(dir), Migrations.of(List.of(steps)));
  }

  private static List<Integer> sales(Store store) {
    return store.read(tx -> tx.list("SELECT seq FROM sale ORDER BY seq", row -> row.getInt(1)));
  }

  @ParameterizedTest
  @EnumSource
  void a_file_of_a_newer_program_is_refused_and_left_alone(TestDatabase database) {
    open(database, BOX, SHOP).close();
    assertThatThrownBy(() -> open(database, BOX))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer program")
        .hasMessageContaining("10 (shop)")
        .hasMessageContaining("versions up to 1");
    try (Store store = open(database, BOX, SHOP)) {
      assertThat(sales(store)).containsExactly(7);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_failed_migration_leaves_nothing_behind_and_can_be_tried_again(TestDatabase database) {
    open(database, BOX, SHOP).close();
    assertThatThrownBy(() -> open(database, BOX, SHOP, BROKEN))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("migration 11 (half)");
    try (Store store = open(database, BOX, SHOP)) {
      assertThat(sales(store)).containsExactly(7);
    }
    try (Store store =
        open(
            database, BOX, SHOP, new Migrations.Step(11, "whole", "INSERT INTO sale VALUES (9)"))) {
      assertThat(sales(store)).containsExactly(7, 9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_migration_runs_once_and_a_late_one_is_caught_up(TestDatabase database) {
    Migrations.Step late = new Migrations.Step(2, "late", "CREATE TABLE late (id INTEGER)");
    open(database, BOX, SHOP).close();
    open(database, BOX, late, SHOP).close();
    try (Store store = open(database, BOX, late, SHOP)) {
      assertThat(sales(store)).containsExactly(7);
    }
  }

  @Test
  void an_existing_file_is_copied_before_it_is_changed_and_only_the_newest_copy_kept() {
    open(TestDatabase.SQLITE, BOX).close();
    assertThat(dir.resolve("box.db.before-1")).doesNotExist();
    open(TestDatabase.SQLITE, BOX, SHOP).close();
    assertThat(dir.resolve("box.db.before-1")).exists();
    Migrations.Step more = new Migrations.Step(11, "more", "INSERT INTO sale VALUES (8)");
    open(TestDatabase.SQLITE, BOX, SHOP, more).close();
    assertThat(dir.resolve("box.db.before-1")).doesNotExist();
    try (Store copy =
        Store.open(
            new SqliteDialect(dir.resolve("box.db.before-10")),
            Migrations.of(List.of(BOX, SHOP)))) {
      assertThat(sales(copy)).containsExactly(7);
    }
  }

  @Test
  void a_file_that_is_no_database_is_refused_and_left_alone() throws Exception {
    Path file = Files.writeString(dir.resolve("notes.txt"), "buy milk, ".repeat(500));
    assertThatThrownBy(() -> Store.open(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("notes.txt");
    assertThat(file).content().startsWith("buy milk");
  }

  @Test
  void two_migrations_of_one_number_are_refused() {
    assertThatThrownBy(() -> Migrations.of(List.of(BOX, BOX)))
        .isInstanceOf(IllegalStateException.class);
  }
}
