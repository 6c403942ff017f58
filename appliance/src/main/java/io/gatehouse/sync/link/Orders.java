package io.gatehouse.sync.link;

import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.sync.enrolment.Membership;
import io.gatehouse.sync.wire.Messages;
import io.gatehouse.sync.wire.OrderKind;
import io.gatehouse.sync.wire.OrderText;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the hub orders, each order at most once: that it is taken is on the disk before it is
 * done, and how it went is a fact. Numbers only rise, per hub, through resets of the settings and
 * through leaving and coming back.
 */
final class Orders {
  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
  private static final int WORD_BYTES = 16;

  private final Store store;
  private final Journal journal;
  private final Deeds deeds;
  private final Membership member;
  private final SecureRandom random = new SecureRandom();

  Orders(Store store, Journal journal, Deeds deeds, Membership member) {
    this.store = store;
    this.journal = journal;
    this.deeds = deeds;
    this.member = member;
  }

  /** A word that no call has been made with. */
  String freshWord() {
    byte[] word = new byte[WORD_BYTES];
    random.nextBytes(word);
    return HexFormat.of().formatHex(word);
  }

  private record Place(long taken, String open) {}

  private Place place() {
    return store
        .read(
            tx ->
                tx.one(
                    "SELECT taken, open_kind FROM link_order WHERE hub = ?",
                    row -> new Place(row.getLong(1), row.getString(2)),
                    hub()))
        .orElse(new Place(0, ""));
  }

  private String hub() {
    return member.authority().text();
  }

  /** The newest order that was taken. */
  long taken() {
    return place().taken;
  }

  /** To be called before the first order: says what the program's end has cut off. */
  void begin() {
    Place place = place();
    if (!place.open.isEmpty()) {
      ended(place.taken, place.open, "CUT_OFF", "the program ended meanwhile; look at the box");
    }
  }

  /**
   * Does an order, unless it was taken before.
   *
   * @param word what the call that it answers has asked with
   * @throws Refusal where the hub's authority has not signed it for that call of this box; nothing
   *     is done and nothing written down
   */
  void take(Messages.Order order, String word) throws Refusal {
    byte[] text = OrderText.of(member.box(), word, order.number(), order.kind(), order.subject());
    if (!member.authority().signed(text, signature(order))) {
      throw new Refusal("an order came that the hub has not signed for this box and this moment");
    }
    if (order.number() <= taken()) {
      return;
    }
    keep(order.number(), order.kind());
    Optional<OrderKind> kind = OrderKind.of(order.kind());
    Deeds.Deed deed =
        kind.isEmpty()
            ? new Deeds.Deed.No("this box does not know such an order")
            : done(kind.get(), order.subject());
    switch (deed) {
      case Deeds.Deed.Done(String note) -> ended(order.number(), order.kind(), "DONE", note);
      case Deeds.Deed.No(String reason) -> ended(order.number(), order.kind(), "REFUSED", reason);
    }
  }

  private Deeds.Deed done(OrderKind kind, String subject) {
    try {
      return switch (kind) {
        case END_SESSION -> deeds.endSession(subject);
        case RESTART -> deeds.restart(subject);
        case LOOK -> deeds.look();
      };
    } catch (RuntimeException e) {
      LOG.error("an order broke kind={} subject={}", kind, subject, e);
      return new Deeds.Deed.No("something broke; the box's log has it");
    }
  }

  private static byte[] signature(Messages.Order order) {
    try {
      return Base64.getDecoder().decode(order.signature().getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private void keep(long number, String kind) {
    store.write(
        tx ->
            tx.update(
                "INSERT INTO link_order (hub, taken, open_kind) VALUES (?, ?, ?)"
                    + " ON CONFLICT (hub) DO UPDATE SET taken = excluded.taken,"
                    + " open_kind = excluded.open_kind",
                hub(),
                number,
                kind));
  }

  private void ended(long number, String kind, String outcome, String note) {
    store.write(
        tx -> {
          tx.update("UPDATE link_order SET open_kind = '' WHERE hub = ?", hub());
          journal.append(tx, new HubOrderEnded(number, kind, outcome, note));
          return null;
        });
    LOG.info("order of the hub number={} kind={} outcome={} note={}", number, kind, outcome, note);
  }
}
