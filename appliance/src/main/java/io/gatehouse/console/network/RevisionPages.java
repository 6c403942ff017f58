package io.gatehouse.console.network;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.network.revision.Revision;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Rollout;
import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsDiff;
import io.gatehouse.operator.accounts.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every state the settings had, the way back to each, and files that someone else has changed. */
final class RevisionPages {
  private static final int PAGE = 50;

  private final Rooms rooms;
  private final Revisions revisions;
  private final Drafts drafts;

  RevisionPages(Rooms rooms, Drafts drafts) {
    this.rooms = rooms;
    this.revisions = rooms.revisions();
    this.drafts = drafts;
  }

  void on(Pages pages) {
    pages.get("/network/revisions", Role.VIEWER, this::list);
    pages.get("/network/revisions/:id", Role.VIEWER, this::show);
    pages.post("/network/revisions/:id/return", Role.ADMIN, this::goBack);
    pages.post("/network/restore", Role.ADMIN, this::restore);
  }

  private Pages.Outcome list(Visit visit) {
    String asked = visit.param("before");
    long before = asked.matches("\\d{1,15}") ? Long.parseLong(asked) : Long.MAX_VALUE;
    return Pages.page("revisions", values(before));
  }

  private Map<String, Object> values(long before) {
    List<Revision> found = revisions.list(before, PAGE);
    Map<String, Object> values = new HashMap<>();
    values.put("revisions", found);
    values.put("older", found.size() < PAGE ? 0L : found.getLast().number());
    values.put("first", before == Long.MAX_VALUE);
    values.put("inForce", revisions.inForce().number());
    values.put("drift", rooms.changes().drift());
    return values;
  }

  private Pages.Outcome show(Visit visit) {
    Optional<Revision> found = find(visit);
    if (found.isEmpty()) {
      return Pages.missing();
    }
    Revision revision = found.get();
    Map<String, Object> values = new HashMap<>();
    values.put("revision", revision);
    values.put("inForce", revisions.inForce().number());
    switch (revision.settings()) {
      case Parsed.Ok(Settings settings) -> {
        values.put("changes", SettingsDiff.between(before(revision), settings));
        values.put("back", SettingsDiff.between(revisions.settings(), settings));
      }
      case Parsed.Invalid invalid -> values.put("unusable", invalid.summary());
    }
    return Pages.page("revision", values);
  }

  /** What it was made of; the first one of what a box has before anyone set anything. */
  private Settings before(Revision revision) {
    return revisions.find(revision.base()).map(Revision::settings).orElse(null)
            instanceof Parsed.Ok(Settings settings)
        ? settings
        : Settings.factory();
  }

  private Pages.Outcome goBack(Visit visit) {
    Optional<Revision> found = find(visit);
    if (found.isEmpty()) {
      return Pages.missing();
    }
    Revision revision = found.get();
    if (!(revision.settings() instanceof Parsed.Ok(Settings settings))) {
      return Pages.refused(409, "console.revision.unusable");
    }
    drafts.keep(
        visit.login(),
        new Draft(
            revisions.inForce().number(),
            settings,
            "return to revision " + revision.number(),
            "/network/revisions/" + revision.number()));
    return new Pages.Outcome.Go("/network/review");
  }

  private Pages.Outcome restore(Visit visit) {
    return switch (rooms.changes().restore()) {
      case Rollout.Applied.Done done -> {
        String files = done.changed().size() + " brought back";
        rooms.audit().record(visit.actor(), "settings.restore", "files", files);
        yield new Pages.Outcome.Go("/network/revisions?done=files-restored");
      }
      case Rollout.Applied.NotDone(String reason) -> {
        Map<String, Object> values = values(Long.MAX_VALUE);
        values.put("trouble", reason);
        yield new Pages.Outcome.Page(409, "revisions", values);
      }
    };
  }

  private Optional<Revision> find(Visit visit) {
    return visit.id().matches("\\d{1,15}")
        ? revisions.find(Long.parseLong(visit.id()))
        : Optional.empty();
  }
}
