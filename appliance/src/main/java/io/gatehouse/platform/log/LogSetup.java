package io.gatehouse.platform.log;

import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ProcBootClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sends everything that is logged, by us and by libraries, to stderr as one-line entries. */
public final class LogSetup {
  private LogSetup() {}

  /** Called once, first thing in a role's start. */
  public static void install() {
    BootClock boot = new ProcBootClock();
    LogLine line = new LogLine(boot, InstantSource.system());
    FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new LogHandler(line, new LogAllowance(boot), stderr));
  }
}
