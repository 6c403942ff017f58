package io.gatehouse.console.network;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.network.revision.Revision;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsDiff;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.operator.accounts.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A form for each section of the settings. What is sent is looked over before it is applied. */
public final class NetworkPages {
  private static final int LONGEST_REASON = 200;

  private final Rooms rooms;
  private final Revisions revisions;
  private final Applying applying;
  private final Drafts drafts = new Drafts();
  private final Choices choices;

  public NetworkPages(Rooms rooms, Applying applying) {
    this.applying = applying;
    this.rooms = rooms;
    this.revisions = rooms.revisions();
    this.choices = new Choices(rooms.site(), rooms.radios());
  }

  public void on(Pages pages) {
    // Before the sections, whose names they could be.
    new ReviewPages(rooms, drafts, applying).on(pages);
    new RevisionPages(rooms, drafts).on(pages);
    new CertificatePages(rooms).on(pages);
    pages.get(
        "/network/firewall",
        Role.VIEWER,
        visit ->
            Pages.page(
                "network-firewall",
                Map.of(
                    "firewall", rooms.firewall().get(),
                    "settings", revisions.settings(),
                    "drift", rooms.changes().drift())));
    pages.get("/network", Role.VIEWER, visit -> Pages.page("network", overview()));
    pages.get("/live/network/changed", Role.VIEWER, this::changed);
    pages.get("/network/:section", Role.ADMIN, this::show);
    pages.post("/network/:section", Role.ADMIN, this::send);
  }

  private Map<String, Object> overview() {
    Map<String, Object> values = new HashMap<>();
    Revisions.InForce now = revisions.inForce();
    values.put("settings", now.settings());
    values.put("trouble", now.trouble());
    values.put("sections", List.of(SectionForm.values()));
    values.put("drift", rooms.changes().drift());
    revisions.find(now.number()).ifPresent(revision -> values.put("revision", revision));
    return values;
  }

  /** Whether the settings that a form shows are in force no more, and by whom. */
  private Pages.Outcome changed(Visit visit) {
    long seen = number(visit.param("revision"));
    Map<String, Object> values = new HashMap<>();
    if (seen != revisions.inForce().number()) {
      revisions.find(revisions.inForce().number()).ifPresent(one -> values.put("newer", one));
    }
    return Pages.page("network-changed", values);
  }

  private Pages.Outcome show(Visit visit) {
    Optional<SectionForm> section = SectionForm.of(visit.path().getOrDefault("section", ""));
    if (section.isEmpty()) {
      return Pages.missing();
    }
    Revisions.InForce now = revisions.inForce();
    Typed typed = Typed.of(section.get(), now.settings());
    return page(section.get(), now, typed, Map.of(), new HashMap<>());
  }

  private Pages.Outcome page(
      SectionForm section,
      Revisions.InForce now,
      Typed typed,
      Map<String, String> errors,
      Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(more);
    values.put("section", section.word());
    values.put("number", now.number());
    values.put("errors", errors);
    values.put("blocks", new FormPage(section, now.settings(), typed, errors, choices).blocks());
    return errors.isEmpty() && more.isEmpty()
        ? Pages.page("network-section", values)
        : Pages.wrong("network-section", values);
  }

  private Pages.Outcome send(Visit visit) {
    Optional<SectionForm> section = SectionForm.of(visit.path().getOrDefault("section", ""));
    return section.isEmpty() ? Pages.missing() : send(visit, section.get());
  }

  private Pages.Outcome send(Visit visit, SectionForm section) {
    Revisions.InForce now = revisions.inForce();
    Optional<Settings> seen = seen(number(visit.field("revision")));
    if (seen.isEmpty()) {
      return new Pages.Outcome.Go("/network/" + section.word());
    }
    Typed typed = Typed.read(section, visit.form());
    Typed before = Typed.of(section, seen.get());
    Map<String, Object> more = new HashMap<>();
    more.put("reason", visit.field("reason"));
    if (!seen.get().equals(now.settings())) {
      more.put("theirs", SettingsDiff.between(seen.get(), now.settings()));
      revisions.find(now.number()).ifPresent(newer -> more.put("newer", newer));
      Typed merged = typed.over(section, before, Typed.of(section, now.settings()));
      return page(section, now, merged, Map.of(), more);
    }
    String change = typed.change(section, before, seen.get()).encode();
    return switch (SettingsJson.merge(now.settings(), change)) {
      case Parsed.Invalid(Map<String, String> errors) ->
          page(section, now, typed, typed.inForm(section, errors), more);
      case Parsed.Ok(Settings after) when after.equals(now.settings()) -> {
        more.put("nothing", true);
        yield page(section, now, typed, Map.of(), more);
      }
      case Parsed.Ok(Settings after) -> {
        Map<String, String> unfit = rooms.changes().unfit(after);
        if (!unfit.isEmpty()) {
          yield page(section, now, typed, typed.inForm(section, unfit), more);
        }
        String reason = visit.field("reason");
        drafts.keep(
            visit.login(),
            new Draft(
                now.number(),
                after,
                reason.substring(0, Math.min(reason.length(), LONGEST_REASON)),
                "/network/" + section.word()));
        yield new Pages.Outcome.Go("/network/review");
      }
    };
  }

  private Optional<Settings> seen(long number) {
    return revisions
        .find(number)
        .map(Revision::settings)
        .filter(Parsed.Ok.class::isInstance)
        .map(parsed -> ((Parsed.Ok) parsed).settings());
  }

  private static long number(String text) {
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : -1;
  }
}
