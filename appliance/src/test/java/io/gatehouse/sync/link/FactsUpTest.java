package io.gatehouse.sync.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.TestBox;
import io.gatehouse.hub.facts.Facts;
import io.gatehouse.hub.facts.HubFact;
import io.gatehouse.hub.facts.Taken;
import io.gatehouse.platform.journal.Entry;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.sync.TestHub;
import io.gatehouse.sync.channel.Anchor;
import io.gatehouse.sync.channel.Channel;
import io.gatehouse.sync.channel.HubAddress;
import io.gatehouse.sync.channel.NotProven;
import io.gatehouse.sync.channel.NotReached;
import io.gatehouse.sync.enrolment.Membership;
import io.gatehouse.sync.wire.Unreadable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box's journal at the hub: nothing lost, nothing twice, whatever happens on the way. */
class FactsUpTest {
  @TempDir private Path dir;
  private TestBox box;
  private TestHub hub;
  private Membership member;
  private int number;

  @BeforeEach
  void begin() throws Exception {
    box = new TestBox(Files.createDirectory(dir.resolve("box")));
    hub = new TestHub(Files.createDirectory(dir.resolve("hub")), box.vertx);
    member = hub.admit("cafe");
  }

  @AfterEach
  void end() {
    hub.close();
    box.close();
  }

  record Happened(int number, String text) implements Fact {}

  private void happen(int count) {
    box.desk.store.write(
        tx -> {
          for (int i = 0; i < count; i++) {
            box.desk.journal.append(tx, new Happened(++number, "ü " + "x".repeat(number % 200)));
          }
          return null;
        });
  }

  private Channel channel(int port) {
    return new Channel(
        box.vertx,
        new HubAddress("localhost", port),
        new Anchor(member.authority()),
        Optional.of(member.pair()),
        Instant.now());
  }

  private FactsUp facts() {
    return new FactsUp(box.desk.store, box.desk.journal);
  }

  private void send(FactsUp facts) throws Exception {
    try (Channel channel = channel(hub.door.port())) {
      facts.place(channel);
      facts.send(channel);
    }
  }

  /** Every fact of the box, in order, as it is at the hub. */
  private void booksAreEqual() {
    List<HubFact> at = hub.facts.newest(member.box(), Long.MAX_VALUE, Integer.MAX_VALUE).reversed();
    assertThat(at).containsExactlyElementsOf(journal());
  }

  private List<HubFact> journal() {
    return box.desk.journal.after(0, Integer.MAX_VALUE).stream().map(FactsUpTest::asAtHub).toList();
  }

  private static HubFact asAtHub(Entry entry) {
    return new HubFact(
        entry.seq(),
        entry.bootId(),
        entry.serviceMillis(),
        entry.wall().toEpochMilli(),
        entry.clockTrusted(),
        entry.kind(),
        entry.json());
  }

  @Test
  void the_whole_journal_goes_up_in_batches_and_the_queue_is_empty() throws Exception {
    happen(2_500);
    FactsUp facts = facts();
    assertThat(facts.waiting()).isGreaterThanOrEqualTo(2_500);

    send(facts);

    assertThat(facts.waiting()).isZero();
    booksAreEqual();
    assertThat(box.desk.journal.cursor("hub").position()).isEqualTo(facts.sent());
  }

  @Test
  void what_is_not_at_the_hub_is_not_forgotten() throws Exception {
    happen(20);
    FactsUp facts = facts();
    assertThat(box.desk.journal.forget(Long.MAX_VALUE, Journal.MOST_KEPT)).isZero();
    send(facts);
    assertThat(box.desk.journal.forget(Long.MAX_VALUE, Journal.MOST_KEPT))
        .isGreaterThanOrEqualTo(20);
  }

  @Test
  void cuts_at_any_byte_lose_nothing_and_double_nothing() throws Exception {
    Random random = new Random(7);
    int sent = 0;
    int failed = 0;
    try (Cutter wire = new Cutter(hub.door.port(), () -> random.nextInt(24_000))) {
      FactsUp facts = facts();
      while (failed < 8) {
        happen(random.nextInt(60));
        // Each third time as after a restart: nothing is remembered but what is on the disk.
        facts = random.nextInt(3) == 0 ? facts() : facts;
        try (Channel channel = channel(wire.port())) {
          facts.place(channel);
          facts.send(channel);
          sent++;
        } catch (NotReached | NotProven | Unreadable | Refusal e) {
          failed++;
        }
      }
      assertThat(wire.cuts.get()).isPositive();
      assertThat(sent).isPositive();
    }
    send(facts());
    booksAreEqual();

    // The control: one fact less is seen.
    hub.store.write(tx -> tx.update("DELETE FROM hub_fact WHERE seq = 5"));
    assertThatThrownBy(this::booksAreEqual).isInstanceOf(AssertionError.class);
  }

  @Test
  void a_batch_that_comes_twice_counts_once_and_one_from_the_future_not_at_all() {
    happen(30);
    List<HubFact> all = journal();

    assertThat(hub.facts.take(member.box(), 0, all)).isEqualTo(new Taken.UpTo(all.size()));
    assertThat(hub.facts.take(member.box(), 0, all)).isEqualTo(new Taken.UpTo(all.size()));
    assertThat(hub.facts.take(member.box(), 9, all.subList(9, 20)))
        .isEqualTo(new Taken.UpTo(all.size()));
    booksAreEqual();

    happen(10);
    List<HubFact> more = journal();
    assertThat(hub.facts.take(member.box(), 5, more.subList(all.size() + 4, all.size() + 8)))
        .isEqualTo(new Taken.UpTo(all.size()));
    assertThat(
            hub.facts.take(
                member.box(), all.size(), List.of(more.get(all.size()), more.get(all.size() + 4))))
        .isInstanceOf(Taken.Wrong.class);
    booksAreEqualUpTo(all);
    assertThat(hub.facts.take(member.box(), all.size(), more.subList(25, more.size())))
        .isEqualTo(new Taken.UpTo(more.size()));
    booksAreEqual();
  }

  private void booksAreEqualUpTo(List<HubFact> all) {
    assertThat(hub.facts.newest(member.box(), Long.MAX_VALUE, 1_000).reversed()).isEqualTo(all);
  }

  @Test
  void facts_that_the_box_has_no_more_are_counted_as_missing() {
    happen(30);
    List<HubFact> all = journal();

    hub.facts.take(member.box(), 0, all.subList(12, all.size()));

    assertThat(hub.fleet.box("cafe").orElseThrow().missing()).isEqualTo(12);
  }

  @Test
  void an_old_disk_and_a_copy_of_a_box_are_noticed_and_nothing_more_is_taken() throws Exception {
    happen(30);
    send(facts());
    List<HubFact> all = journal();
    HubFact last = all.getLast();
    HubFact other = new HubFact(last.seq(), "boot", 1, 1, true, "Happened", "{\"number\":0}");

    assertThat(hub.facts.take(member.box(), all.size(), List.of(other)))
        .isInstanceOfSatisfying(
            Taken.Trouble.class,
            trouble -> assertThat(trouble.reason()).contains("two boxes have the same key"));
    happen(5);
    assertThatThrownBy(() -> send(facts()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("two boxes");

    hub.store.write(tx -> tx.update("UPDATE hub_box SET trouble = ''"));
    Facts facts = hub.facts;
    assertThat(facts.place(member.box(), 12))
        .isInstanceOfSatisfying(
            Taken.Trouble.class, trouble -> assertThat(trouble.reason()).contains("an old disk"));
  }

  @Test
  void a_box_that_was_taken_back_is_told_so_and_tells_nothing() throws Exception {
    happen(3);
    hub.fleet.revoke(member.box());

    assertThatThrownBy(() -> send(facts()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("taken the box's certificate back");
    assertThat(hub.facts.newest(member.box(), Long.MAX_VALUE, 10)).isEmpty();
  }
}
