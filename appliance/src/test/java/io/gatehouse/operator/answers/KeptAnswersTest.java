package io.gatehouse.operator.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.operator.answers.KeptAnswers.Begun;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptAnswersTest {
  private static final byte[] REQUEST = "mint 5".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path dir;
  private final TestBootClock boot = new TestBootClock();
  private Store store;
  private KeptAnswers kept;

  @BeforeEach
  void open() {
    store = Store.open(dir.resolve("box.db"));
    kept =
        new KeptAnswers(
            store, new ServiceClock(store, boot), SealingKey.open(dir.resolve("keys/answers.key")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void restart() {
    close();
    open();
  }

  @Test
  void a_request_is_fresh_once_and_known_after_it() {
    assertThat(kept.begin("k", REQUEST)).isInstanceOf(Begun.Fresh.class);
    assertThat(kept.begin("k", REQUEST)).isInstanceOf(Begun.Unknown.class);
    kept.settle("k", "R4K7");
    restart();
    assertThat(kept.begin("k", REQUEST)).isEqualTo(new Begun.Known("R4K7"));
    assertThat(kept.begin("k", new byte[] {1})).isInstanceOf(Begun.Other.class);
    kept.forget("k");
    assertThat(kept.begin("k", REQUEST)).isInstanceOf(Begun.Fresh.class);
  }

  @Test
  void after_its_time_it_is_forgotten() {
    kept.begin("k", REQUEST);
    kept.settle("k", "R4K7");
    kept.keep("codes", "R4K7", Duration.ofMinutes(15));
    boot.advanceSeconds(899);
    assertThat(kept.look("codes")).contains("R4K7");
    boot.advanceSeconds(2);
    assertThat(kept.look("codes")).isEmpty();
    assertThat(kept.begin("k", REQUEST)).isInstanceOf(Begun.Known.class);
    boot.advanceSeconds(KeptAnswers.REQUESTS.toSeconds());
    assertThat(kept.begin("k", REQUEST)).isInstanceOf(Begun.Fresh.class);
  }

  @Test
  void codes_never_lie_open_in_the_database_and_there_are_only_so_many() throws Exception {
    kept.keep("codes", "R4K7-9QXM-2T6W", Duration.ofMinutes(15));
    for (int i = 0; i < 520; i++) {
      kept.begin("k" + i, REQUEST);
    }
    int rows =
        store
            .read(tx -> tx.one("SELECT count(*) FROM kept_answer", row -> row.getInt(1)))
            .orElseThrow();
    assertThat(rows).isBetween(400, 501);
    close();
    try (var files = Files.list(dir)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain("9QXM");
      }
    }
    open();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dir.resolve("keys/answers.key"))))
        .isEqualTo("rw-------");
  }
}
