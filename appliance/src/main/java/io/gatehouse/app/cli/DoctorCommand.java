package io.gatehouse.app.cli;

import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsFile;
import io.gatehouse.operator.diagnostics.Doctor;
import io.gatehouse.operator.diagnostics.Line;
import io.gatehouse.platform.address.Ipv4;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse doctor}: runs on the box as root, and works while the edge is down. */
@Command(
    name = "doctor",
    description = {
      "Walks a guest's way to the portal from a device of its own on the guest network and says",
      "what is wrong, and what to do. Needs root. Exit 1 where something is wrong."
    },
    footer = {"", "Examples:", "  sudo gatehouse doctor", "  sudo gatehouse doctor --json"})
public final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      defaultValue = "/var/lib/gatehouse/settings.json",
      description = "the box's settings (default: ${DEFAULT-VALUE}; factory settings if absent)")
  private Path file;

  @Option(
      names = "--outside",
      paramLabel = "ADDRESS",
      defaultValue = "1.1.1.1",
      description = "a host of the internet with TCP port 443 open (default: ${DEFAULT-VALUE})")
  private String outside;

  @Option(names = "--json", description = "answer with one JSON document")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Override
  public Integer call() throws IOException {
    Ipv4 target =
        Ipv4.parse(outside)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "--outside must be an IPv4 address"));
    PrintWriter out = spec.commandLine().getOut();
    List<Line> lines =
        new Doctor(
                settings(),
                target,
                line -> {
                  if (!json) {
                    out.print(text(line));
                    out.flush();
                  }
                })
            .examine();
    long bad = lines.stream().filter(line -> line.verdict() == Line.Verdict.BAD).count();
    out.print(json ? json(lines).encodePrettily() + "\n" : summary(bad));
    out.flush();
    return bad == 0 ? 0 : 1;
  }

  private Settings settings() throws IOException {
    return switch (SettingsFile.peek(file)) {
      case Parsed.Ok ok -> ok.settings();
      case Parsed.Invalid invalid -> {
        spec.commandLine()
            .getErr()
            .println(file + " is refused, so factory settings are taken: " + invalid.summary());
        yield Settings.factory();
      }
    };
  }

  private static String text(Line line) {
    String sign =
        switch (line.verdict()) {
          case GOOD -> "ok    ";
          case BAD -> "WRONG ";
          case SKIPPED -> "--    ";
        };
    String text =
        sign + Table.printable(line.tried()) + "\n        " + Table.printable(line.seen()) + "\n";
    return line.advice().isEmpty() ? text : text + "        do: " + line.advice() + "\n";
  }

  private static String summary(long bad) {
    return bad == 0 ? "\nNothing is wrong.\n" : "\n" + bad + " of these are wrong.\n";
  }

  private static JsonObject json(List<Line> lines) {
    JsonArray items = new JsonArray();
    lines.forEach(
        line ->
            items.add(
                new JsonObject()
                    .put("tried", line.tried())
                    .put("seen", line.seen())
                    .put("verdict", line.verdict().name().toLowerCase(Locale.ROOT))
                    .put("advice", line.advice())));
    return new JsonObject()
        .put("ok", lines.stream().noneMatch(line -> line.verdict() == Line.Verdict.BAD))
        .put("items", items);
  }
}
