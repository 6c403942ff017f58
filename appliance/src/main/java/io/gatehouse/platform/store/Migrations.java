package io.gatehouse.platform.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema's history: files {@code NNN_name.sql} on the class path, each applied once, in order,
 * in a transaction of its own. A statement ends with a semicolon at the end of a line.
 */
final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  private static final Pattern NAME = Pattern.compile("/(\\d{3})_([a-z0-9_]+)\\.sql$");

  private final SortedMap<Integer, Step> steps;

  private Migrations(SortedMap<Integer, Step> steps) {
    this.steps = steps;
  }

  /** One file. */
  record Step(int version, String name, String sql) {}

  static Migrations of(List<Step> all) {
    SortedMap<Integer, Step> steps = new TreeMap<>();
    for (Step step : all) {
      if (steps.put(step.version, step) != null) {
        throw new IllegalStateException("two migrations have the number " + step.version);
      }
    }
    return new Migrations(steps);
  }

  /**
   * Reads the migrations that a folder of the class path lists in its {@code index}. A jar need not
   * have entries for its folders, so a folder cannot be asked what it holds.
   */
  static Migrations in(String folder) {
    ClassLoader loader = Migrations.class.getClassLoader();
    try (InputStream index = loader.getResourceAsStream(folder + "/index")) {
      if (index == null) {
        throw new IllegalStateException("no migrations in " + folder);
      }
      List<Step> steps = new ArrayList<>();
      for (String file : new String(index.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        steps.add(read(loader, folder + "/" + file));
      }
      return of(steps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Step read(ClassLoader loader, String path) throws IOException {
    Matcher name = NAME.matcher(path);
    if (!name.find()) {
      throw new IllegalStateException(path + " is not named NNN_name.sql");
    }
    try (InputStream in = loader.getResourceAsStream(path)) {
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Step(Integer.parseInt(name.group(1)), name.group(2), sql);
    }
  }

  /** Brings the data to this program's version, or refuses and changes nothing. */
  void apply(Dialect dialect, Connection writer) {
    try (Statement statement = writer.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL)");
      Map<Integer, String> applied = applied(statement);
      refuseNewer(dialect, applied);
      List<Step> due =
          steps.values().stream().filter(s -> !applied.containsKey(s.version)).toList();
      if (due.isEmpty()) {
        return;
      }
      if (!applied.isEmpty()) {
        int from = Collections.max(applied.keySet());
        LOG.info(
            "migrating {} from {}; copy: {}", dialect.place(), from, dialect.backup(writer, from));
      }
      for (Step step : due) {
        apply(dialect, statement, step);
      }
    } catch (SQLException e) {
      throw new StoreException("open " + dialect.place(), e);
    }
  }

  private static void apply(Dialect dialect, Statement statement, Step step) throws SQLException {
    statement.execute(dialect.beginWrite());
    try {
      for (String sql : statements(step.sql)) {
        statement.execute(dialect.schema(sql));
      }
      statement.execute(
          "INSERT INTO migration (version, name) VALUES ("
              + step.version
              + ", '"
              + step.name
              + "')");
      statement.execute("COMMIT");
    } catch (SQLException e) {
      statement.execute("ROLLBACK");
      throw new StoreException("migration " + step.version + " (" + step.name + ")", e);
    }
  }

  private void refuseNewer(Dialect dialect, Map<Integer, String> applied) {
    String unknown =
        applied.entrySet().stream()
            .filter(entry -> !steps.containsKey(entry.getKey()))
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty()) {
      throw new StoreException(
          dialect.place()
              + " was written by a newer program: it has schema version "
              + unknown
              + ", this program knows versions up to "
              + steps.lastKey()
              + ". Start the newer program again, or restore the copy made before it.");
    }
  }

  private static Map<Integer, String> applied(Statement statement) throws SQLException {
    Map<Integer, String> applied = new TreeMap<>();
    try (ResultSet rows = statement.executeQuery("SELECT version, name FROM migration")) {
      while (rows.next()) {
        applied.put(rows.getInt(1), rows.getString(2));
      }
    }
    return applied;
  }

  private static List<String> statements(String sql) {
    String bare = sql.replaceAll("(?m)--.*$", "");
    return Stream.of(bare.split(";\\s*(\\n|$)"))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }
}
