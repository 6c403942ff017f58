package io.gatehouse.platform.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Writes the lines that are allowed, whole, in one go each. */
final class LogHandler extends Handler {
  private final LogLine line;
  private final LogAllowance allowance;
  private final OutputStream out;

  LogHandler(LogLine line, LogAllowance allowance, OutputStream out) {
    this.line = line;
    this.allowance = allowance;
    this.out = out;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    String source = record.getLoggerName() + " " + record.getLevel();
    for (LogAllowance.Silence silence : allowance.silences()) {
      write(line.ofSilence(silence));
    }
    if (allowance.takes(source)) {
      write(line.of(record));
    }
  }

  private void write(String text) {
    try {
      out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      reportError("stderr is gone", e, ErrorManager.WRITE_FAILURE);
    }
  }

  /** Tells what was left out, as nobody may log again. */
  @Override
  public synchronized void flush() {
    for (LogAllowance.Silence silence : allowance.allSilences()) {
      write(line.ofSilence(silence));
    }
  }

  @Override
  public void close() {
    flush();
  }
}
