package io.gatehouse.api.box;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.operator.backup.Backups;
import io.gatehouse.operator.backup.Backups.Made;
import io.gatehouse.operator.backup.Backups.Opened;
import io.gatehouse.operator.backup.Manifest;
import io.gatehouse.operator.backup.Recovery;
import io.gatehouse.operator.backup.RecoveryPassphrase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;

/** Backups and the document for support. A passphrase goes in and never comes out again. */
public final class BackupRoutes {
  /** The one path of the API that takes a file. */
  public static final String UPLOAD = "/backups/upload";

  private static final String WHAT = "backup";

  private final Recovery recovery;
  private final Backups backups;
  private final Audit audit;

  public BackupRoutes(Recovery recovery, Audit audit) {
    this.recovery = recovery;
    this.backups = recovery.backups();
    this.audit = audit;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/backups", Role.ADMIN, call -> Answer.ok(list()));
    endpoints.post("/backups", Role.ADMIN, this::make);
    endpoints.post("/backups/passphrase", Role.SUPER_ADMIN, this::choose);
    endpoints.post(UPLOAD, Role.SUPER_ADMIN, this::takeIn);
    endpoints.file("/backups/:id/file", Role.SUPER_ADMIN, this::file);
    endpoints.post(
        "/backups/:id/check",
        Role.SUPER_ADMIN,
        call -> opened(call, "backup.check", backups::check));
    endpoints.post(
        "/backups/:id/restore",
        Role.SUPER_ADMIN,
        call -> opened(call, "backup.restore", recovery::restore));
    endpoints.post("/backups/:id/remove", Role.SUPER_ADMIN, this::remove);
    endpoints.get("/support", Role.ADMIN, this::support);
  }

  private JsonObject list() {
    JsonArray items = new JsonArray();
    backups.list().forEach(kept -> items.add(json(kept)));
    Backups.Plan plan = backups.plan();
    return new JsonObject()
        .put("passphraseSet", plan.passphraseSet())
        .put("keep", plan.keep())
        .put("items", items);
  }

  private static JsonObject json(Backups.Kept kept) {
    return new JsonObject()
        .put("id", kept.id())
        .put("uploaded", kept.uploaded())
        .put("bytes", kept.bytes())
        .put("at", kept.at().toString());
  }

  private static JsonObject json(Manifest manifest) {
    JsonObject rows = new JsonObject();
    manifest.rows().forEach(rows::put);
    return new JsonObject()
        .put("box", manifest.box())
        .put("made", manifest.made())
        .put("rows", rows);
  }

  private Answer make(Call call) {
    return switch (backups.make()) {
      case Made.Done(Backups.Kept kept, Manifest manifest) -> {
        audit.record(call.actor(), "backup.make", kept.id(), "made and tried");
        yield Answer.created(json(kept).put("holds", json(manifest)));
      }
      case Made.NoPassphrase none ->
          throw ApiProblem.conflict("choose a recovery passphrase first");
      case Made.Failed(String reason) ->
          throw new ApiProblem(
              500, "backup_failed", "the backup did not stand its trial: " + reason, Map.of());
    };
  }

  private static RecoveryPassphrase passphrase(Fields body) {
    String typed = body.text("passphrase", "", RecoveryPassphrase.LONGEST);
    if (typed.isEmpty()) {
      body.wrong("passphrase", "is needed");
    }
    return RecoveryPassphrase.typed(typed);
  }

  private Answer choose(Call call) {
    Fields body = call.fields();
    RecoveryPassphrase passphrase = passphrase(body);
    int keep = (int) body.number("keep", backups.plan().keep(), 1, Backups.MOST_KEPT);
    body.check();
    backups
        .choose(passphrase, keep)
        .ifPresent(
            weakness -> {
              throw ApiProblem.invalid(Map.of("passphrase", weakness));
            });
    audit.record(call.actor(), "backup.passphrase", "", "keeps " + keep);
    return Answer.ok(list());
  }

  private Answer takeIn(Call call) {
    Path file =
        call.upload()
            .orElseThrow(
                () -> ApiProblem.invalid(Map.of("file", "send one as multipart/form-data")));
    Backups.Kept kept = backups.takeIn(file);
    audit.record(call.actor(), "backup.upload", kept.id(), kept.bytes() + " bytes");
    return Answer.created(json(kept));
  }

  private Path file(Call call) {
    String id = call.id(WHAT);
    Path file = backups.file(id).orElseThrow(() -> ApiProblem.notFound(WHAT));
    audit.record(call.actor(), "backup.download", id, "sent");
    return file;
  }

  private Answer opened(
      Call call, String action, BiFunction<String, RecoveryPassphrase, Opened> open) {
    String id = call.id(WHAT);
    Fields body = call.fields();
    RecoveryPassphrase passphrase = passphrase(body);
    body.check();
    Opened opened = open.apply(id, passphrase);
    return switch (opened) {
      case Opened.Good(Manifest manifest) -> {
        audit.record(call.actor(), action, id, "of " + manifest.box() + ", " + manifest.made());
        yield Answer.ok(json(manifest));
      }
      case Opened.Refused(String reason) -> {
        audit.record(call.actor(), action, id, "refused: " + reason);
        throw new ApiProblem(422, "refused", "this backup is not taken: " + reason, Map.of());
      }
      case Opened.Unknown none -> throw ApiProblem.notFound(WHAT);
    };
  }

  private Answer remove(Call call) {
    String id = call.id(WHAT);
    if (!backups.remove(id)) {
      throw ApiProblem.notFound(WHAT);
    }
    audit.record(call.actor(), "backup.remove", id, "done");
    return Answer.ok(list());
  }

  private Answer support(Call call) {
    return new Answer(200, "application/json", Buffer.buffer(recovery.support().text()));
  }
}
