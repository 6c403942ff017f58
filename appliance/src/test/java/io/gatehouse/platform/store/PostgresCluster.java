package io.gatehouse.platform.store;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the tests' own, in a temporary directory, gone with the JVM. Started at
 * its first use, as the distribution's user {@code postgres} where the tests run as root.
 */
final class PostgresCluster {
  private static PostgresCluster running;
  private static String missing;

  private final String password = UUID.randomUUID().toString();
  private final int port;

  private PostgresCluster(int port) {
    this.port = port;
  }

  /** Why there is no server, if there is none. */
  static synchronized Optional<String> missing() {
    if (running == null && missing == null) {
      try {
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
          missing = "no PostgreSQL server programs in /usr/lib/postgresql";
        } else {
          running = start(programs.get());
        }
      } catch (IOException | IllegalStateException e) {
        missing = "PostgreSQL did not start: " + e.getMessage();
      }
    }
    return Optional.ofNullable(missing);
  }

  /** A database by that name, made if need be. */
  static synchronized Dialect database(String name) {
    try (Connection connection = running.connect("postgres");
        Statement statement = connection.createStatement()) {
      boolean known;
      try (ResultSet rows =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
        known = rows.next();
      }
      if (!known) {
        statement.execute("CREATE DATABASE " + name);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new PostgresDialect(running.url(name), "gatehouse", running.password);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), "gatehouse", password);
  }

  private static Optional<Path> programs() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(versions)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(versions)) {
      return all.map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  private static PostgresCluster start(Path bin) throws IOException {
    Path dir = Files.createTempDirectory("gatehouse-postgres");
    PostgresCluster cluster = new PostgresCluster(freePort());
    Path data = dir.resolve("data");
    Path secret = Files.writeString(dir.resolve("password"), cluster.password);
    List<String> prefix = List.of();
    if (System.getProperty("user.name").equals("root")) {
      UserPrincipal owner =
          dir.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
      Files.setOwner(dir, owner);
      Files.setOwner(secret, owner);
      prefix =
          List.of("setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--");
    }
    run(
        prefix,
        bin.resolve("initdb").toString(),
        "--pgdata=" + data,
        "--username=gatehouse",
        "--auth=scram-sha-256",
        "--pwfile=" + secret,
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync");
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            bin.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(cluster.port),
            "-k",
            dir.toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "fsync=off"));
    Process server =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, dir)));
    cluster.awaitAnswer(server);
    return cluster;
  }

  private void awaitAnswer(Process server) {
    for (int tries = 0; tries < 300; tries++) {
      try (Connection connection = connect("postgres")) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException e) {
        if (!server.isAlive()) {
          throw new IllegalStateException("the server ended with " + server.exitValue(), e);
        }
      }
      pause();
    }
    throw new IllegalStateException("no answer within 30 s");
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(List<String> prefix, String... argv) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(argv));
    Process process =
        new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** There is nothing to keep, so the server need not end well. */
  private static void stop(Process server, Path dir) {
    server.destroy();
    try {
      if (!server.waitFor(5, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
      try (Stream<Path> files = Files.walk(dir)) {
        files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      server.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
