package io.gatehouse.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationIndexTest {
  @Test
  void the_index_lists_every_migration_in_order() throws IOException {
    Path folder = Path.of("src/main/resources/io/gatehouse/platform/store/migrations");
    List<String> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".sql"))
              .sorted()
              .toList();
    }
    assertThat(Files.readAllLines(folder.resolve("index"))).isEqualTo(files);
  }
}
