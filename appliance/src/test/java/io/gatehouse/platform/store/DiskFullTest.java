package io.gatehouse.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 2 MB that fills up. Needs root to mount it. */
class DiskFullTest {
  private static final String ROW = "x".repeat(2_000);

  @TempDir Path dir;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can mount a small disk");
    String answer = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", dir.toString());
    mounted = answer.isEmpty();
    assumeTrue(mounted, "no small disk: " + answer);
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", dir.toString());
    }
  }

  @Test
  void a_full_disk_refuses_writes_keeps_what_it_said_it_has_and_recovers() throws Exception {
    Path ballast = Files.write(dir.resolve("ballast"), new byte[600_000]);
    Path file = dir.resolve("box.db");
    List<String> kept = new ArrayList<>();
    try (Store store = Store.open(file)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  kept.add(add(store));
                }
              })
          .isInstanceOf(StoreException.class);
      assertThat(kept).hasSizeGreaterThan(20);
      assertThat(names(store)).containsExactlyInAnyOrderElementsOf(kept);
      Files.delete(ballast);
      kept.add(add(store));
      assertThat(names(store)).containsExactlyInAnyOrderElementsOf(kept);
    }
    try (Store store = Store.open(file)) {
      assertThat(names(store)).containsExactlyInAnyOrderElementsOf(kept);
    }
  }

  @Test
  void callers_of_one_group_are_all_refused_or_all_stored() throws Exception {
    List<String> kept = new ArrayList<>();
    int refused = 0;
    Path file = dir.resolve("box.db");
    try (Store store = Store.open(file);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 1_500; i++) {
        answers.add(callers.submit(() -> add(store)));
      }
      for (Future<String> answer : answers) {
        try {
          kept.add(answer.get());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(StoreException.class);
          refused++;
        }
      }
      assertThat(names(store)).containsExactlyInAnyOrderElementsOf(kept);
    }
    assertThat(refused).isPositive();
    assertThat(kept).isNotEmpty();
  }

  private static String add(Store store) {
    return store.write(
        tx -> {
          String name = tx.newId();
          tx.update("INSERT INTO counter (name, value) VALUES (?, 0)", name);
          tx.update("INSERT INTO counter (name, value) VALUES (?, 0)", name + ROW);
          return name;
        });
  }

  private static List<String> names(Store store) {
    return store.read(
        tx ->
            tx.list(
                "SELECT name FROM counter WHERE name LIKE ? AND length(name) < 100",
                row -> row.getString(1),
                store.box() + "-%"));
  }

  private static String run(String... argv) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? "" : output + "failed";
  }
}
