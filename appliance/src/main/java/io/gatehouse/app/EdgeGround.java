package io.gatehouse.app;

import io.gatehouse.network.gate.IpsetGate;
import io.gatehouse.network.gate.MeasuredGate;
import io.gatehouse.operator.backup.StagedRestore;
import io.gatehouse.platform.box.MeasuredBox;
import io.gatehouse.platform.box.WardenBox;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ProcBootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.reset.LedgerReset;
import io.gatehouse.reset.ResetFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What everything in the edge stands on: store, clocks, journal, the warden and the gate. */
final class EdgeGround implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeGround.class);

  /** No true time lies before the day this program was built. */
  static final Instant BUILT = Instant.parse("2026-11-20T00:00:00Z");

  private static final Duration WARDEN_LIMIT = Duration.ofSeconds(10);

  final BootClock boot;
  final Store store;
  final WallClock wall;
  final ServiceClock service;
  final Journal journal;
  final Metrics metrics = Metrics.ofProcess();
  final MeasuredBox box;
  final IpsetGate gate;
  final MeasuredGate measured;
  private final WardenBox warden;

  EdgeGround(EdgeOptions options) {
    boot = new ProcBootClock();
    Optional<StagedRestore> restore = restored(options);
    store = Store.open(options.database());
    wall = WallClock.of(store, InstantSource.system(), BUILT);
    service = new ServiceClock(store, boot);
    journal = new Journal(store, boot, service, wall);
    if (!options.safeMode()) {
      restore.filter(StagedRestore::untold).ifPresent(one -> one.tell(store, journal));
    }
    // Before anything is read that it takes away. The ledger of safe mode is not the one that is
    // meant.
    if (!options.safeMode() && Files.exists(options.resetDue())) {
      new LedgerReset(store, journal, new ResetFolder(options.data))
          .finish()
          .ifPresent(proof -> LOG.warn("a reset is finished: {}", proof.replace('\n', ' ')));
    }
    warden = new WardenBox(options.wardenSocket(), WARDEN_LIMIT);
    box = new MeasuredBox(warden, metrics);
    gate = new IpsetGate(box);
    measured = new MeasuredGate(gate, metrics);
  }

  /**
   * Puts a restored backup in place where one waits, before anything of the box is open; no class
   * of it is loaded where none does. A ledger that was damaged is not this one any more.
   */
  private static Optional<StagedRestore> restored(EdgeOptions options) {
    if (!Files.isDirectory(options.data.resolve("restore"))) {
      return Optional.empty();
    }
    StagedRestore restore = new StagedRestore(options.data);
    if (restore.finish()) {
      LOG.warn("a backup was put in place of what the box held");
      try {
        Files.deleteIfExists(options.ledgerAlarm());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot end safe mode", e);
      }
    }
    return Optional.of(restore);
  }

  /** The day in reports, which alone may follow the wall clock. */
  String today() {
    return wall.trusted()
        ? LocalDate.ofInstant(wall.now(), ZoneId.systemDefault()).toString()
        : "unknown";
  }

  @Override
  public void close() {
    warden.close();
    store.close();
  }
}
