package io.gatehouse.app.cli;

import io.gatehouse.network.radius.RadiusSecret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse radius nas …}: changes of the settings, as everything is. */
@Command(
    name = "nas",
    description = "Routers and access points that ask the box.",
    mixinStandardHelpOptions = true)
public final class RadiusNasCommand {

  @Command(name = "list", description = "Those there are.")
  int list(@Mixin BoxOptions box) {
    return box.ask(
        api ->
            box.show(
                new JsonObject().put("items", nases(api.get("/settings"))),
                RadiusNasCommand::table));
  }

  private static JsonArray nases(JsonObject settings) {
    return settings.getJsonObject("radius").getJsonArray("nases");
  }

  private static String table(JsonObject all) {
    Table table = new Table("NAME", "NETWORK", "TYPE", "COA", "PER SECOND", "");
    for (Object item : all.getJsonArray("items")) {
      JsonObject one = (JsonObject) item;
      table.row(
          one.getString("name"),
          one.getString("network"),
          one.getString("type"),
          "" + one.getInteger("coaPort"),
          "" + one.getInteger("requestsPerSecond"),
          one.getBoolean("requireMessageAuthenticator")
              ? ""
              : "INSECURE: takes requests without Message-Authenticator (CVE-2024-3596)");
    }
    return table.toString();
  }

  @Command(name = "add", description = "Add one; prints the secret that was made for it, once.")
  int add(
      @Mixin BoxOptions box,
      @Parameters(index = "0", paramLabel = "NAME", description = "what it is called here")
          String name,
      @Parameters(index = "1", paramLabel = "ADDRESS", description = "10.0.0.5 or 10.0.0.0/24")
          String network,
      @Option(
              names = "--type",
              defaultValue = "other",
              paramLabel = "TYPE",
              description = "other, mikrotik, hostapd, cisco, ubiquiti or coova (default: other)")
          String type) {
    String secret = RadiusSecret.generate().secret();
    return box.ask(
        api -> {
          JsonArray nases = nases(api.get("/settings"));
          nases.add(
              new JsonObject()
                  .put("name", name)
                  .put("network", network)
                  .put("type", type)
                  .put("secret", secret));
          JsonObject done = change(api, nases, "NAS " + name);
          return box.show(done.put("secret", secret), RadiusNasCommand::told);
        });
  }

  @Command(name = "remove", description = "Take one away; it gets no answer from then on.")
  int remove(
      @Mixin BoxOptions box,
      @Parameters(paramLabel = "NAME", description = "its name") String name) {
    return box.ask(
        api -> {
          JsonArray nases = nases(api.get("/settings"));
          JsonArray others = new JsonArray();
          for (Object nas : nases) {
            if (!((JsonObject) nas).getString("name").equals(name)) {
              others.add(nas);
            }
          }
          if (others.size() == nases.size()) {
            throw new Refused("there is no NAS named " + name, null);
          }
          return box.show(change(api, others, "no NAS " + name), RadiusNasCommand::told);
        });
  }

  /** The other NASes' secrets go back as the stars they came as, and stay what they are. */
  private static JsonObject change(ApiClient api, JsonArray nases, String reason) {
    return api.post(
        "/settings",
        new JsonObject()
            .put("revision", api.get("/settings/state").getLong("revision"))
            .put("reason", reason)
            .put("change", new JsonObject().put("radius", new JsonObject().put("nases", nases))));
  }

  private static String told(JsonObject answer) {
    String secret = answer.getString("secret");
    return "revision "
        + answer.getLong("revision")
        + ": "
        + answer.getString("message")
        + (answer.getBoolean("waiting")
            ? "\n  gatehouse settings confirm " + answer.getLong("revision") + "\n"
            : "\n")
        + (secret == null ? "" : "shared secret, shown this once: " + secret + "\n");
  }
}
