package io.gatehouse.console;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.network.wifi.Station;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.setup.Step;
import io.gatehouse.platform.journal.Entry;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The box at a glance, and its journal. */
final class OverviewPages {
  private static final int NEWEST = 8;
  private static final int PAGE = 50;
  private static final int CHANGES = 4;

  /** More do not help who wants to know who is hard to hear. */
  private static final int WEAKEST = 12;

  private final Rooms rooms;

  OverviewPages(Rooms rooms) {
    this.rooms = rooms;
  }

  void on(Pages pages) {
    pages.get("/", Role.VIEWER, visit -> Pages.page("overview", overview(visit)));
    pages.get("/live/overview", Role.VIEWER, visit -> Pages.page("overview-live", now()));
    pages.get("/journal", Role.VIEWER, this::journal);
  }

  private Map<String, Object> overview(Visit visit) {
    Map<String, Object> values = new HashMap<>(now());
    boolean done =
        rooms.setup().progress().filter(progress -> progress.step() == Step.DONE).isPresent();
    boolean mayChange = visit.actor().role().may(Role.ADMIN);
    values.put("setUp", !done && mayChange);
    boolean setupInTheAir = rooms.revisions().settings().wifi().setup();
    values.put("stillOpen", done && mayChange && setupInTheAir);
    return values;
  }

  private Map<String, Object> now() {
    Map<String, Object> values = new HashMap<>();
    values.put("status", rooms.board().look());
    values.put("newest", lines(Long.MAX_VALUE, NEWEST));
    values.put("revisions", rooms.revisions().list(Long.MAX_VALUE, CHANGES));
    stations(values);
    return values;
  }

  /** Those on the air, who is heard worst first. */
  private void stations(Map<String, Object> values) {
    List<Station> all;
    try {
      all = rooms.stations().list();
    } catch (UncheckedIOException silent) {
      // Just then restarted, say; the rest of the page is wanted all the more.
      values.put("airTrouble", String.valueOf(silent.getMessage()));
      return;
    }
    values.put("onAir", all.size());
    values.put(
        "stations",
        all.stream().sorted(Comparator.comparingInt(Station::signalDbm)).limit(WEAKEST).toList());
  }

  private Pages.Outcome journal(Visit visit) {
    String asked = visit.param("before");
    long before = asked.matches("\\d{1,18}") ? Long.parseLong(asked) : Long.MAX_VALUE;
    List<JournalLine> lines = lines(before, PAGE);
    return Pages.page(
        "journal",
        Map.of(
            "lines",
            lines,
            "older",
            lines.size() < PAGE ? 0L : lines.getLast().seq(),
            "first",
            before == Long.MAX_VALUE));
  }

  private List<JournalLine> lines(long before, int max) {
    List<Entry> entries = rooms.journal().newest(before, max);
    return entries.stream().map(JournalLine::of).toList();
  }
}
