package io.gatehouse.app.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all words that ask a box or a hub have in common: where it is, and how they answer. */
public final class BoxOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      defaultValue = "/run/gatehouse/api.sock",
      description = "the API's socket (default: ${DEFAULT-VALUE})")
  private Path socket;

  @Option(names = "--json", description = "answer with the API's JSON, one document")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  boolean json() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /**
   * Asks the box and prints. What the box refuses goes to the error stream.
   *
   * @return the exit code: 0, or 1 where the box said no
   */
  public int ask(Function<ApiClient, Integer> question) {
    try (ApiClient api = new ApiClient(socket)) {
      return question.apply(api);
    } catch (Refused e) {
      spec.commandLine().getErr().println(Table.printable(e.getMessage()));
      return 1;
    } finally {
      out().flush();
    }
  }

  /** Prints the answer as it came, or the text made of it. */
  public int show(JsonObject answer, Function<JsonObject, String> text) {
    out().print(json ? answer.encodePrettily() + "\n" : text.apply(answer));
    return 0;
  }

  /** Gathers all pages of a list that is read by cursor, up to a number of items. */
  static JsonArray pages(ApiClient api, String path, int most) {
    JsonArray all = new JsonArray();
    String after = "";
    while (all.size() < most) {
      String separator = path.contains("?") ? "&" : "?";
      int max = Math.min(1_000, most - all.size());
      JsonObject page = api.get(path + separator + "max=" + max + after);
      all.addAll(page.getJsonArray("items"));
      Object next = page.getValue("next");
      if (next == null) {
        break;
      }
      after = "&after=" + encoded(next.toString());
    }
    return all;
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
