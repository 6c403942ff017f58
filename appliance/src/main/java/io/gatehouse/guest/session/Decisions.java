package io.gatehouse.guest.session;

import io.gatehouse.guest.pass.PassTable;
import io.gatehouse.guest.presence.GateShadow;
import io.gatehouse.guest.presence.LiveSessions;
import io.gatehouse.guest.presence.SessionTable;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.StoreException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what is decided: one durable transaction, then the gate. */
final class Decisions {
  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

  private final Store store;
  private final Journal journal;
  private final ServiceClock clock;
  private final UsageLedger usage;
  private final LiveSessions live;
  private final GateShadow gate;
  private volatile Enforcement routers = Enforcement.NONE;

  Decisions(
      Store store,
      Journal journal,
      ServiceClock clock,
      UsageLedger usage,
      LiveSessions live,
      GateShadow gate) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
    this.usage = usage;
    this.live = live;
    this.gate = gate;
  }

  void enforceAt(Enforcement theirs) {
    routers = theirs;
  }

  private record Done<T>(T result, Set<Ipv4> touched, List<Enforcement.RouterChange> atRouters) {}

  /** As {@link #decide(Function, Function)} for what needs no look at the outcome. */
  <T> T decide(Function<Turn, T> work) {
    return decide(work, Function.identity());
  }

  /**
   * Runs the work in a transaction and, once that is on disk, brings the gate to it.
   *
   * @param then makes the answer when the mirror shows what was done
   */
  <D, T> T decide(Function<Turn, D> work, Function<D, T> then) {
    Done<T> done;
    try {
      done =
          store.write(
              tx -> {
                Turn turn = new Turn(tx, clock.millis(), live, journal, usage);
                D decided = work.apply(turn);
                turn.finish();
                return new Done<>(then.apply(decided), turn.touched(), turn.atRouters());
              });
    } catch (StoreException e) {
      // The mirror may show what never became durable.
      live.distrust();
      throw e;
    }
    gate.settle(done.touched, clock.millis());
    if (!done.atRouters.isEmpty()) {
      routers.settle(done.atRouters);
    }
    return done.result;
  }

  /**
   * Reads the mirror again if it is doubtful. Done by the writer, so that no change is under way;
   * false while the storage fails.
   */
  boolean trustMirror() {
    if (!live.doubtful()) {
      return true;
    }
    try {
      store.write(
          tx -> {
            live.load(
                PassTable.inUse(tx), SessionTable.all(tx), usage.unfolded(tx), clock.millis());
            return null;
          });
      return true;
    } catch (StoreException e) {
      LOG.error("the sessions could not be read again: {}", e.getMessage());
      return false;
    }
  }
}
