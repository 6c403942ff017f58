package io.gatehouse.app.cli.hub;

import io.gatehouse.app.cli.BoxOptions;
import io.gatehouse.app.cli.Table;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse hub box …}. */
@Command(
    name = "box",
    description = "The boxes of a hub; each is named by its name or its id.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gatehouse hub box add cafe",
      "  gatehouse hub box list",
      "  gatehouse hub box set cafe '{\"branding\": {\"siteName\": \"Cafe\"}}'",
      "  gatehouse hub box settings cafe",
      "  gatehouse hub box facts cafe --max 20",
      "  gatehouse hub box order cafe RESTART gatehouse-dnsmasq@lan",
      "  gatehouse hub box orders cafe",
      "  gatehouse hub box revoke cafe"
    })
public final class HubBoxCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "add",
      description = "Make a place for a box.",
      defaultValueProvider = HubSocket.class)
  int add(
      @Mixin BoxOptions hub,
      @Parameters(paramLabel = "NAME", description = "small letters, digits, hyphens") String name,
      @Option(
              names = "--site",
              defaultValue = "default",
              paramLabel = "SITE",
              description = "the site it belongs to (default: ${DEFAULT-VALUE})")
          String site) {
    return hub.ask(
        api ->
            hub.show(
                api.post("/boxes", new JsonObject().put("name", name).put("site", site)),
                box ->
                    "box "
                        + box.getString("id")
                        + " is "
                        + name
                        + "; next: gatehouse hub claim "
                        + name
                        + "\n"));
  }

  @Command(
      name = "list",
      description = "All boxes and when they were last heard of.",
      defaultValueProvider = HubSocket.class)
  int list(@Mixin BoxOptions hub) {
    return hub.ask(api -> hub.show(api.get("/boxes"), HubBoxCommand::table));
  }

  private static String table(JsonObject answer) {
    Table table = new Table("ID", "NAME", "SITE", "LAST SEEN", "FACTS", "TROUBLE");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject box = (JsonObject) item;
      table.row(
          box.getString("id"),
          box.getString("name"),
          box.getString("site"),
          box.getString("seen").isEmpty() ? "never" : box.getString("seen"),
          box.getLong("facts"),
          box.getString("trouble"));
    }
    return table.toString();
  }

  @Command(name = "show", description = "One box.", defaultValueProvider = HubSocket.class)
  int show(@Mixin BoxOptions hub, @Parameters(paramLabel = "BOX") String box) {
    return hub.ask(api -> hub.show(api.get(path(box)), HubBoxCommand::one));
  }

  private static String one(JsonObject box) {
    Table table = new Table("WHAT", "NOW");
    box.forEach(field -> table.row(field.getKey(), field.getValue()));
    return table.toString();
  }

  @Command(
      name = "revoke",
      description = "Take the box's certificates and open claims back; it is refused at once.",
      defaultValueProvider = HubSocket.class)
  int revoke(@Mixin BoxOptions hub, @Parameters(paramLabel = "BOX") String box) {
    return hub.ask(api -> hub.show(api.post(path(box) + "/revoke", null), HubBoxCommand::revoked));
  }

  private static String revoked(JsonObject done) {
    String text =
        done.getInteger("revoked")
            + " certificates were taken back, and the site has a new key for vouchers\n";
    return done.getJsonArray("batches").isEmpty()
        ? text
        : text
            + "where the box is in strange hands: it knows the keys of batches "
            + done.getJsonArray("batches").encode()
            + "; \"gatehouse hub voucher revoke NUMBER\" takes one back\n";
  }

  @Command(
      name = "facts",
      description = "What happened on a box, newest first.",
      defaultValueProvider = HubSocket.class)
  int facts(
      @Mixin BoxOptions hub,
      @Parameters(paramLabel = "BOX") String box,
      @Option(
              names = "--max",
              defaultValue = "50",
              paramLabel = "N",
              description = "at most so many, up to 1000 (default: ${DEFAULT-VALUE})")
          int max) {
    return hub.ask(
        api -> hub.show(api.get(path(box) + "/facts?max=" + max), HubBoxCommand::happened));
  }

  private static String happened(JsonObject answer) {
    Table table = new Table("SEQ", "TIME", "WHAT", "DETAILS");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject fact = (JsonObject) item;
      table.row(
          fact.getLong("seq"),
          fact.getString("wall") + (fact.getBoolean("clockTrusted") ? "" : " ?"),
          fact.getString("kind"),
          fact.getValue("fact"));
    }
    return table.toString();
  }

  @Command(
      name = "set",
      description = {
        "Say what a box is to be: part of its settings, as JSON.",
        "The box tries them and keeps them once it has reached the hub again with them."
      },
      defaultValueProvider = HubSocket.class)
  int set(
      @Mixin BoxOptions hub,
      @Parameters(paramLabel = "BOX") String box,
      @Parameters(paramLabel = "JSON", description = "such as {\"portal\": {\"name\": \"...\"}}")
          String json) {
    JsonObject document;
    try {
      document = new JsonObject(json);
    } catch (DecodeException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "the settings are not a JSON object", e);
    }
    return hub.ask(
        api ->
            hub.show(
                api.post(path(box) + "/settings", document),
                done ->
                    "settings "
                        + done.getLong("revision")
                        + " wait for the box; \"gatehouse hub box settings "
                        + box
                        + "\" says how they ended\n"));
  }

  @Command(
      name = "settings",
      description = "What a box was told to be, and what it made of it.",
      defaultValueProvider = HubSocket.class)
  int settings(@Mixin BoxOptions hub, @Parameters(paramLabel = "BOX") String box) {
    return hub.ask(api -> hub.show(api.get(path(box) + "/settings"), HubBoxCommand::wishes));
  }

  private static String wishes(JsonObject answer) {
    Table table = new Table("REVISION", "BY", "OUTCOME", "NOTE");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject wish = (JsonObject) item;
      table.row(
          wish.getLong("revision"), wish.getString("author"), ended(wish), wish.getString("note"));
    }
    return table.toString();
  }

  @Command(
      name = "order",
      description = {
        "Have a box do something: END_SESSION with the session's id, RESTART with the unit of a"
            + " daemon, or LOOK.",
        "A box that does not ask for it within 10 minutes does not get it any more."
      },
      defaultValueProvider = HubSocket.class)
  int order(
      @Mixin BoxOptions hub,
      @Parameters(paramLabel = "BOX") String box,
      @Parameters(paramLabel = "KIND", description = "END_SESSION, RESTART or LOOK") String kind,
      @Parameters(
              paramLabel = "SUBJECT",
              arity = "0..1",
              defaultValue = "",
              description = "a session's id, or gatehouse-dnsmasq@lan, ...")
          String subject) {
    JsonObject order = new JsonObject().put("kind", kind).put("subject", subject);
    return hub.ask(
        api ->
            hub.show(
                api.post(path(box) + "/orders", order),
                given ->
                    "order "
                        + given.getLong("number")
                        + " waits for the box; \"gatehouse hub box orders "
                        + box
                        + "\" says what became of it\n"));
  }

  @Command(
      name = "orders",
      description = "What a box was told to do, and what became of it.",
      defaultValueProvider = HubSocket.class)
  int orders(@Mixin BoxOptions hub, @Parameters(paramLabel = "BOX") String box) {
    return hub.ask(api -> hub.show(api.get(path(box) + "/orders"), HubBoxCommand::given));
  }

  private static String given(JsonObject answer) {
    Table table = new Table("NUMBER", "KIND", "SUBJECT", "BY", "OUTCOME", "NOTE");
    for (Object item : answer.getJsonArray("items")) {
      JsonObject order = (JsonObject) item;
      table.row(
          order.getLong("number"),
          order.getString("kind"),
          order.getString("subject"),
          order.getString("author"),
          ended(order),
          order.getString("note"));
    }
    return table.toString();
  }

  private static String ended(JsonObject item) {
    String outcome = item.getString("outcome");
    return outcome.isEmpty() ? "waits" : outcome;
  }

  static String path(String box) {
    return "/boxes/" + BoxOptions.encoded(box);
  }
}
