package io.gatehouse.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A disk of 2 MB that fills up. Needs root to mount it. */
class DiskFullTest {
  private static final String ROW = "x".repeat(2_000);

  @RegisterExtension final SmallDisk disk = new SmallDisk("2m");

  @Test
  void a_full_disk_refuses_writes_keeps_what_it_said_it_has_and_recovers() throws Exception {
    Path ballast = Files.write(disk.folder().resolve("ballast"), new byte[600_000]);
    Path file = disk.folder().resolve("box.db");
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
    Path file = disk.folder().resolve("box.db");
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
}
