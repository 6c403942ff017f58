package io.gatehouse.api.box;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.OpenApi;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.status.BoxStatus;
import io.gatehouse.operator.status.StatusBoard;
import io.gatehouse.platform.health.Hardware;
import io.gatehouse.platform.health.HardwareJson;
import io.gatehouse.platform.journal.Entry;
import io.gatehouse.platform.journal.Journal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The box itself: status, jobs, journal. */
public final class BoxRoutes {
  private final StatusBoard board;
  private final Journal journal;
  private final Hardware hardware;

  public BoxRoutes(StatusBoard board, Journal journal, Hardware hardware) {
    this.hardware = hardware;
    this.board = board;
    this.journal = journal;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/status", Role.VIEWER, call -> Answer.ok(json(board.look())));
    endpoints.get(
        "/jobs",
        Role.VIEWER,
        call -> Answer.ok(new JsonObject().put("items", jobs(board.look().jobs()))));
    endpoints.get("/machine", Role.VIEWER, call -> Answer.ok(HardwareJson.of(hardware.look())));
    endpoints.get("/journal", Role.VIEWER, this::journal);
    endpoints.get("/openapi.json", Role.VIEWER, call -> Answer.ok(OpenApi.document()));
  }

  private Answer journal(Call call) {
    int max = call.pageSize();
    List<Entry> found =
        journal.newest(call.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE), max);
    return Answer.page(found, max, Entry::seq, BoxRoutes::json);
  }

  private static JsonObject json(BoxStatus status) {
    return new JsonObject()
        .put("box", status.box())
        .put("openSessions", status.openSessions())
        .put("leases", status.leases())
        .put("pool", status.pool())
        .put("poolAlarm", status.poolAlarm())
        .put(
            "uplink",
            new JsonObject()
                .put("up", status.uplink().up())
                .put("detail", status.uplink().detail()))
        .put("clock", status.clock().toString())
        .put("clockTrusted", status.clockTrusted())
        .put("serviceSeconds", status.serviceSeconds())
        .put(
            "warden",
            new JsonObject()
                .put("up", status.warden().isEmpty())
                .put("detail", status.warden().isEmpty() ? "answers" : status.warden()))
        .put("alarms", new JsonArray(status.alarms()))
        .put("jobs", jobs(status.jobs()));
  }

  private static JsonArray jobs(List<BoxStatus.Job> jobs) {
    JsonArray items = new JsonArray();
    jobs.forEach(
        job ->
            items.add(
                new JsonObject()
                    .put("name", job.name())
                    .put("when", job.when())
                    .put("runs", job.runs())
                    .put("failures", job.failures())
                    .put("lastStartSecondsAgo", job.lastStartSecondsAgo())
                    .put("lastResult", job.lastResult())));
    return items;
  }

  static JsonObject json(Entry entry) {
    return new JsonObject()
        .put("seq", entry.seq())
        .put("box", entry.box())
        .put("bootId", entry.bootId())
        .put("serviceMillis", entry.serviceMillis())
        .put("wall", entry.wall().toString())
        .put("clockTrusted", entry.clockTrusted())
        .put("kind", entry.kind())
        .put("fact", new JsonObject(entry.json()));
  }
}
