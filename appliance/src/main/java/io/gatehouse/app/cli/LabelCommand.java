package io.gatehouse.app.cli;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsFile;
import io.gatehouse.network.wifi.SetupNetwork;
import io.gatehouse.operator.accounts.Accounts;
import io.gatehouse.operator.accounts.FirstPassword;
import io.gatehouse.operator.accounts.Label;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse label}: reads the box's own files, so it works before the box is set up. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    description = "What is printed on the box: how it is first joined, opened and claimed.",
    footer = {
      "",
      "Needs root. The password is on the label until somebody has chosen one of their own.",
      "Examples:",
      "  gatehouse label",
      "  gatehouse label --json"
    })
public final class LabelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:GATEHOUSE_DATA:-/var/lib/gatehouse}",
      description = "the box's data (default: ${DEFAULT-VALUE})")
  private Path data;

  @Option(names = "--json", description = "one JSON document")
  private boolean json;

  private Settings settings() {
    try {
      return SettingsFile.peek(data.resolve("settings.json")) instanceof Parsed.Ok ok
          ? ok.settings()
          : Settings.factory();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the settings in " + data, e);
    }
  }

  @Override
  public Integer call() {
    Settings settings = settings();
    String console = "https://" + settings.management().box() + "/";
    Optional<String> password;
    Optional<Label> label;
    try {
      password = new FirstPassword(data.resolve("first-password")).read();
      label = Label.read(data.resolve("label"));
    } catch (UncheckedIOException e) {
      spec.commandLine().getErr().println(e.getMessage() + ". Are you root?");
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject said = new JsonObject().put("console", console).put("name", Accounts.FIRST);
      said.put("password", password.orElse(null));
      label.ifPresent(
          printed ->
              said.put("ssid", SetupNetwork.NAME.text())
                  .put("passphrase", printed.passphrase())
                  .put("claim", printed.claim())
                  .put("qr", joins(printed)));
      out.println(said.encodePrettily());
    } else {
      out.println("Console:    " + console);
      out.println("Name:       " + Accounts.FIRST);
      out.println("Password:   " + password.orElse("chosen by the operator"));
      label.ifPresentOrElse(
          printed -> {
            out.println("Wi-Fi:      " + SetupNetwork.NAME);
            out.println("Passphrase: " + printed.passphrase());
            out.println("Claim code: " + printed.claim());
            out.print("\n" + TerminalQr.of(joins(printed)));
          },
          () -> out.println("The rest of the label is made at the box's first start."));
    }
    out.flush();
    return 0;
  }

  /** What phones read to join the set-up network (the format of ZXing and of WPA3 §7). */
  private static String joins(Label label) {
    return "WIFI:T:WPA;S:" + SetupNetwork.NAME + ";P:" + label.passphrase() + ";;";
  }
}
