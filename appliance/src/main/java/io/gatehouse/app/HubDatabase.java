package io.gatehouse.app;

import io.gatehouse.platform.store.Dialect;
import io.gatehouse.platform.store.PostgresDialect;
import io.gatehouse.platform.store.SqliteDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a hub's books are: a file among its things, or a PostgreSQL server. */
final class HubDatabase {
  private static final int PORT = 5432;
  private static final String SHAPE =
      "a database's address is postgresql://USER@HOST[:PORT]/NAME, without a password:"
          + " that is in the file of --database-password";

  private HubDatabase() {}

  static Dialect file(HubOptions options) {
    return new SqliteDialect(options.data.resolve("gatehouse-hub.db"));
  }

  static Dialect of(HubOptions options) {
    return options.database.isEmpty()
        ? file(options)
        : server(options.database, Optional.ofNullable(options.databasePassword));
  }

  /**
   * @param password the file that it is in; empty where the server asks for none
   * @throws IllegalArgumentException where the address is none; says what one looks like
   */
  static Dialect server(String address, Optional<Path> password) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(SHAPE, e);
    }
    boolean whole =
        "postgresql".equals(uri.getScheme())
            && uri.getHost() != null
            && uri.getUserInfo() != null
            && uri.getUserInfo().matches("[A-Za-z0-9_.-]+")
            && uri.getPath().matches("/[A-Za-z0-9_-]+")
            && uri.getQuery() == null;
    if (!whole) {
      throw new IllegalArgumentException(SHAPE);
    }
    int port = uri.getPort() < 0 ? PORT : uri.getPort();
    return new PostgresDialect(
        "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getPath(),
        uri.getUserInfo(),
        password.map(HubDatabase::secret).orElse(""));
  }

  private static String secret(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the database's password from " + file, e);
    }
  }
}
