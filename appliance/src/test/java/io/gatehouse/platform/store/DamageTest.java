package io.gatehouse.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  private static RuntimeException somethingElse() {
    return new IllegalStateException("no such port");
  }

  private static final int PAGE = 4_096;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void make() {
    file = folder.resolve("gatehouse.db");
    Store.open(file).close();
  }

  private void zeros(int from, int count) throws IOException {
    try (RandomAccessFile ledger = new RandomAccessFile(file.toFile(), "rw")) {
      ledger.seek(from);
      ledger.write(new byte[count]);
    }
  }

  @Test
  void a_whole_ledger_is_not_to_blame() {
    assertThat(Damage.behind(somethingElse(), file)).isEmpty();
    assertThat(Damage.behind(somethingElse(), folder.resolve("none"))).isEmpty();
  }

  @Test
  void a_file_that_is_no_database_is() throws IOException {
    zeros(0, 16);

    Throwable failure = catchThrowable(() -> Store.open(file));

    assertThat(Damage.behind(failure, file))
        .hasValueSatisfying(r -> assertThat(r).contains("NOTADB"));
  }

  @Test
  void a_page_that_nobody_has_read_yet_is_found() throws IOException {
    zeros(5 * PAGE, PAGE);

    assertThat(Damage.behind(somethingElse(), file)).isPresent();
  }

  @Test
  void one_whom_somebody_else_is_writing_is_busy_and_not_damaged() throws SQLException {
    try (Connection other = new SqliteDialect(file).writer();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      try {
        Throwable failure = catchThrowable(() -> Store.open(file));

        assertThat(failure).isInstanceOf(StoreException.class);
        assertThat(Damage.behind(failure, file)).isEmpty();
      } finally {
        statement.execute("ROLLBACK");
      }
    }
  }
}
