package io.gatehouse.radius.server;

import io.gatehouse.guest.voucher.VoucherCode;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Metrics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest logins, whoever was let in or not. Kept in memory: what was opened stands in the
 * journal, and a wrong password is not worth a write to the card.
 */
public final class LoginLog {
  private static final Logger LOG = LoggerFactory.getLogger(LoginLog.class);
  private static final int MOST = 2_000;
  private static final int LONGEST_NAME = 64;

  private final WallClock wall;
  private final Metrics metrics;
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();

  public LoginLog(WallClock wall, Metrics metrics) {
    this.wall = wall;
    this.metrics = metrics;
  }

  /**
   * One login.
   *
   * @param user as it was sent; of a voucher's code only that it was one
   * @param reason {@code accept}, {@code silence}, or why it was refused
   */
  public record Entry(
      Instant when,
      String user,
      String device,
      String nas,
      String method,
      String reason,
      String message) {}

  void add(Caller caller, String method, Decision decision) {
    String reason =
        switch (decision) {
          case Decision.Accept accept -> "accept";
          case Decision.Reject reject -> reject.reason().name().toLowerCase(Locale.ROOT);
          case Decision.Silence silence -> "silence";
        };
    metrics.count(
        "gatehouse.radius.logins", "Access requests answered by this box", "outcome", reason);
    boolean voucher =
        (decision instanceof Decision.Accept accept && accept.account() == null)
            || VoucherCode.parse(caller.userName()) instanceof VoucherCode.Parsed.Code;
    String name = caller.userName();
    Entry entry =
        new Entry(
            wall.now(),
            voucher ? "(voucher)" : name.substring(0, Math.min(name.length(), LONGEST_NAME)),
            caller.mac().map(Object::toString).orElse(""),
            caller.nas(),
            method,
            reason,
            decision.words());
    synchronized (entries) {
      if (entries.size() == MOST) {
        entries.removeFirst();
      }
      entries.addLast(entry);
    }
    LOG.debug("login {} at {}: {}", entry.device, entry.nas, reason);
  }

  /** The newest first; only those whose user, device or router holds the text. */
  public List<Entry> newest(String search, int max) {
    List<Entry> found = new ArrayList<>();
    synchronized (entries) {
      for (var all = entries.descendingIterator(); all.hasNext() && found.size() < max; ) {
        Entry entry = all.next();
        if (entry.user.contains(search)
            || entry.device.contains(search)
            || entry.nas.contains(search)) {
          found.add(entry);
        }
      }
    }
    return found;
  }
}
