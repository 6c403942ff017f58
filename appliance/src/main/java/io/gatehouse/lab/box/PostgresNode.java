package io.gatehouse.lab.box;

import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.LabState;
import io.gatehouse.lab.net.Site;
import io.gatehouse.lab.net.Topology;
import io.gatehouse.lab.net.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The distribution's PostgreSQL in a lab's internet, on the loopback of the hub's machine. */
final class PostgresNode {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String HOME = "hub/postgres";

  /** Arguments: its folder, the server's programs. It refuses to run as root. */
  private static final String SERVE =
      "d=$1; p=$2; chown -R postgres: \"$d\"; as=\"setpriv --reuid postgres --regid postgres"
          + " --clear-groups --\"; $as \"$p/initdb\" --pgdata=\"$d/data\" --username=gatehouse"
          + " --auth=scram-sha-256 --pwfile=\"$d/password\" --encoding=UTF8 --locale=C && exec $as"
          + " \"$p/postgres\" -D \"$d/data\" -c listen_addresses=127.0.0.1"
          + " -c unix_socket_directories= -c shared_buffers=32MB";

  private final Site site;
  private final LabState state;

  PostgresNode(Site site, LabState state) {
    this.site = site;
    this.state = state;
  }

  /** Starts it and returns the lines by which a hub is told of it, once it answers. */
  String start() {
    Path programs = programs();
    LabState.write(state.file(HOME + "/password"), UUID.randomUUID() + "\n");
    String home = "/run/lab/" + HOME;
    site.daemon(
        Topology.INTERNET,
        "hub/postgres.log",
        List.of("sh", "-c", SERVE, "sh", home, programs.toString()));
    Waiting.until(
        LIMIT,
        "PostgreSQL's answer",
        () ->
            site.run(
                    Topology.INTERNET,
                    LIMIT,
                    "",
                    List.of(programs.resolve("pg_isready").toString(), "-h", "127.0.0.1"))
                .ok());
    return "GATEHOUSE_HUB_DATABASE=postgresql://gatehouse@127.0.0.1/postgres\n"
        + "GATEHOUSE_HUB_DATABASE_PASSWORD="
        + home
        + "/password\n";
  }

  private static Path programs() {
    Path versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> all = Files.list(versions)) {
        return all.map(version -> version.resolve("bin"))
            .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
            .max(Comparator.naturalOrder())
            .orElseThrow(PostgresNode::missing);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw missing();
  }

  private static LabException missing() {
    return new LabException(
        "there is no PostgreSQL on this machine: install the package postgresql");
  }
}
