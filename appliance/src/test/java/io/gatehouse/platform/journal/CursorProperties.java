package io.gatehouse.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class CursorProperties {

  record Happened(int number) implements Fact {}

  enum Kind {
    APPEND,
    READ_AND_ACK,
    READ_AND_CRASH,
    ACK_BACKWARDS,
    ACK_AHEAD,
    FORGET,
    REOPEN
  }

  record Step(Kind kind, String reader, int amount) {}

  @Provide
  Arbitrary<List<Step>> walks() {
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.of(Kind.class),
                Arbitraries.of("accounting", "sync"),
                Arbitraries.integers().between(1, 7))
            .as(Step::new);
    return step.list().ofMinSize(1).ofMaxSize(40);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
  void every_reader_acknowledges_every_fact_once_and_in_order(@ForAll("walks") List<Step> walk)
      throws IOException {
    Path dir = Files.createTempDirectory("cursor");
    try {
      new Walk(dir.resolve("box.db")).go(walk);
    } finally {
      try (Stream<Path> files = Files.walk(dir)) {
        files.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
      }
    }
  }

  private static final class Walk {
    private final Path file;
    private final TestBootClock boot = new TestBootClock();
    private final Map<String, List<Long>> acknowledged = new TreeMap<>();
    private Store store;
    private ServiceClock service;
    private Journal journal;
    private long written;

    Walk(Path file) {
      this.file = file;
      acknowledged.put("accounting", new ArrayList<>());
      acknowledged.put("sync", new ArrayList<>());
    }

    void go(List<Step> walk) {
      open();
      walk.forEach(this::take);
      for (String reader : acknowledged.keySet()) {
        readAndAck(reader, Integer.MAX_VALUE);
        assertThat(acknowledged.get(reader))
            .containsExactlyElementsOf(LongStream.rangeClosed(1, written).boxed().toList());
      }
      boot.advanceSeconds(1);
      journal.forget(service.millis(), Journal.MOST_KEPT);
      assertThat(journal.after(0, 10)).isEmpty();
      store.close();
    }

    private void open() {
      store = Store.open(file);
      service = new ServiceClock(store, boot);
      journal =
          new Journal(
              store,
              boot,
              service,
              new WallClock(InstantSource.fixed(Instant.EPOCH), Instant.EPOCH));
      acknowledged.keySet().forEach(journal::cursor);
    }

    private void take(Step step) {
      boot.advanceSeconds(1);
      Cursor cursor = journal.cursor(step.reader);
      switch (step.kind) {
        case APPEND -> append(step.amount);
        case READ_AND_ACK -> readAndAck(step.reader, step.amount);
        case READ_AND_CRASH -> cursor.next(step.amount);
        case ACK_BACKWARDS -> {
          long place = cursor.position();
          assertThat(cursor.ackTo(Math.max(0, place - step.amount))).isFalse();
          assertThat(cursor.position()).isEqualTo(place);
        }
        case ACK_AHEAD ->
            assertThatThrownBy(() -> cursor.ackTo(written + step.amount))
                .isInstanceOf(IllegalArgumentException.class);
        case FORGET -> journal.forget(service.millis() - step.amount * 1_000L, Journal.MOST_KEPT);
        case REOPEN -> {
          store.close();
          open();
        }
      }
    }

    private void append(int count) {
      store.write(
          tx -> {
            for (int i = 0; i < count; i++) {
              journal.append(tx, new Happened(i));
            }
            return null;
          });
      written += count;
    }

    private void readAndAck(String reader, int max) {
      Cursor cursor = journal.cursor(reader);
      List<Entry> entries = cursor.next(max);
      if (!entries.isEmpty()) {
        assertThat(cursor.ackTo(entries.getLast().seq())).isTrue();
        entries.forEach(entry -> acknowledged.get(reader).add(entry.seq()));
      }
    }
  }
}
