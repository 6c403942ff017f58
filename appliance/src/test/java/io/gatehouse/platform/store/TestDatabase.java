package io.gatehouse.platform.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Locale;

/** The databases that all SQL has to run on. */
public enum TestDatabase {
  SQLITE {
    @Override
    public Dialect in(Path dir) {
      return new SqliteDialect(dir.resolve("box.db"));
    }
  },

  /** Skips the test with a reason where the machine has no server to start. */
  POSTGRESQL {
    @Override
    public Dialect in(Path dir) {
      String missing = PostgresCluster.missing().orElse("");
      assumeTrue(missing.isEmpty(), missing);
      return PostgresCluster.database(
          "t" + Integer.toHexString(dir.toString().hashCode()).toLowerCase(Locale.ROOT));
    }
  };

  /** The database that belongs to this directory; the same one each time. */
  public abstract Dialect in(Path dir);

  public Store open(Path dir) {
    return Store.open(in(dir));
  }
}
