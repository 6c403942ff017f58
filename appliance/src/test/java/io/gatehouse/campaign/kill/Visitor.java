package io.gatehouse.campaign.kill;

import io.gatehouse.campaign.BoxApi;
import io.gatehouse.campaign.PortalGuest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One guest of a cycle, with an operator who deals with this guest only, so that the order of what
 * happens to the device is known. Writes down each deed when its answer is whole.
 */
final class Visitor {
  /** A voucher as it was minted. */
  record Ticket(String id, String code) {}

  private static final long RETRY_NANOS = 20_000_000;

  private final PortalGuest portal;
  private final BoxApi api;
  private final String mac;
  private final List<Ticket> tickets;
  private final Ticket shared;
  private final SplittableRandom chances;
  private final Lie lie;
  private final List<Deed> deeds = new ArrayList<>();
  private boolean lied;

  /** How a positive control falsifies the ledger. */
  enum Lie {
    NONE,
    /** An acknowledgement of a redemption that was never sent. */
    CLAIMS_WHAT_NEVER_WAS,
    /** A redemption that the ledger does not know of. */
    KEEPS_SILENT
  }

  Visitor(
      PortalGuest portal,
      BoxApi api,
      String mac,
      List<Ticket> tickets,
      Ticket shared,
      SplittableRandom chances,
      Lie lie) {
    this.portal = portal;
    this.api = api;
    this.mac = mac;
    this.tickets = new ArrayList<>(tickets);
    this.shared = shared;
    this.chances = chances;
    this.lie = lie;
  }

  Diary diary() {
    return new Diary(mac, portal.ip(), List.copyOf(deeds));
  }

  /** Acts until the box falls silent after it was killed, or a deed is left in doubt. */
  void act(BooleanSupplier killed) {
    portal.forgetPage();
    Step step = new Step(Deed.Kind.REDEEM, shared);
    while (true) {
      PortalGuest.Sent sent = take(step);
      if (sent instanceof PortalGuest.Sent.BrokeOff) {
        return;
      }
      if (sent instanceof PortalGuest.Sent.NobodyThere) {
        if (killed.getAsBoolean()) {
          return;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      } else {
        LockSupport.parkNanos(chances.nextLong(60_000_000));
        step = next();
      }
    }
  }

  private record Step(Deed.Kind kind, Ticket ticket) {}

  private Step next() {
    int die = chances.nextInt(100);
    Ticket ticket = tickets.get(chances.nextInt(tickets.size()));
    if (die < 40) {
      return new Step(Deed.Kind.REDEEM, ticket);
    }
    if (die < 58) {
      return new Step(Deed.Kind.PAUSE, null);
    }
    if (die < 76) {
      return new Step(Deed.Kind.RESUME, null);
    }
    if (die < 88) {
      return new Step(Deed.Kind.SIGN_OUT, null);
    }
    return die < 94 ? new Step(Deed.Kind.REVOKE, ticket) : new Step(Deed.Kind.END, null);
  }

  private PortalGuest.Sent take(Step step) {
    boolean lying = !lied && lie != Lie.NONE && isFirstUse(step);
    lied |= lying;
    if (lying && lie == Lie.KEEPS_SILENT) {
      return send(step);
    }
    long sent = System.nanoTime();
    PortalGuest.Sent answer = lying ? new PortalGuest.Sent.Answered(303, "") : send(step);
    note(step, answer, sent, System.nanoTime());
    return answer;
  }

  private void note(Step step, PortalGuest.Sent answer, long sent, long answered) {
    String voucher = step.ticket() == null ? "" : step.ticket().id();
    switch (answer) {
      case PortalGuest.Sent.NobodyThere nobody -> {}
      case PortalGuest.Sent.BrokeOff broke ->
          deeds.add(new Deed(step.kind(), voucher, sent, answered, Deed.Outcome.IN_DOUBT, 0));
      case PortalGuest.Sent.Answered(int status, String body) -> {
        boolean yes = status == 303 || (status / 100 == 2 && operators(step.kind()));
        Deed.Outcome outcome = yes ? Deed.Outcome.ACKNOWLEDGED : Deed.Outcome.REFUSED;
        deeds.add(new Deed(step.kind(), voucher, sent, answered, outcome, status));
        if (yes && shared.equals(step.ticket()) && !tickets.contains(shared)) {
          tickets.add(shared);
        }
      }
    }
  }

  private boolean isFirstUse(Step step) {
    return step.kind() == Deed.Kind.REDEEM
        && !shared.equals(step.ticket())
        && deeds.stream().noneMatch(deed -> deed.voucher().equals(step.ticket().id()));
  }

  private static boolean operators(Deed.Kind kind) {
    return kind == Deed.Kind.REVOKE || kind == Deed.Kind.END;
  }

  private PortalGuest.Sent send(Step step) {
    return switch (step.kind()) {
      case REDEEM -> portal.send("/voucher", "code", step.ticket().code());
      case SIGN_OUT -> portal.send("/signout", "lang", "en");
      case PAUSE -> portal.send("/pause", "lang", "en");
      case RESUME -> portal.send("/resume", "lang", "en");
      case REVOKE -> api.tell("/vouchers/" + step.ticket().id() + "/revoke", new JsonObject());
      case END -> end();
    };
  }

  /** The operator looks the session up first; where there is none there is nothing to ask. */
  private PortalGuest.Sent end() {
    try {
      return api.all("/sessions").stream()
          .filter(session -> session.getString("mac").equals(mac))
          .findFirst()
          .map(s -> api.tell("/sessions/" + s.getString("id") + "/end", new JsonObject()))
          .orElseGet(() -> new PortalGuest.Sent.Answered(404, ""));
    } catch (IllegalStateException nothingWasAsked) {
      return new PortalGuest.Sent.NobodyThere();
    }
  }
}
