package io.gatehouse.sync.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.TestBox;
import io.gatehouse.hub.orders.Order;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.journal.Entry;
import io.gatehouse.sync.TestHub;
import io.gatehouse.sync.enrolment.Membership;
import io.gatehouse.sync.enrolment.MembershipFile;
import io.gatehouse.sync.wire.Messages;
import io.gatehouse.sync.wire.OrderKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of a hub: done once where they are its own, and not at all otherwise. */
class OrdersTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String WORD = "a word of this box's";

  @TempDir private Path dir;
  private final DeedsSeen deeds = new DeedsSeen();
  private TestBox box;
  private TestHub hub;
  private Membership member;
  private Orders orders;

  @BeforeEach
  void begin() throws Exception {
    box = new TestBox(Files.createDirectory(dir.resolve("box")));
    hub = new TestHub(Files.createDirectory(dir.resolve("hub")), box.vertx);
    member = hub.admit("cafe");
    orders = orders();
  }

  @AfterEach
  void end() {
    hub.close();
    box.close();
  }

  private Orders orders() {
    return new Orders(box.desk.store, box.desk.journal, deeds, member);
  }

  private Link link() {
    return new Link(
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
        deeds);
  }

  private Order newest() {
    return hub.orders.list(member.box(), 1).getFirst();
  }

  /** As it would travel, signed for a call with that word. */
  private Messages.Order signed(String box, long taken, String word) {
    var next = hub.orders.next(box, taken, word).orElseThrow();
    return new Messages.Order(next.number(), next.kind(), next.subject(), next.signature());
  }

  private List<String> ends() {
    return box.desk.journal.newest(Long.MAX_VALUE, 100).stream()
        .filter(entry -> entry.kind().equals("HubOrderEnded"))
        .map(Entry::json)
        .toList();
  }

  private void assertRefused(Messages.Order order, String word) {
    assertThatThrownBy(() -> orders.take(order, word))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("has not signed");
  }

  @Test
  void an_order_is_done_once_and_the_hub_hears_what_became_of_it() {
    hub.orders.give(member.box(), OrderKind.RESTART, "gatehouse-dnsmasq@lan", "me");
    hub.orders.give(member.box(), OrderKind.END_SESSION, "nobody", "me");
    try (Link link = link()) {
      link.start();
      Waiting.until(LIMIT, "the second's end", () -> !newest().outcome().isEmpty());
      hub.orders.give(member.box(), OrderKind.LOOK, "", "me");
      Waiting.until(LIMIT, "the third's end", () -> newest().outcome().equals("DONE"));
    }

    assertThat(deeds.seen).containsExactly("restart gatehouse-dnsmasq@lan", "look");
    assertThat(hub.orders.list(member.box(), 10))
        .extracting(Order::outcome)
        .containsExactly("DONE", "REFUSED", "DONE");
    assertThat(hub.orders.list(member.box(), 10).get(1).note()).isEqualTo("no such session");
    assertThat(ends()).hasSize(3);
  }

  @Test
  void what_was_signed_for_one_call_is_good_for_no_other() throws Refusal {
    hub.orders.give(member.box(), OrderKind.LOOK, "", "me");
    Messages.Order order = signed(member.box(), 0, WORD);

    assertRefused(order, orders.freshWord());
    assertThat(deeds.seen).isEmpty();
    orders.take(order, WORD);
    orders.take(order, WORD);
    orders().take(order, WORD);

    assertThat(deeds.seen).as("once, and the control that it was a good one").hasSize(1);
    assertThat(ends()).hasSize(1);
  }

  @Test
  void an_order_that_was_overtaken_is_done_no_more() throws Refusal {
    hub.orders.give(member.box(), OrderKind.END_SESSION, "first", "me");
    hub.orders.give(member.box(), OrderKind.END_SESSION, "second", "me");
    Messages.Order first = signed(member.box(), 0, WORD);

    orders.take(signed(member.box(), 1, WORD), WORD);
    orders.take(first, WORD);

    assertThat(deeds.seen).containsExactly("end second");
  }

  @Test
  void orders_of_another_hub_for_another_box_or_with_another_subject_are_refused()
      throws Exception {
    hub.orders.give(member.box(), OrderKind.END_SESSION, "a", "me");
    Messages.Order good = signed(member.box(), 0, WORD);
    String other = hub.admit("hotel").box();
    hub.orders.give(other, OrderKind.END_SESSION, "a", "me");
    assertRefused(signed(other, 0, WORD), WORD);
    assertRefused(new Messages.Order(1, good.kind(), "b", good.signature()), WORD);
    assertRefused(new Messages.Order(2, good.kind(), "a", good.signature()), WORD);
    assertRefused(new Messages.Order(1, "LOOK", "a", good.signature()), WORD);
    assertRefused(new Messages.Order(1, good.kind(), "a", ""), WORD);
    assertRefused(new Messages.Order(1, good.kind(), "a", "not base 64"), WORD);
    try (TestHub stranger =
        new TestHub(Files.createDirectory(dir.resolve("stranger")), box.vertx)) {
      String there = stranger.admit("cafe").box();
      stranger.orders.give(there, OrderKind.END_SESSION, "a", "me");
      var forged = stranger.orders.next(there, 0, WORD).orElseThrow();
      assertRefused(new Messages.Order(1, good.kind(), "a", forged.signature()), WORD);
    }
    assertThat(deeds.seen).isEmpty();
    assertThat(ends()).isEmpty();

    orders.take(good, WORD);
    assertThat(deeds.seen).containsExactly("end a");
  }

  @Test
  void an_order_that_its_box_does_not_ask_for_in_time_is_handed_out_no_more() {
    hub.orders.give(member.box(), OrderKind.LOOK, "", "me");
    assertThat(hub.orders.next(member.box(), 0, WORD)).isPresent();

    hub.boot.advanceMillis(io.gatehouse.hub.orders.Orders.LASTS.toMillis() + 1);

    assertThat(hub.orders.next(member.box(), 0, WORD)).isEmpty();
    assertThat(newest().outcome()).isEqualTo("EXPIRED");
  }

  @Test
  void an_order_in_which_the_program_ended_is_told_of_and_not_done_again() throws Refusal {
    hub.orders.give(member.box(), OrderKind.RESTART, "power-cut", "me");
    Messages.Order order = signed(member.box(), 0, WORD);
    assertThatThrownBy(() -> orders.take(order, WORD)).isInstanceOf(AssertionError.class);

    Orders afterwards = orders();
    afterwards.begin();
    afterwards.begin();
    afterwards.take(order, WORD);

    assertThat(ends()).hasSize(1).first().asString().contains("CUT_OFF");
    assertThat(deeds.seen).isEmpty();
  }

  @Test
  void an_order_that_this_box_does_not_know_is_refused_with_a_reason() throws Refusal {
    byte[] signature =
        hub.authority.sign(io.gatehouse.sync.wire.OrderText.of(member.box(), WORD, 1, "DANCE", ""));

    orders.take(
        new Messages.Order(1, "DANCE", "", Base64.getEncoder().encodeToString(signature)), WORD);

    assertThat(ends()).hasSize(1).first().asString().contains("does not know such an order");
  }
}
