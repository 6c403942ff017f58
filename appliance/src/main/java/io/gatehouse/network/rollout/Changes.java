package io.gatehouse.network.rollout;

import io.gatehouse.network.revision.Proposed;
import io.gatehouse.network.revision.Revision;
import io.gatehouse.network.revision.RevisionState;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.Revert;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one road on which settings reach the box: proposed, applied, tried, and then confirmed or
 * taken back. The store says what is in force; the root side's marker says which files are on the
 * box. After any end of this program the two are brought together again by {@link #begin}.
 */
public final class Changes {
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

  /** How long a change waits to be confirmed unless its author says otherwise. */
  public static final int CONFIRM_SECONDS = 120;

  /** How long the box must answer wrongly before a change is taken back. */
  private static final long PATIENCE_MILLIS = 30_000;

  /** A radio listens for radar for a minute before it sends. */
  private static final long RADAR_MILLIS = 90_000;

  /** A change that was seen to work may still lose a daemon before it is confirmed. */
  private static final long LOOK_AGAIN_MILLIS = 5_000;

  private static final long PROBE_PAUSE_NANOS = 200_000_000;

  private final Revisions revisions;
  private final Rollout rollout;
  private final RolloutMarks marks;
  private final Function<Settings, Map<String, String>> site;
  private final Function<Settings, List<String>> probes;
  private final BootClock boot;
  private final Runnable startAnew;
  private final UnaryOperator<Settings> onTheBox;
  private long startMillis;
  private Revision waiting;
  private boolean tried;
  private long triedAt;

  /** Since when it has failed without a break; negative while it does not. */
  private long failingSince;

  /**
   * @param site reasons of this place against settings, by field
   * @param probes what does not work with these settings
   * @param startAnew has this program end and start again in a moment
   * @param onTheBox which settings the files have to follow, as the box may lack what settings name
   */
  public Changes(
      Revisions revisions,
      Rollout rollout,
      RolloutMarks marks,
      Function<Settings, Map<String, String>> site,
      Function<Settings, List<String>> probes,
      BootClock boot,
      Runnable startAnew,
      UnaryOperator<Settings> onTheBox) {
    this.revisions = revisions;
    this.rollout = rollout;
    this.marks = marks;
    this.site = site;
    this.probes = probes;
    this.boot = boot;
    this.startAnew = startAnew;
    this.onTheBox = onTheBox;
  }

  /**
   * True where a running edge cannot take the change in: it listens on addresses and has jobs and
   * sessions whose rules it learns at its start.
   */
  static boolean startsAnew(Settings before, Settings after) {
    return !before.guest().network().equals(after.guest().network())
        || !before.guest().bridge().equals(after.guest().bridge())
        || !before.management().network().equals(after.management().network())
        || !before.management().bridge().equals(after.management().bridge())
        || !before.management().names().equals(after.management().names())
        || !before.sampling().equals(after.sampling())
        || before.portal().idleSeconds() != after.portal().idleSeconds();
  }

  /** A box that took longer to start is given longer to answer. */
  public synchronized void tookToStart(Duration time) {
    startMillis = time.toMillis();
  }

  /** At the start, before anything reads settings: what an end in the middle left is decided. */
  public synchronized void begin() {
    Optional<Revision> open = revisions.underWay();
    if (open.isEmpty()) {
      return;
    }
    Revision revision = open.get();
    boolean onTheBox = marks.underWay().filter(n -> n == revision.number()).isPresent();
    boolean inTime =
        revision.bootId().equals(boot.bootId()) && boot.uptimeMillis() < revision.deadlineMillis();
    if (onTheBox && inTime && revision.state() == RevisionState.APPLIED) {
      waitFor(revision);
    } else {
      decide(revision, onTheBox);
    }
  }

  private void decide(Revision revision, boolean onTheBox) {
    Optional<RolloutMarks.Ended> ended =
        marks.ended().filter(e -> e.revision() == revision.number());
    if (onTheBox) {
      revisions.rolledBack(revision.number(), "the program ended before it was confirmed");
    } else if (ended.isPresent() && ended.get().confirmed()) {
      revisions.confirmed(revision.number(), "confirmed");
    } else if (ended.isPresent()) {
      revisions.rolledBack(revision.number(), words(ended.get().cause()));
    } else if (revision.state() == RevisionState.APPLIED) {
      revisions.rolledBack(revision.number(), "the box does not have it any more");
    } else {
      revisions.refused(revision.number(), "the program ended before it reached the box");
    }
  }

  private static String words(Map<String, String> reasons) {
    return reasons.entrySet().stream()
        .map(one -> one.getKey() + ": " + one.getValue())
        .collect(Collectors.joining("; "));
  }

  private static String words(String cause) {
    return switch (cause) {
      case "deadline" -> "nobody confirmed it in time";
      case "power" -> "the box lost power before it was confirmed";
      default -> "taken back: " + cause;
    };
  }

  /**
   * Has the box's files as the settings in force say. Does nothing while a change waits.
   *
   * @param wanted the settings in force, as the box can follow them
   */
  public synchronized Rollout.Applied settle(Settings wanted) {
    Optional<Long> marker = marks.underWay();
    if (marker.isPresent()) {
      if (waiting != null && waiting.number() == marker.get()) {
        return new Rollout.Applied.Done(Set.of());
      }
      Reply reply = rollout.revert(marker.get(), Revert.Cause.INTERRUPTED);
      if (!(reply instanceof Reply.Done)) {
        return new Rollout.Applied.NotDone(reply.words());
      }
    }
    return rollout.settle(revisions.inForce().number(), wanted);
  }

  /** Brings the files of the settings in force back where someone else has changed them. */
  public synchronized Rollout.Applied restore() {
    return settle(onTheBox.apply(revisions.settings()));
  }

  /** Paths below {@code /etc/gatehouse} of files that {@link #restore} would bring back. */
  public List<String> drift() {
    return rollout.drift();
  }

  /** Why this place cannot have these settings, by field, before anyone tries; empty = it can. */
  public Map<String, String> unfit(Settings settings) {
    return site.apply(settings);
  }

  /** True where settings differ from those in force by what a daemon reads, so that it waits. */
  public boolean disturbs(Settings after) {
    return rollout.disturbs(onTheBox.apply(revisions.settings()), onTheBox.apply(after));
  }

  /** Why a change would not be taken up, as far as that is known before it; empty = it would. */
  public Optional<Proposed> refusal(long expected, Settings after) {
    Revisions.InForce now = revisions.inForce();
    Optional<Revision> open = revisions.underWay();
    if (open.isPresent()) {
      return Optional.of(new Proposed.Busy(open.get()));
    }
    if (now.number() != expected) {
      return Optional.of(new Proposed.Stale(expected, now.number()));
    }
    if (after.equals(now.settings())) {
      return Optional.of(new Proposed.Unchanged(now.number()));
    }
    Map<String, String> unfit = newlyUnfit(now.settings(), after);
    return unfit.isEmpty() ? Optional.empty() : Optional.of(new Proposed.Invalid(unfit));
  }

  /**
   * Changes the settings in force.
   *
   * @param expected the revision that the author saw
   * @param document partial JSON, as in {@link io.gatehouse.network.settings.SettingsJson#merge}
   * @param seconds how long it waits to be confirmed, 1 to {@link Apply#LONGEST_SECONDS}
   */
  public synchronized Change change(
      long expected, String document, String author, String reason, int seconds) {
    return bring(revisions.propose(expected, document, author, reason), seconds);
  }

  /** Brings whole settings back, such as those of an earlier revision. */
  public synchronized Change change(
      long expected, Settings settings, String author, String reason, int seconds) {
    return bring(revisions.propose(expected, settings, author, reason), seconds);
  }

  private Change bring(Proposed proposed, int seconds) {
    if (!(proposed
        instanceof Proposed.Stored(Revision revision, Settings before, Settings after))) {
      return new Change.NotProposed(proposed);
    }
    long number = revision.number();
    boolean anew = startsAnew(before, after);
    if (!rollout.disturbs(onTheBox.apply(before), onTheBox.apply(after))) {
      revisions.confirmed(number, "disturbs no daemon, so nobody had to confirm it");
      if (anew) {
        startAnew.run();
      }
      return new Change.InForce(number, anew);
    }
    Map<String, String> unfit = newlyUnfit(before, after);
    if (!unfit.isEmpty()) {
      revisions.refused(number, words(unfit));
      return new Change.NotProposed(new Proposed.Invalid(unfit));
    }
    long deadline = boot.uptimeMillis() + seconds * 1_000L;
    if (rollout.apply(number, onTheBox.apply(after), seconds, anew)
        instanceof Rollout.Applied.NotDone(String reason)) {
      revisions.refused(number, reason);
      if (marks.underWay().filter(n -> n == number).isPresent()) {
        // The answer was lost, not the deed.
        rollout.revert(number, Revert.Cause.INTERRUPTED);
      }
      return new Change.NotApplied(number, reason);
    }
    revisions.applied(number, boot.bootId(), deadline);
    waitFor(revisions.find(number).orElseThrow());
    if (anew) {
      startAnew.run();
      return new Change.Waiting(number, seconds, true);
    }
    while (waiting != null && !tried) {
      LockSupport.parkNanos(PROBE_PAUSE_NANOS);
      tryIt();
    }
    return waiting == null
        ? new Change.NotApplied(number, revisions.find(number).orElseThrow().note())
        : new Change.Waiting(number, seconds, false);
  }

  /** Reasons of this place; what did not fit before either is not for this change to mend. */
  private Map<String, String> newlyUnfit(Settings before, Settings after) {
    Map<String, String> unfit = new TreeMap<>(site.apply(after));
    if (!unfit.isEmpty()) {
      unfit.entrySet().removeAll(site.apply(before).entrySet());
    }
    return unfit;
  }

  /** Keeps the change that waits. */
  public synchronized Kept confirm(long number, String by) {
    if (waiting == null || waiting.number() != number) {
      return new Kept.No("revision " + number + " does not wait to be confirmed");
    }
    if (!tried) {
      return new Kept.No("revision " + number + " is still being tried; ask again in a moment");
    }
    Reply reply = rollout.confirm(number);
    if (!(reply instanceof Reply.Done)) {
      return new Kept.No(reply.words());
    }
    revisions.confirmed(number, "confirmed by " + by);
    waiting = null;
    return new Kept.Done(number);
  }

  /** Takes the change back that waits. */
  public synchronized Kept revert(long number, String by) {
    if (waiting == null || waiting.number() != number) {
      return new Kept.No("revision " + number + " does not wait to be confirmed");
    }
    takeBack(Revert.Cause.OPERATOR, "taken back by " + by);
    return new Kept.Done(number);
  }

  /** The change that waits to be confirmed, and for how many seconds more. */
  public synchronized Optional<Pending> pending() {
    return Optional.ofNullable(waiting)
        .map(
            revision ->
                new Pending(
                    revision.number(),
                    Math.max(0, (revision.deadlineMillis() - boot.uptimeMillis()) / 1_000),
                    tried));
  }

  /**
   * @param seconds until it is taken back
   * @param tried the box was seen to work with it, so that it can be confirmed
   */
  public record Pending(long revision, long seconds, boolean tried) {}

  /** To be called each second: tries what is new, takes back what nobody confirmed. */
  public synchronized void watch() {
    if (waiting == null) {
      return;
    }
    Revision revision = waiting;
    if (marks.underWay().filter(n -> n == revision.number()).isEmpty()) {
      waiting = null;
      decide(revision, false);
    } else if (boot.uptimeMillis() >= revision.deadlineMillis()) {
      takeBack(Revert.Cause.DEADLINE, "nobody confirmed it in time");
    } else if (!tried || failingSince >= 0 || boot.uptimeMillis() > triedAt + LOOK_AGAIN_MILLIS) {
      tryIt();
    }
  }

  private void tryIt() {
    List<String> failures = probes.apply(revisions.settings());
    triedAt = boot.uptimeMillis();
    if (failures.isEmpty()) {
      tried = true;
      failingSince = -1;
    } else if (failingSince < 0) {
      failingSince = triedAt;
    } else if (triedAt > failingSince + patienceMillis()) {
      takeBack(Revert.Cause.PROBE, String.join("; ", failures));
    }
  }

  private long patienceMillis() {
    boolean radar = revisions.settings().wifi().listensForRadar();
    return Math.max(startMillis, radar ? RADAR_MILLIS : PATIENCE_MILLIS);
  }

  private void waitFor(Revision revision) {
    waiting = revision;
    tried = false;
    failingSince = -1;
  }

  /** The store first: if the warden is away now, the root side's timer follows. */
  private void takeBack(Revert.Cause cause, String reason) {
    long number = waiting.number();
    waiting = null;
    revisions.rolledBack(number, reason);
    Reply reply = rollout.revert(number, cause);
    if (!(reply instanceof Reply.Done)) {
      LOG.warn("revision {} is taken back by the timer: {}", number, reply.words());
    }
  }
}
