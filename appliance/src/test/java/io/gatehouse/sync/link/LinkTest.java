package io.gatehouse.sync.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.TestBox;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.network.revision.RevisionState;
import io.gatehouse.sync.TestHub;
import io.gatehouse.sync.enrolment.Membership;
import io.gatehouse.sync.enrolment.MembershipFile;
import io.gatehouse.sync.wire.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box and its hub over real TLS: settings come down, what became of them goes up. */
class LinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path dir;
  private TestBox box;
  private TestHub hub;
  private Membership member;
  private Link link;

  @BeforeEach
  void begin() throws Exception {
    box = new TestBox(Files.createDirectory(dir.resolve("box")));
    hub = new TestHub(Files.createDirectory(dir.resolve("hub")), box.vertx);
    member = hub.admit("cafe");
    link =
        new Link(
            box.vertx,
            box.desk.store,
            box.desk.journal,
            box.revisions,
            box.changes,
            box.wall,
            box.boot,
            new MembershipFile(dir.resolve("box/hub.json")),
            member,
            box.desk.vouchers.site(),
            new DeedsSeen());
  }

  @AfterEach
  void end() {
    link.close();
    hub.close();
    box.close();
  }

  private Steering steering() {
    return new Steering(box.desk.store, box.desk.journal, box.revisions, box.changes, member.box());
  }

  private String outcome(long revision) {
    return hub.wishes.list(member.box(), 10).stream()
        .filter(wish -> wish.revision() == revision)
        .map(wish -> wish.outcome() + " " + wish.note())
        .findFirst()
        .orElseThrow();
  }

  private void awaitOutcome(long revision, String start) {
    Waiting.until(LIMIT, "outcome " + start, () -> outcome(revision).strip().startsWith(start));
  }

  @Test
  void a_box_that_has_left_keeps_no_entry_for_a_hub_and_counts_its_settings_anew() {
    long revision = hub.wishes.wish(member.box(), "{\"branding\":{\"siteName\":\"Cafe\"}}", "me");
    link.start();
    awaitOutcome(revision, "KEPT");
    link.close();
    assertThat(box.desk.journal.hasCursor(Link.CURSOR)).isTrue();

    Link.forget(box.desk.store);

    assertThat(box.desk.journal.hasCursor(Link.CURSOR)).isFalse();
    assertThat(steering().place().revision()).isZero();
  }

  @Test
  void settings_come_down_are_tried_and_kept_and_the_hub_hears_of_it() {
    link.start();
    Waiting.until(LIMIT, "the link", () -> link.seen().trouble().isEmpty());

    long first = hub.wishes.wish(member.box(), "{\"branding\":{\"siteName\":\"Cafe\"}}", "me");
    awaitOutcome(first, "KEPT");
    assertThat(box.revisions.settings().branding().siteName()).isEqualTo("Cafe");

    // This one disturbs a daemon, so it waits until the hub has been reached with it.
    long second = hub.wishes.wish(member.box(), "{\"guest\":{\"leaseBeforeSeconds\":177}}", "me");
    awaitOutcome(second, "KEPT");
    assertThat(box.revisions.settings().guest().leaseBeforeSeconds()).isEqualTo(177);
    assertThat(box.revisions.inForce().number()).isEqualTo(3);
    assertThat(box.revisions.find(3).orElseThrow().note()).isEqualTo("confirmed by hub");

    long third = hub.wishes.wish(member.box(), "{\"guest\":{\"leaseBeforeSeconds\":\"x\"}}", "me");
    awaitOutcome(third, "REFUSED guest.leaseBeforeSeconds: must be a number");
    assertThat(link.seen().revision()).isEqualTo(third);
    assertThat(link.seen().outcome()).isEqualTo("REFUSED");
    // What was said and heard is in order, once.
    assertThat(hub.wishes.list(member.box(), 10)).hasSize(3);
  }

  @Test
  void what_was_wished_while_the_box_was_away_comes_down_when_it_is_back() {
    hub.wishes.wish(member.box(), "{\"branding\":{\"siteName\":\"Old\"}}", "me");
    hub.wishes.wish(member.box(), "{\"branding\":{\"siteName\":\"New\"}}", "me");

    link.start();

    awaitOutcome(2, "KEPT");
    assertThat(box.revisions.settings().branding().siteName()).isEqualTo("New");
    assertThat(outcome(1).strip()).as("never came to the box").isEmpty();
  }

  @Test
  void settings_with_which_the_hub_is_not_reached_are_taken_back() {
    Steering steering = steering();
    Messages.Desired desired = new Messages.Desired(1, "{\"guest\":{\"leaseBeforeSeconds\":177}}");

    assertThat(steering.take(desired)).isEqualTo(Steering.Taken.TRIED);
    assertThat(box.revisions.find(2).orElseThrow().state()).isEqualTo(RevisionState.APPLIED);
    box.boot.advanceSeconds(121);
    box.changes.watch();
    steering.reached();

    assertThat(steering.place()).isEqualTo(new Steering.Place(1, "TAKEN_BACK"));
    assertThat(box.revisions.settings().guest().leaseBeforeSeconds()).isNotEqualTo(177);
    assertThat(steering.take(desired)).as("not again").isEqualTo(Steering.Taken.DONE);
  }

  @Test
  void an_end_of_the_program_between_a_change_and_its_note_does_it_once() {
    Messages.Desired desired = new Messages.Desired(1, "{\"branding\":{\"siteName\":\"A\"}}");
    assertThat(steering().take(desired)).isEqualTo(Steering.Taken.DONE);
    box.desk.store.write(tx -> tx.update("DELETE FROM link_desired"));

    Steering again = steering();
    assertThat(again.take(desired)).isEqualTo(Steering.Taken.TRIED);
    again.reached();

    assertThat(again.place()).isEqualTo(new Steering.Place(1, "KEPT"));
    assertThat(box.revisions.inForce().number()).isEqualTo(2);
  }

  @Test
  void a_change_of_somebody_at_the_box_goes_first() {
    box.changes.change(1, "{\"guest\":{\"leaseBeforeSeconds\":166}}", "installer", "", 120);
    Steering steering = steering();
    Messages.Desired desired = new Messages.Desired(1, "{\"branding\":{\"siteName\":\"A\"}}");

    assertThat(steering.take(desired)).isEqualTo(Steering.Taken.LATER);
    box.changes.confirm(2, "installer");
    assertThat(steering.take(desired)).isEqualTo(Steering.Taken.DONE);
    assertThat(box.revisions.settings().guest().leaseBeforeSeconds()).isEqualTo(166);
    assertThat(box.revisions.settings().branding().siteName()).isEqualTo("A");
  }

  @Test
  void tries_grow_apart_up_to_minutes_and_differ_between_boxes() {
    Patience one = new Patience(new Random(1));
    Patience other = new Patience(new Random(2));
    assertThat(one.next()).isLessThan(Duration.ofMillis(1_501)).isNotEqualTo(other.next());
    for (int i = 0; i < 70; i++) {
      one.next();
      assertThat(other.next()).isLessThanOrEqualTo(Duration.ofSeconds(450));
    }
    assertThat(one.next()).isGreaterThan(Duration.ofMinutes(2));
    one.reset();
    assertThat(one.next()).isLessThan(Duration.ofMillis(1_501));
  }

  @Test
  void the_link_comes_back_by_itself_when_the_hub_does() throws Exception {
    link.start();
    Waiting.until(LIMIT, "the link", () -> link.seen().trouble().isEmpty());
    int port = hub.door.port();
    hub.close();
    Waiting.until(LIMIT, "the notice", () -> !link.seen().trouble().isEmpty());

    hub = new TestHub(dir.resolve("hub"), box.vertx, port);

    Waiting.until(LIMIT, "the link again", () -> link.seen().trouble().isEmpty());
    hub.wishes.wish(member.box(), "{\"branding\":{\"siteName\":\"Back\"}}", "me");
    awaitOutcome(1, "KEPT");
  }
}
