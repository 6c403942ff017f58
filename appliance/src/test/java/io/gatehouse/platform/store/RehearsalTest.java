package io.gatehouse.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  @TempDir Path folder;

  @Test
  void an_older_ledger_is_migrated_on_a_copy_while_its_owner_goes_on() throws IOException {
    Path file = folder.resolve("gatehouse.db");
    Migrations first =
        Migrations.of(
            List.of(
                new Migrations.Step(
                    1,
                    "box",
                    Files.readString(
                        Path.of(
                            "src/main/resources/io/gatehouse/platform/store/migrations/001_box.sql")))));
    try (Store owner = Store.open(new SqliteDialect(file), first)) {
      String box = owner.box();

      Rehearsal rehearsal = Rehearsal.of(file, folder);

      assertThat(rehearsal.from()).isEqualTo(1);
      assertThat(rehearsal.to()).isGreaterThan(1);
      assertThat(Rehearsal.of(file, folder).from()).as("the ledger itself was left alone").isOne();
      assertThat(owner.box()).isEqualTo(box);
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void a_ledger_of_a_newer_program_is_refused() throws IOException {
    Path file = folder.resolve("gatehouse.db");
    Migrations newer =
        Migrations.of(
            List.of(
                new Migrations.Step(
                    1,
                    "box",
                    Files.readString(
                        Path.of(
                            "src/main/resources/io/gatehouse/platform/store/migrations/001_box.sql"))),
                new Migrations.Step(999, "tomorrow", "CREATE TABLE tomorrow (id BIGINT);\n")));
    Store.open(new SqliteDialect(file), newer).close();

    assertThatThrownBy(() -> Rehearsal.of(file, folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("written by a newer program");
    assertThat(left()).isEmpty();
  }

  @Test
  void a_damaged_ledger_is_refused() throws IOException {
    Path file = folder.resolve("gatehouse.db");
    Store.open(file).close();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(4_096 + 100);
      bytes.write(new byte[8_000]);
    }

    assertThatThrownBy(() -> Rehearsal.of(file, folder))
        .isInstanceOf(StoreException.class)
        .hasMessageMatching("(?s).*(malformed|damaged).*");
    assertThat(left()).isEmpty();
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith("rehearsal")).toList();
    }
  }
}
