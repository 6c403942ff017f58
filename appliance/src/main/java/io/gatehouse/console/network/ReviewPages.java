package io.gatehouse.console.network;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.network.revision.Proposed;
import io.gatehouse.network.revision.Revision;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Change;
import io.gatehouse.network.rollout.Changes;
import io.gatehouse.network.rollout.Kept;
import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsDiff;
import io.gatehouse.network.wifi.Wifi;
import io.gatehouse.operator.accounts.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change is looked over, applied, and kept or taken back. */
final class ReviewPages {
  private static final String CONFIRM = "/network/confirm";

  /** Less is over before a person has read the page. */
  private static final int LEAST_SECONDS = 15;

  private static final int MOST_SECONDS = 3_600;

  private final Rooms rooms;
  private final Revisions revisions;
  private final Changes changes;
  private final Drafts drafts;
  private final Applying applying;

  ReviewPages(Rooms rooms, Drafts drafts, Applying applying) {
    this.applying = applying;
    this.rooms = rooms;
    this.revisions = rooms.revisions();
    this.changes = rooms.changes();
    this.drafts = drafts;
  }

  void on(Pages pages) {
    pages.get("/network/review", Role.ADMIN, visit -> review(visit, "", Map.of()));
    pages.post("/network/review", Role.ADMIN, this::apply);
    pages.get(CONFIRM, Role.ADMIN, visit -> Pages.page("network-confirm", waiting(true)));
    pages.post(CONFIRM, Role.ADMIN, this::decide);
    pages.get(
        "/live/network/confirm",
        Role.ADMIN,
        visit -> {
          applying.shownTo(visit);
          return Pages.page("network-confirm-live", waiting(false));
        });
  }

  private Pages.Outcome review(Visit visit, String trouble, Map<String, String> errors) {
    Optional<Draft> draft = drafts.of(visit.login());
    if (draft.isEmpty()) {
      return new Pages.Outcome.Go("/network");
    }
    Map<String, Object> values = new HashMap<>();
    Revisions.InForce now = revisions.inForce();
    values.put("draft", draft.get());
    values.put("changes", SettingsDiff.between(now.settings(), draft.get().after()));
    values.put("trouble", trouble);
    values.put("errors", errors);
    values.put("seconds", Changes.CONFIRM_SECONDS);
    values.put("reach", reach(draft.get().after()));
    values.put("moves", !reach(draft.get().after()).equals(reach(now.settings())));
    if (draft.get().base() != now.number()) {
      revisions.find(now.number()).ifPresent(newer -> values.put("newer", newer));
    }
    return trouble.isEmpty() && errors.isEmpty()
        ? Pages.page("network-review", values)
        : Pages.wrong("network-review", values);
  }

  /**
   * How an installer comes to the console with the settings.
   *
   * @param names of networks in the air that lead to it; none = by wire alone
   */
  public record Reach(List<String> names, String address) {}

  private static Reach reach(Settings settings) {
    return new Reach(
        settings.wifi().networks().stream()
            .filter(network -> network.side() == Wifi.Side.MANAGEMENT)
            .map(network -> network.ssid().text())
            .toList(),
        "https://" + settings.management().box() + "/");
  }

  private Pages.Outcome apply(Visit visit) {
    Optional<Draft> found = drafts.of(visit.login());
    if (found.isEmpty()) {
      return new Pages.Outcome.Go(revisions.inForce().waits() ? CONFIRM : "/network");
    }
    Draft draft = found.get();
    if (applying.running()) {
      return new Pages.Outcome.Go(CONFIRM);
    }
    String typed = visit.field("seconds");
    int seconds = typed.matches("\\d{1,4}") ? Integer.parseInt(typed) : Changes.CONFIRM_SECONDS;
    if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
      String range = "must be " + LEAST_SECONDS + " to " + MOST_SECONDS;
      return review(visit, "", Map.of("seconds", range));
    }
    Optional<Change> soon = applying.begin(visit, draft, seconds);
    if (soon.isEmpty()) {
      drafts.drop(visit.login());
      return new Pages.Outcome.Go(CONFIRM);
    }
    return switch (soon.get()) {
      case Change.InForce inForce -> {
        drafts.drop(visit.login());
        yield new Pages.Outcome.Go(
            inForce.startsAnew() ? CONFIRM : "/network?done=settings-in-force");
      }
      case Change.NotProposed(Proposed.Invalid(Map<String, String> errors)) ->
          review(visit, "", errors);
      case Change other -> review(visit, Applying.why(other), Map.of());
    };
  }

  private Pages.Outcome decide(Visit visit) {
    String typed = visit.field("revision");
    long revision = typed.matches("\\d{1,15}") ? Long.parseLong(typed) : -1;
    boolean keep = visit.field("do").equals("keep");
    if (revision < 0 || applying.running()) {
      return new Pages.Outcome.Go(CONFIRM);
    }
    Kept kept =
        keep
            ? changes.confirm(revision, visit.actor().name())
            : changes.revert(revision, visit.actor().name());
    return switch (kept) {
      case Kept.Done done -> {
        String action = keep ? "settings.confirm" : "settings.revert";
        rooms.audit().record(visit.actor(), action, "" + revision, "done");
        yield new Pages.Outcome.Go(
            "/network?done=" + (keep ? "settings-kept" : "settings-taken-back"));
      }
      case Kept.No(String reason) -> {
        Map<String, Object> values = waiting(true);
        values.put("trouble", reason);
        yield Pages.wrong("network-confirm", values);
      }
    };
  }

  /**
   * @param whole what the page says once, beside what changes each second
   */
  private Map<String, Object> waiting(boolean whole) {
    Map<String, Object> values = new HashMap<>();
    values.put("seconds", Changes.CONFIRM_SECONDS);
    Optional<Applying.OnItsWay> onItsWay = applying.onItsWay();
    values.put("working", onItsWay.isPresent());
    if (onItsWay.isPresent()) {
      onItsWay.ifPresent(way -> tell(way.before(), way.draft().after(), values));
      return values;
    }
    values.put("refused", applying.trouble());
    changes.pending().ifPresent(pending -> values.put("pending", pending));
    Optional<Revision> newest = revisions.list(Long.MAX_VALUE, 1).stream().findFirst();
    newest.ifPresent(revision -> values.put("newest", revision));
    if (whole) {
      newest.ifPresent(revision -> tell(revision, values));
    }
    return values;
  }

  private void tell(Revision revision, Map<String, Object> values) {
    Optional<Revision> base = revisions.find(revision.base());
    if (revision.settings() instanceof Parsed.Ok(Settings after)
        && base.isPresent()
        && base.get().settings() instanceof Parsed.Ok(Settings before)) {
      tell(before, after, values);
    }
  }

  /** What it changes, and how one comes back to the box with it and without it. */
  private static void tell(Settings before, Settings after, Map<String, Object> values) {
    values.put("reach", reach(after));
    values.put("reachBefore", reach(before));
    values.put("changes", SettingsDiff.between(before, after));
  }
}
