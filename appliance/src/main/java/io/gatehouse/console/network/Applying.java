package io.gatehouse.console.network;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.network.revision.Proposed;
import io.gatehouse.network.revision.Revision;
import io.gatehouse.network.rollout.Change;
import io.gatehouse.network.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The change that is being brought to the box, on a thread of its own. Whoever asked for it may
 * lose the way to the box by it, so it begins once their browser shows the page that says how to
 * come back.
 */
public final class Applying {
  /** A browser that runs no scripts never says that it shows the page. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Until the answer that the browser has asked for has left the box. */
  private static final Duration ANSWER = Duration.ofMillis(300);

  private final Rooms rooms;
  private CompletableFuture<Change> work = CompletableFuture.completedFuture(null);
  private CountDownLatch shown = new CountDownLatch(0);
  private String login = "";
  private Draft draft;
  private Settings before;

  /** The newest revision when the last change was decided: what comes later tells for itself. */
  private long newest;

  public Applying(Rooms rooms) {
    this.rooms = rooms;
  }

  /** True while a change is on its way; what waits to be confirmed is not. */
  public synchronized boolean running() {
    return !work.isDone();
  }

  /**
   * Brings the settings to the box.
   *
   * @param seconds how long they wait to be confirmed
   * @return what became of it where that is known at once; empty where it is on its way, or another
   *     one is
   */
  public Optional<Change> begin(Visit visit, Draft wanted, int seconds) {
    Optional<Proposed> refusal = rooms.changes().refusal(wanted.base(), wanted.after());
    if (refusal.isPresent()) {
      return Optional.of(new Change.NotProposed(refusal.get()));
    }
    if (!rooms.changes().disturbs(wanted.after())) {
      return Optional.of(bring(visit, wanted, seconds));
    }
    synchronized (this) {
      if (!work.isDone()) {
        return Optional.empty();
      }
      CountDownLatch page = new CountDownLatch(1);
      shown = page;
      login = visit.login();
      draft = wanted;
      before = rooms.revisions().settings();
      work =
          CompletableFuture.supplyAsync(
              () -> {
                await(page);
                Change change = bring(visit, wanted, seconds);
                decided();
                return change;
              },
              run -> Thread.ofVirtual().name("apply-settings").start(run));
    }
    return Optional.empty();
  }

  private synchronized void decided() {
    newest = newest();
  }

  private long newest() {
    return rooms.revisions().list(Long.MAX_VALUE, 1).stream()
        .mapToLong(Revision::number)
        .findFirst()
        .orElse(0);
  }

  private static void await(CountDownLatch page) {
    try {
      if (page.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        Thread.sleep(ANSWER);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The page with the countdown runs in a browser; the change begins if it is the author's. */
  public synchronized void shownTo(Visit visit) {
    if (visit.login().equals(login)) {
      shown.countDown();
    }
  }

  /** The audit log has it whether or not anybody still looks. */
  private Change bring(Visit visit, Draft wanted, int seconds) {
    Change change =
        rooms
            .changes()
            .change(wanted.base(), wanted.after(), visit.actor().name(), wanted.reason(), seconds);
    switch (change) {
      case Change.InForce(long revision, boolean anew) -> record(visit, revision, "in force");
      case Change.Waiting(long revision, int left, boolean anew) ->
          record(visit, revision, "waits");
      case Change.NotApplied(long revision, String reason) ->
          record(visit, revision, "not applied");
      case Change.NotProposed nothing -> {}
    }
    return change;
  }

  private void record(Visit visit, long revision, String outcome) {
    rooms.audit().record(visit.actor(), "settings.change", "" + revision, outcome);
  }

  /** What is on its way: the settings that it starts from and the wanted ones. */
  record OnItsWay(Settings before, Draft draft) {}

  /** The change that is on its way; empty while there is none. */
  synchronized Optional<OnItsWay> onItsWay() {
    return work.isDone() ? Optional.empty() : Optional.of(new OnItsWay(before, draft));
  }

  /** Why the last one did not come to be in force or to wait; empty where it did. */
  public synchronized String trouble() {
    if (!work.isDone()) {
      return "";
    }
    if (work.isCompletedExceptionally()) {
      return "something broke on the way; the log says what";
    }
    return work.join() == null || newest != newest() ? "" : why(work.join());
  }

  /** Why a change did not come to be in force or to wait; empty where it did. */
  public static String why(Change change) {
    return switch (change) {
      case Change.InForce inForce -> "";
      case Change.Waiting waiting -> "";
      case Change.NotApplied(long revision, String reason) -> reason;
      case Change.NotProposed(Proposed.Invalid invalid) ->
          invalid.errors().entrySet().stream()
              .map(one -> one.getKey() + ": " + one.getValue())
              .collect(Collectors.joining("; "));
      case Change.NotProposed(Proposed.Busy(var other)) ->
          other + " by " + other.author() + " waits to be confirmed first";
      case Change.NotProposed(Proposed.Unchanged unchanged) -> "the settings are so already";
      case Change.NotProposed(Proposed why) -> "the settings were changed meanwhile";
    };
  }
}
