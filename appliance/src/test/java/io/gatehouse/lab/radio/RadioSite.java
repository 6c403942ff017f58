package io.gatehouse.lab.radio;

import io.gatehouse.lab.net.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * One radio lab for a test class, up to the portal's first answer. Skipped with the reason where
 * its machine cannot be had; the journal is kept in {@code target/radio} where a test fails.
 */
final class RadioSite implements BeforeAllCallback, AfterAllCallback, TestWatcher {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Path KEPT = Path.of("target", "radio");

  private final int clients;
  private RadioLab lab;

  RadioSite(int clients) {
    this.clients = clients;
  }

  RadioLab lab() {
    return lab;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    RadioLab.missing()
        .ifPresent(
            reason -> {
              throw new TestAbortedException(reason);
            });
    try {
      RadioLab.image(RadioSite::say);
    } catch (LabException packagesOutOfReach) {
      throw new TestAbortedException(packagesOutOfReach.getMessage(), packagesOutOfReach);
    }
    String name = "test-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
    lab = RadioLab.up(name, clients, false, RadioSite::say);
    long start = System.nanoTime();
    try {
      lab.awaitEdge(Duration.ofMinutes(30));
    } catch (LabException e) {
      keep("start");
      throw e;
    }
    say("the portal answered %d s later".formatted((System.nanoTime() - start) / 1_000_000_000));
  }

  private static void say(String line) {
    System.out.println("radio lab: " + line);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (lab != null) {
      lab.close();
    }
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    if (lab != null) {
      keep(context.getRequiredTestMethod().getName());
    }
  }

  private void keep(String name) {
    try {
      Files.createDirectories(KEPT);
      Files.writeString(KEPT.resolve(name + ".log"), lab.log("*"));
      Files.copy(
          lab.serialLog(), KEPT.resolve(name + ".serial"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
