package io.gatehouse.app;

import io.gatehouse.platform.store.Move;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moves the books of a hub that stands still from its file to a server. */
@Command(
    name = "move",
    mixinStandardHelpOptions = true,
    description = {
      "Move the hub's books from its file to PostgreSQL. Stop the hub first.",
      "Its keys stay where they are, in the folder of --data; the file is left as it is."
    },
    footer = {
      "",
      "Example:",
      "  systemctl stop gatehouse-hub",
      "  gatehouse hub move --to postgres --database postgresql://gatehouse@db.example.org/hub \\",
      "      --database-password /etc/gatehouse/hub-database",
      "  then GATEHOUSE_HUB_DATABASE and GATEHOUSE_HUB_DATABASE_PASSWORD in"
          + " /etc/default/gatehouse-hub, and systemctl start gatehouse-hub"
    })
final class HubMoveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HubOptions options;

  /** The kinds of places to move to. */
  enum Kind {
    postgres
  }

  @Option(
      names = "--to",
      required = true,
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES}")
  private Kind kind;

  @Override
  public Integer call() {
    if (options.database.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "where to: --database postgresql://USER@HOST/NAME");
    }
    if (!Files.exists(options.data.resolve("gatehouse-hub.db"))) {
      return no("there is no hub in " + options.data);
    }
    if (runs()) {
      return no("the hub runs: stop it first (systemctl stop gatehouse-hub)");
    }
    Move move =
        new Move(
            HubDatabase.file(options),
            HubDatabase.of(options),
            line -> spec.commandLine().getErr().println(line));
    return switch (move.all()) {
      case Move.Moved.Done(long rows) -> {
        spec.commandLine()
            .getOut()
            .println(rows + " rows are in " + options.database + " (" + kind + ")");
        yield 0;
      }
      case Move.Moved.NotEmpty(String table) ->
          no(options.database + " is not empty (" + table + "): name one that is");
    };
  }

  private int no(String reason) {
    spec.commandLine().getErr().println(reason);
    return 1;
  }

  private boolean runs() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(options.api));
    } catch (IOException e) {
      return false;
    }
  }
}
