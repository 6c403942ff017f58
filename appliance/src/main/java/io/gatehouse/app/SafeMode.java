package io.gatehouse.app;

import io.gatehouse.platform.store.Damage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a box whose ledger is damaged inside, in a file system that is whole: the start
 * that failed on it is the only one. Until the box is switched off the program then runs on an
 * empty ledger in memory, lets nobody in and says why, rather than to fail every second. The
 * damaged file stays as it is.
 */
final class SafeMode {
  private static final Logger LOG = LoggerFactory.getLogger(SafeMode.class);

  private SafeMode() {}

  /** Has the next start be in safe mode, where the failure is the ledger's. */
  static void consider(RuntimeException failure, EdgeOptions options) {
    if (options.safeMode()) {
      return;
    }
    Damage.behind(failure, options.database())
        .ifPresent(
            reason -> {
              LOG.error("the ledger is damaged, the next start is in safe mode: {}", reason);
              write(
                  options.ledgerAlarm(),
                  "the ledger is damaged ("
                      + reason.replaceAll("\\s+", " ").strip()
                      + "): the box runs in safe mode, on an empty one, until it is switched off"
                      + " and on; nothing was deleted");
            });
  }

  private static void write(Path file, String sentence) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, sentence + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot begin safe mode", e);
    }
  }
}
