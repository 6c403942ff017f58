package io.gatehouse.app.cli;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsFile;
import io.gatehouse.operator.accounts.Accounts;
import io.gatehouse.operator.accounts.FirstPassword;
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
    description = "What is printed on the box: where its console is and how it is first opened.",
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
    try {
      password = new FirstPassword(data.resolve("first-password")).read();
    } catch (UncheckedIOException e) {
      spec.commandLine().getErr().println(e.getMessage() + ". Are you root?");
      return 1;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject label = new JsonObject().put("console", console).put("name", Accounts.FIRST);
      out.println(label.put("password", password.orElse(null)).encodePrettily());
    } else {
      out.println("Console:  " + console);
      out.println("Name:     " + Accounts.FIRST);
      out.println("Password: " + password.orElse("chosen by the operator"));
    }
    out.flush();
    return 0;
  }
}
