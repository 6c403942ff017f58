package io.gatehouse.api.box;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.network.revision.Proposed;
import io.gatehouse.network.revision.Revision;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Change;
import io.gatehouse.network.rollout.Changes;
import io.gatehouse.network.rollout.Kept;
import io.gatehouse.network.rollout.Rollout;
import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsDiff;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.network.settings.SettingsSchema;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Settings: read, change, confirm, take back; and every state they had. */
public final class SettingsRoutes {
  private final Revisions revisions;
  private final Changes changes;
  private final Audit audit;

  public SettingsRoutes(Revisions revisions, Changes changes, Audit audit) {
    this.revisions = revisions;
    this.changes = changes;
    this.audit = audit;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/settings", Role.VIEWER, call -> Answer.ok(document(revisions.settings())));
    endpoints.get("/settings/state", Role.VIEWER, call -> Answer.ok(state()));
    endpoints.get(
        "/settings/schema", Role.VIEWER, call -> Answer.ok(new JsonObject(SettingsSchema.write())));
    endpoints.get(
        "/settings/drift",
        Role.VIEWER,
        call -> Answer.ok(new JsonObject().put("items", new JsonArray(changes.drift()))));
    endpoints.post("/settings", Role.ADMIN, this::change);
    endpoints.post("/settings/restore", Role.ADMIN, this::restore);
    endpoints.get("/revisions", Role.VIEWER, this::list);
    endpoints.get("/revisions/:id", Role.VIEWER, call -> Answer.ok(json(existing(call))));
    endpoints.get(
        "/revisions/:id/settings",
        Role.VIEWER,
        call -> Answer.ok(document(settings(existing(call)))));
    endpoints.get("/revisions/:id/diff", Role.VIEWER, this::diff);
    endpoints.post("/revisions/:id/return", Role.ADMIN, this::goBack);
    endpoints.post("/revisions/:id/confirm", Role.ADMIN, this::confirm);
    endpoints.post("/revisions/:id/revert", Role.ADMIN, this::revert);
  }

  private static JsonObject document(Settings settings) {
    return new JsonObject(SettingsJson.shown(settings));
  }

  private JsonObject state() {
    JsonObject state = new JsonObject().put("revision", revisions.inForce().number());
    changes
        .pending()
        .ifPresent(
            pending ->
                state.put(
                    "pending",
                    new JsonObject()
                        .put("revision", pending.revision())
                        .put("seconds", pending.seconds())
                        .put("tried", pending.tried())));
    return state;
  }

  private Answer change(Call call) {
    Fields body = call.fields();
    long expected = body.number("revision", -1, 0, Long.MAX_VALUE);
    String reason = body.text("reason", "", 200);
    int seconds = seconds(body);
    body.check();
    if (expected < 0 || !(call.body().getValue("change") instanceof JsonObject change)) {
      throw ApiProblem.invalid(
          Map.of(
              "revision", "the revision that the change was made of, see /settings/state",
              "change", "an object with the settings that change"));
    }
    return told(
        call,
        changes.change(expected, change.encode(), call.actor().name(), reason, seconds),
        "change");
  }

  /** Files that someone else has changed. */
  private Answer restore(Call call) {
    return switch (changes.restore()) {
      case Rollout.Applied.Done done -> {
        int files = done.changed().size();
        audit.record(call.actor(), "settings.restore", "files", files + " brought back");
        yield Answer.ok(new JsonObject().put("restored", files));
      }
      case Rollout.Applied.NotDone(String reason) ->
          throw ApiProblem.conflict("the files could not be brought back: " + reason);
    };
  }

  private Answer goBack(Call call) {
    Revision earlier = existing(call);
    Fields body = call.fields();
    long expected = body.number("revision", -1, 0, Long.MAX_VALUE);
    int seconds = seconds(body);
    body.check();
    String reason = "return to revision " + earlier.number();
    return told(
        call,
        changes.change(expected, settings(earlier), call.actor().name(), reason, seconds),
        "return");
  }

  private static int seconds(Fields body) {
    return (int) body.number("seconds", Changes.CONFIRM_SECONDS, 5, 3_600);
  }

  private Answer told(Call call, Change change, String action) {
    return switch (change) {
      case Change.NotProposed(Proposed why) -> throw notProposed(why);
      case Change.NotApplied(long revision, String reason) -> {
        audit.record(call.actor(), "settings." + action, "" + revision, "not applied");
        throw new ApiProblem(
            409,
            "not_applied",
            "the box is as before: " + reason,
            Map.of("revision", "" + revision));
      }
      case Change.InForce(long revision, boolean anew) -> {
        audit.record(call.actor(), "settings." + action, "" + revision, "in force");
        yield Answer.ok(
            new JsonObject()
                .put("revision", revision)
                .put("waiting", false)
                .put("startsAnew", anew)
                .put("message", "in force; it disturbs nobody, so there is nothing to confirm"));
      }
      case Change.Waiting(long revision, int seconds, boolean anew) -> {
        audit.record(call.actor(), "settings." + action, "" + revision, "waits");
        yield Answer.ok(
            new JsonObject()
                .put("revision", revision)
                .put("waiting", true)
                .put("seconds", seconds)
                .put("startsAnew", anew)
                .put("message", "on the box; confirm it within " + seconds + " s or it goes back"));
      }
    };
  }

  private static ApiProblem notProposed(Proposed why) {
    return switch (why) {
      case Proposed.Invalid(Map<String, String> errors) -> ApiProblem.invalid(errors);
      case Proposed.Stale(long expected, long current) ->
          ApiProblem.conflict(
              "the settings were changed meanwhile: this was made of revision "
                  + expected
                  + ", now it is "
                  + current);
      case Proposed.Busy(Revision other) ->
          ApiProblem.conflict(other + " by " + other.author() + " waits to be confirmed first");
      case Proposed.Unchanged(long current) ->
          ApiProblem.conflict("the settings are so already, as of revision " + current);
      case Proposed.Stored stored -> throw new IllegalStateException("it was proposed");
    };
  }

  private Answer confirm(Call call) {
    return kept(call, changes.confirm(number(call), call.actor().name()), "confirm");
  }

  private Answer revert(Call call) {
    return kept(call, changes.revert(number(call), call.actor().name()), "revert");
  }

  private Answer kept(Call call, Kept kept, String action) {
    return switch (kept) {
      case Kept.Done(long revision) -> {
        audit.record(call.actor(), "settings." + action, "" + revision, "done");
        yield Answer.ok(json(existing(call)));
      }
      case Kept.No(String reason) -> throw ApiProblem.conflict(reason);
    };
  }

  private Answer list(Call call) {
    int max = call.pageSize();
    List<Revision> found =
        revisions.list(call.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE), max);
    JsonArray items = new JsonArray();
    found.forEach(revision -> items.add(json(revision)));
    return Answer.ok(
        new JsonObject()
            .put("items", items)
            .put("next", found.size() < max ? null : found.getLast().number()));
  }

  /** What this revision changed against the one it was made of, or against another one. */
  private Answer diff(Call call) {
    Revision after = existing(call);
    long from = call.number("from", 1, Long.MAX_VALUE, after.base());
    Settings before =
        from == 0 ? Settings.factory() : settings(revisions.find(from).orElseThrow(this::none));
    JsonArray items = new JsonArray();
    SettingsDiff.between(before, settings(after))
        .forEach(
            one ->
                items.add(
                    new JsonObject()
                        .put("path", one.path())
                        .put("before", one.before())
                        .put("after", one.after())));
    return Answer.ok(
        new JsonObject().put("from", from).put("to", after.number()).put("items", items));
  }

  private Revision existing(Call call) {
    return revisions.find(number(call)).orElseThrow(this::none);
  }

  private ApiProblem none() {
    return ApiProblem.notFound("revision");
  }

  private static long number(Call call) {
    String id = call.id("revision");
    if (!id.matches("[0-9]{1,15}")) {
      throw ApiProblem.notFound("revision");
    }
    return Long.parseLong(id);
  }

  private static Settings settings(Revision revision) {
    return switch (revision.settings()) {
      case Parsed.Ok(Settings settings) -> settings;
      case Parsed.Invalid invalid ->
          throw ApiProblem.conflict("this revision cannot be used any more: " + invalid.summary());
    };
  }

  private static JsonObject json(Revision revision) {
    return new JsonObject()
        .put("revision", revision.number())
        .put("base", revision.base())
        .put("state", revision.state().name())
        .put("author", revision.author())
        .put("reason", revision.reason())
        .put("note", revision.note())
        .put("at", revision.at().toString());
  }
}
