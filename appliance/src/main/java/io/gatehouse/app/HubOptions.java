package io.gatehouse.app;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where a hub keeps its things and where it answers. */
final class HubOptions {
  @Option(
      names = "--data",
      defaultValue = "${env:GATEHOUSE_HUB_DATA:-/var/lib/gatehouse-hub}",
      description = "The hub's database and keys. Default: ${DEFAULT-VALUE}")
  Path data;

  @Option(
      names = "--database",
      paramLabel = "ADDRESS",
      defaultValue = "${env:GATEHOUSE_HUB_DATABASE:-}",
      description =
          "postgresql://USER@HOST[:PORT]/NAME for a PostgreSQL server (13 or newer). Default: a file"
              + " in --data")
  String database = "";

  @Option(
      names = "--database-password",
      paramLabel = "FILE",
      defaultValue = "${env:GATEHOUSE_HUB_DATABASE_PASSWORD}",
      description = "The file that holds the server's password.")
  Path databasePassword;

  @Option(
      names = "--name",
      split = ",",
      paramLabel = "HOST",
      defaultValue = "${env:GATEHOUSE_HUB_NAME:-localhost}",
      description =
          "Names and addresses under which boxes reach it; its certificate is for these. Default:"
              + " ${DEFAULT-VALUE}")
  List<String> names;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      defaultValue = "${env:GATEHOUSE_HUB_LISTEN:-0.0.0.0}",
      description = "The address to listen on for boxes. Default: ${DEFAULT-VALUE}")
  String listen;

  @Option(
      names = "--port",
      defaultValue = "${env:GATEHOUSE_HUB_PORT:-8443}",
      description = "The TCP port for boxes. Default: ${DEFAULT-VALUE}")
  int port;

  @Option(
      names = "--api",
      paramLabel = "PATH",
      defaultValue = "${env:GATEHOUSE_HUB_API:-/run/gatehouse-hub/api.sock}",
      description = "The Unix socket for the words below. Default: ${DEFAULT-VALUE}")
  Path api;
}
