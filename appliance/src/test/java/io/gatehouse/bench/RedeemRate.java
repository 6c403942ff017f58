package io.gatehouse.bench;

import io.gatehouse.bench.rig.BenchTrouble;
import io.gatehouse.bench.rig.Floor;
import io.gatehouse.bench.rig.Numbers;
import io.gatehouse.bench.rig.Workspace;
import io.gatehouse.network.shaping.Rate;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Durable redemptions a second, 64 at once, against single-row commits a second of a bare SQLite
 * file with the same durability on the same disk.
 */
final class RedeemRate implements Bench {
  private static final int ROUNDS = 9;
  private static final int WARM_UP = 4;
  private static final int CODES = 2_000;
  private static final int AT_ONCE = 64;
  private static final int ROWS = 1_000;

  @Override
  public List<String> names() {
    return List.of("redeem_rate");
  }

  @Override
  public List<Row> run(List<String> wanted) {
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (Workspace space = new Workspace("redeem");
        Floor floor = new Floor(space.folder());
        Peer peer = new Peer(space.folder().resolve("peer.db"))) {
      String plan = floor.plan("bench", new Rate(5_000, 2_000, 0));
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        List<String> codes = floor.codes(plan, CODES);
        double redemptions = CODES / floor.redeem(codes, AT_ONCE);
        double commits = ROWS / peer.insert(ROWS);
        if (round >= WARM_UP) {
          ours.add(redemptions);
          peers.add(commits);
          ratios.add(redemptions / commits);
        }
      }
    }
    return List.of(
        new Row(
            "redeem_rate",
            Numbers.median(ratios),
            "ratio",
            "%.0f redemptions/s, %.0f commits/s"
                .formatted(Numbers.median(ours), Numbers.median(peers))));
  }

  /** One row, one commit, one sync. */
  private static final class Peer implements AutoCloseable {
    private final Connection connection;

    Peer(Path file) {
      try {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
          statement.execute("PRAGMA journal_mode=WAL");
          statement.execute("PRAGMA synchronous=FULL");
          statement.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
        }
      } catch (SQLException e) {
        throw new BenchTrouble("opening " + file, e);
      }
    }

    double insert(int rows) {
      long start = System.nanoTime();
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO t (text) VALUES (?)")) {
        for (int i = 0; i < rows; i++) {
          insert.setString(1, "one voucher used by one device");
          insert.executeUpdate();
        }
      } catch (SQLException e) {
        throw new BenchTrouble("inserting", e);
      }
      return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new BenchTrouble("closing", e);
      }
    }
  }
}
