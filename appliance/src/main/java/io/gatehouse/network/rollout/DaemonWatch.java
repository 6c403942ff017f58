package io.gatehouse.network.rollout;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.BoxFile;
import io.gatehouse.warden.verb.UnitAction;
import io.gatehouse.warden.verb.UnitAction.Daemon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the daemons do their work, however alive their processes are, and brings back those
 * that do not: with the files that were confirmed last where someone else has changed them, and
 * with a restart otherwise. A change that waits has an eye of its own.
 */
public final class DaemonWatch {
  /** How often to look. */
  public static final Duration EVERY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(DaemonWatch.class);

  /** A daemon that is just being started again by its unit is none of our business. */
  private static final int LOOKS = 2;

  /** From then on it is told again, and tried once a minute. */
  private static final int LOOP = 3;

  private static final int LOOKS_IN_A_LOOP = 12;

  private final Function<Settings, Map<Daemon, String>> silent;
  private final Changes changes;
  private final Box box;
  private final Supplier<Settings> settings;
  private final BootClock boot;
  private final Consumer<Fact> tell;
  private final Map<Daemon, Trouble> troubles = new EnumMap<>(Daemon.class);

  /** A daemon did not do its work and was brought back so many times. */
  public record DaemonDown(String unit, String why, int broughtBack) implements Fact {}

  /** It does its work again. */
  public record DaemonBack(String unit, long seconds) implements Fact {}

  private record Trouble(long since, int looks, int broughtBack, String why) {}

  /**
   * @param silent which daemons do not answer with these settings, and why that is thought
   * @param tell is handed what is worth the journal
   */
  public DaemonWatch(
      Function<Settings, Map<Daemon, String>> silent,
      Changes changes,
      Box box,
      Supplier<Settings> settings,
      BootClock boot,
      Consumer<Fact> tell) {
    this.silent = silent;
    this.changes = changes;
    this.box = box;
    this.settings = settings;
    this.boot = boot;
    this.tell = tell;
  }

  /** What is wrong now, a sentence each. */
  public synchronized List<String> alarms() {
    List<String> alarms = new ArrayList<>();
    troubles.forEach(
        (daemon, trouble) -> {
          if (trouble.looks >= LOOKS) {
            alarms.add(
                "%s does not work: %s; brought back %d times in %d s"
                    .formatted(
                        daemon.unit(), trouble.why, trouble.broughtBack, seconds(trouble.since)));
          }
        });
    return alarms;
  }

  /** Looks once. */
  public synchronized void look() {
    if (changes.pending().isPresent()) {
      troubles.clear();
      return;
    }
    Map<Daemon, String> now = silent.apply(settings.get());
    for (Daemon daemon : Daemon.values()) {
      Trouble before = troubles.get(daemon);
      if (now.containsKey(daemon)) {
        troubles.put(daemon, again(daemon, before, now.get(daemon)));
      } else if (before != null) {
        troubles.remove(daemon);
        if (before.broughtBack > 0) {
          LOG.info("{} works again", daemon.unit());
          tell.accept(new DaemonBack(daemon.unit(), seconds(before.since)));
        }
      }
    }
  }

  private Trouble again(Daemon daemon, Trouble before, String why) {
    int looks = before == null ? 1 : before.looks + 1;
    int times = before == null ? 0 : before.broughtBack;
    long since = before == null ? boot.uptimeMillis() : before.since;
    if (looks % (times < LOOP ? LOOKS : LOOKS_IN_A_LOOP) == 0) {
      bringBack(daemon);
      times++;
      LOG.warn("{} does not work and was brought back: {}", daemon.unit(), why);
      if (times == 1 || times == LOOP) {
        tell.accept(new DaemonDown(daemon.unit(), why, times));
      }
    }
    return new Trouble(since, looks, times, why);
  }

  private void bringBack(Daemon daemon) {
    if (changes.restore() instanceof Rollout.Applied.Done(Set<BoxFile> changed)
        && changed.stream().anyMatch(file -> file.unit().equals(daemon.unit()))) {
      return;
    }
    Reply reply = box.call(new UnitAction(UnitAction.Action.RESTART, daemon));
    if (!(reply instanceof Reply.Done)) {
      LOG.warn("{} could not be restarted: {}", daemon.unit(), reply.words());
    }
  }

  private long seconds(long since) {
    return (boot.uptimeMillis() - since) / 1_000;
  }
}
