package io.gatehouse.console;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.network.Applying;
import io.gatehouse.console.network.Draft;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.console.plan.PlanForm;
import io.gatehouse.network.revision.Proposed;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Change;
import io.gatehouse.network.rollout.Changes;
import io.gatehouse.network.rollout.Kept;
import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsDiff;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.setup.Setup;
import io.gatehouse.operator.setup.Step;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The first setting up, one page a step. Each step is kept when it is sent; nothing reaches the box
 * before the summary.
 */
final class SetupPages {
  private static final Role LEAST = Role.ADMIN;

  private final Rooms rooms;
  private final Setup setup;
  private final Applying applying;

  SetupPages(Rooms rooms, Applying applying) {
    this.applying = applying;
    this.rooms = rooms;
    this.setup = rooms.setup();
  }

  void on(Pages pages) {
    pages.get("/setup", LEAST, visit -> to(now().step()));
    pages.get("/setup/:step", LEAST, this::show);
    pages.post("/setup/leave", LEAST, this::leave);
    pages.post("/setup/:step", LEAST, this::send);
    pages.get("/live/setup/uplink", LEAST, visit -> Pages.page("setup-uplink-live", uplink()));
    pages.get(
        "/live/setup/confirm",
        LEAST,
        visit -> {
          applying.shownTo(visit);
          return Pages.page("setup-confirm-live", waiting());
        });
    pages.get("/live/setup/guest", LEAST, visit -> Pages.page("setup-guest-live", guests()));
  }

  private Setup.Progress now() {
    return setup.progress().orElse(new Setup.Progress(Step.PLACE, "{}"));
  }

  private static Pages.Outcome to(Step step) {
    return new Pages.Outcome.Go(step == Step.DONE ? "/" : "/setup/" + step.word());
  }

  private Pages.Outcome show(Visit visit) {
    Optional<Step> step = Step.of(visit.path().getOrDefault("step", ""));
    if (step.isEmpty()) {
      return Pages.missing();
    }
    Setup.Progress progress = now();
    boolean ahead = step.get().compareTo(progress.step()) > 0;
    boolean over = progress.step().compareTo(Step.CONFIRM) >= 0 && step.get() != progress.step();
    return ahead || over || step.get() == Step.DONE
        ? to(progress.step())
        : page(step.get(), progress, Map.of(), "");
  }

  private Pages.Outcome page(
      Step step, Setup.Progress progress, Map<String, String> errors, String trouble) {
    Map<String, Object> values = new HashMap<>();
    values.put("step", step);
    values.put("steps", Stream.of(Step.values()).filter(one -> one != Step.DONE).toList());
    values.put("errors", errors);
    values.put("trouble", trouble);
    Settings before = rooms.revisions().settings();
    // Where a draft cannot be used any more, the page starts from what is in force.
    Settings chosen =
        SettingsJson.merge(before, progress.draft()) instanceof Parsed.Ok(Settings good)
            ? good
            : before;
    values.put("settings", chosen);
    switch (step) {
      case PLACE -> SetupForms.place(values);
      case TIME -> {
        values.put("clock", rooms.wall().now());
        values.put("clockTrusted", rooms.wall().trusted());
      }
      case UPLINK -> values.putAll(uplink());
      case WIFI -> SetupForms.wifi(values, chosen, rooms.radios().get());
      case GUESTS -> SetupForms.guests(values, chosen);
      case PLANS -> values.put("plans", rooms.plans().all().stream().map(PlanForm::of).toList());
      case SUMMARY -> values.put("changes", SettingsDiff.between(before, chosen));
      case CONFIRM -> values.putAll(waiting());
      case GUEST -> values.putAll(guests());
      case LOOK, HUB, DONE -> {}
    }
    String template = "setup-" + step.word();
    return errors.isEmpty() && trouble.isEmpty()
        ? Pages.page(template, values)
        : Pages.wrong(template, values);
  }

  private Pages.Outcome send(Visit visit) {
    Optional<Step> step = Step.of(visit.path().getOrDefault("step", ""));
    Setup.Progress progress = now();
    if (step.isEmpty() || step.get() == Step.DONE) {
      return Pages.missing();
    }
    if (step.get().compareTo(progress.step()) > 0) {
      return to(progress.step());
    }
    return switch (step.get()) {
      case SUMMARY -> apply(visit, progress);
      case CONFIRM -> decide(visit, progress);
      case GUEST -> {
        setup.end();
        rooms.audit().record(visit.actor(), "setup.end", "", "done");
        yield new Pages.Outcome.Go("/?done=setup-done");
      }
      case TIME -> {
        tellTime(visit);
        yield keep(Step.TIME, progress, new JsonObject());
      }
      case PLANS -> plans(visit, progress);
      case PLACE -> keep(Step.PLACE, progress, SetupForms.place(visit));
      case UPLINK -> keep(Step.UPLINK, progress, SetupForms.uplink(visit));
      case WIFI -> keep(Step.WIFI, progress, SetupForms.wifi(visit, rooms.revisions().settings()));
      case GUESTS -> keep(Step.GUESTS, progress, SetupForms.guests(visit));
      case LOOK -> keep(Step.LOOK, progress, SetupForms.look(visit));
      case HUB, DONE -> keep(Step.HUB, progress, new JsonObject());
    };
  }

  /** Takes what was chosen into the draft, if the settings' own rules let it pass. */
  private Pages.Outcome keep(Step step, Setup.Progress progress, JsonObject chosen) {
    JsonObject draft = new JsonObject(progress.draft()).mergeIn(chosen, true);
    return switch (SettingsJson.merge(rooms.revisions().settings(), draft.encode())) {
      case Parsed.Ok ok -> {
        Step next = step.next();
        setup.keep(next.compareTo(progress.step()) > 0 ? next : progress.step(), draft.encode());
        yield to(next);
      }
      case Parsed.Invalid(Map<String, String> errors) ->
          page(step, new Setup.Progress(progress.step(), draft.encode()), errors, "");
    };
  }

  private void tellTime(Visit visit) {
    String millis = visit.field("now");
    if (visit.field("take").equals("on")
        && millis.matches("\\d{12,14}")
        && rooms.wall().tell(Instant.ofEpochMilli(Long.parseLong(millis)))) {
      rooms.audit().record(visit.actor(), "clock.tell", "", rooms.wall().now().toString());
    }
  }

  private Pages.Outcome plans(Visit visit, Setup.Progress progress) {
    Map<String, String> errors = new HashMap<>();
    for (var plan : rooms.plans().all()) {
      PlanForm form = PlanForm.of(plan).with("active", visit.field("active-" + plan.id()));
      String amount = visit.field("amount-" + plan.id());
      if (!amount.isEmpty()) {
        form = form.with("amount", amount).with("currency", visit.field("currency"));
      }
      switch (form.draft()) {
        case PlanForm.Draft.Wrong(Map<String, String> wrong) -> errors.putAll(wrong);
        case PlanForm.Draft.Ready(var ready) -> {
          if (!ready.equals(plan)) {
            rooms.plans().save(ready);
            rooms.audit().record(visit.actor(), "plan.change", plan.id(), plan.name());
          }
        }
      }
    }
    return errors.isEmpty()
        ? keep(Step.PLANS, progress, new JsonObject())
        : page(Step.PLANS, progress, errors, "");
  }

  private Pages.Outcome apply(Visit visit, Setup.Progress progress) {
    Revisions.InForce now = rooms.revisions().inForce();
    if (!(SettingsJson.merge(now.settings(), progress.draft()) instanceof Parsed.Ok(var after))) {
      return to(Step.SUMMARY);
    }
    Draft draft = new Draft(now.number(), after, "first setup", "/setup/summary");
    Optional<Change> soon = applying.begin(visit, draft, Changes.CONFIRM_SECONDS);
    if (soon.isEmpty()) {
      setup.keep(Step.CONFIRM, progress.draft());
      return to(Step.CONFIRM);
    }
    return switch (soon.get()) {
      case Change.InForce inForce -> guest(progress);
      case Change.NotProposed(Proposed.Unchanged unchanged) -> guest(progress);
      case Change.NotProposed(Proposed.Invalid(Map<String, String> errors)) ->
          page(Step.SUMMARY, progress, errors, "");
      case Change other -> page(Step.SUMMARY, progress, Map.of(), Applying.why(other));
    };
  }

  private Pages.Outcome guest(Setup.Progress progress) {
    setup.keep(Step.GUEST, progress.draft());
    return to(Step.GUEST);
  }

  /** The installer is back over the box's new network, signed in, and says what they think. */
  private Pages.Outcome decide(Visit visit, Setup.Progress progress) {
    if (applying.running()) {
      return to(Step.CONFIRM);
    }
    Optional<Changes.Pending> pending = rooms.changes().pending();
    if (pending.isEmpty()) {
      Step next = taken(progress) ? Step.GUEST : Step.SUMMARY;
      setup.keep(next, progress.draft());
      return to(next);
    }
    long revision = pending.get().revision();
    boolean keep = visit.field("do").equals("keep");
    Kept kept =
        keep
            ? rooms.changes().confirm(revision, visit.actor().name())
            : rooms.changes().revert(revision, visit.actor().name());
    return switch (kept) {
      case Kept.Done done -> {
        String action = keep ? "settings.confirm" : "settings.revert";
        rooms.audit().record(visit.actor(), action, "" + revision, "first setup");
        Step next = keep ? Step.GUEST : Step.SUMMARY;
        setup.keep(next, progress.draft());
        yield to(next);
      }
      case Kept.No(String reason) -> page(Step.CONFIRM, progress, Map.of(), reason);
    };
  }

  /** Whether what was chosen is in force, as it is where another browser has confirmed it. */
  private boolean taken(Setup.Progress progress) {
    Settings before = rooms.revisions().settings();
    return SettingsJson.merge(before, progress.draft()) instanceof Parsed.Ok(Settings chosen)
        && chosen.equals(before);
  }

  private Pages.Outcome leave(Visit visit) {
    setup.end();
    rooms.audit().record(visit.actor(), "setup.end", "", "left");
    return new Pages.Outcome.Go("/");
  }

  private Map<String, Object> uplink() {
    return Map.of("uplink", rooms.uplink().get());
  }

  private Map<String, Object> waiting() {
    Map<String, Object> values = new HashMap<>();
    if (applying.running()) {
      values.put("working", true);
      return values;
    }
    values.put("refused", applying.trouble());
    rooms.changes().pending().ifPresent(pending -> values.put("pending", pending));
    rooms.revisions().list(Long.MAX_VALUE, 1).stream()
        .findFirst()
        .ifPresent(newest -> values.put("newest", newest));
    values.put("taken", taken(now()));
    return values;
  }

  private Map<String, Object> guests() {
    Settings settings = rooms.revisions().settings();
    return Map.of(
        "online", rooms.sessions().list("", 5),
        "portal", "http://" + settings.guest().box() + "/",
        "names",
            settings.wifi().networks().stream()
                .filter(network -> network.side().name().equals("GUEST"))
                .map(network -> network.ssid().text())
                .toList());
  }
}
