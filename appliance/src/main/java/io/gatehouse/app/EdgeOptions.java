package io.gatehouse.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the edge finds and keeps things. Each place is an option and an environment variable. */
final class EdgeOptions {

  @Option(
      names = "--data",
      defaultValue = "${env:GATEHOUSE_DATA:-/var/lib/gatehouse}",
      description =
          "What must survive: database, keys, certificate, settings. Default: ${DEFAULT-VALUE}")
  Path data;

  @Option(
      names = "--run",
      defaultValue = "${env:GATEHOUSE_RUN:-/run/gatehouse}",
      description = "Sockets of the warden and the API. Default: ${DEFAULT-VALUE}")
  Path run;

  @Option(
      names = "--leases",
      defaultValue = "${env:GATEHOUSE_LEASES:-/var/lib/gatehouse-dnsmasq/lan.leases}",
      description = "The DHCP server's lease file. Default: ${DEFAULT-VALUE}")
  Path leases;

  @Option(
      names = "--long-leases",
      defaultValue = "${env:GATEHOUSE_LONG_LEASES:-/run/gatehouse-dhcp/paid}",
      description = "Where the DHCP server reads who is online. Default: ${DEFAULT-VALUE}")
  Path longLeases;

  @Option(
      names = "--rollout",
      defaultValue = "${env:GATEHOUSE_ROLLOUT:-/var/lib/gatehouse-rollout}",
      description =
          "Where the root side notes which change is under way. Default: ${DEFAULT-VALUE}")
  Path rollout;

  @Option(
      names = "--radio",
      defaultValue = "${env:GATEHOUSE_RADIO:-/run/gatehouse-hostapd}",
      description = "Where hostapd's control sockets are. Default: ${DEFAULT-VALUE}")
  Path radio;

  @Option(
      names = "--alarms",
      defaultValue = "${env:GATEHOUSE_ALARMS:-/run/gatehouse-disk/alarms}",
      description = "What the start found wrong with the file systems. Default: ${DEFAULT-VALUE}")
  Path alarms;

  @Option(
      names = "--portal-port",
      defaultValue = "${env:GATEHOUSE_PORTAL_PORT:-80}",
      description = "TCP port of the portal on the guest address. Default: ${DEFAULT-VALUE}")
  int portalPort;

  @Option(
      names = "--portal-also-at",
      split = ",",
      paramLabel = "AUTHORITY",
      defaultValue = "${env:GATEHOUSE_PORTAL_ALSO_AT:-}",
      description =
          "Further names, such as 127.0.0.1:8080, under which the portal answers: where something"
              + " forwards to it. Default: none")
  List<String> portalAlsoAt = List.of();

  @Option(
      names = "--console-also-as",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "${env:GATEHOUSE_CONSOLE_ALSO_AS:-}",
      description =
          "Further host names that browsers may use for the console: where something forwards to"
              + " it. Default: none")
  List<String> consoleAlsoAs = List.of();

  @Option(
      names = "--console-port",
      defaultValue = "${env:GATEHOUSE_CONSOLE_PORT:-443}",
      description = "TCP port of the console on the management address. Default: ${DEFAULT-VALUE}")
  int consolePort;

  /** Without the empty word that an unset variable leaves. */
  List<String> alsoAt() {
    return portalAlsoAt.stream().filter(word -> !word.isBlank()).toList();
  }

  /** The console's names: those of the settings and those given here. */
  List<String> consoleNames(List<String> ofSettings) {
    return Stream.concat(ofSettings.stream(), consoleAlsoAs.stream())
        .filter(word -> !word.isBlank())
        .toList();
  }

  /** In safe mode an empty one in memory. */
  Path database() {
    return safeMode() ? run.resolve("safe-mode.db") : data.resolve("gatehouse.db");
  }

  boolean safeMode() {
    return Files.exists(ledgerAlarm());
  }

  /** There once a start has failed on a damaged ledger, until the box is switched off. */
  Path ledgerAlarm() {
    return ownAlarms().resolve("ledger");
  }

  /** What the program itself found wrong at this start of the box. */
  Path ownAlarms() {
    return run.resolve("alarms");
  }

  /** There while a reset waits for the ledger's half of it. */
  Path resetDue() {
    return data.resolve("reset/files");
  }

  Path keys() {
    return data.resolve("keys");
  }

  /** There where the box belongs to a hub. */
  Path membership() {
    return keys().resolve("hub.json");
  }

  Path settings() {
    return data.resolve("settings.json");
  }

  Path label() {
    return data.resolve("label");
  }

  Path wardenSocket() {
    return run.resolve("warden.sock");
  }

  Path apiSocket() {
    return run.resolve("api.sock");
  }
}
