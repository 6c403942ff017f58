package io.gatehouse.platform.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.platform.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A disk that soon is full, for each test anew. Needs root to mount it; without, tests are skipped.
 */
public final class SmallDisk implements BeforeEachCallback, AfterEachCallback {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final String size;
  private Path folder;
  private boolean mounted;

  /**
   * @param size as mount(8) takes it for tmpfs, such as 4m
   */
  public SmallDisk(String size) {
    this.size = size;
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can mount a small disk");
    folder = Files.createTempDirectory("small-disk");
    Command.Outcome mount =
        new Command(
                LIMIT,
                List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()))
            .run();
    mounted = mount.ok();
    assumeTrue(mounted, "no small disk: " + mount.err());
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (mounted) {
      new Command(LIMIT, List.of("umount", folder.toString())).must();
    }
    if (folder != null) {
      Files.deleteIfExists(folder);
    }
  }
}
