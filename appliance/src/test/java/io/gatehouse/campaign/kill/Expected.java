package io.gatehouse.campaign.kill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one device's deeds must have led to: a model of the box for a single guest, small enough to
 * be read. Facts are written as {@code kind voucher [reason]}.
 */
final class Expected {
  private final List<List<String>> facts = new ArrayList<>();
  private final List<String> surprises = new ArrayList<>();
  private final Set<String> redeemed = new HashSet<>();
  private final Set<String> revoked = new HashSet<>();
  private final Map<String, Span> used = new HashMap<>();
  private String voucher = "";
  private boolean open;
  private long openedSent;
  private long openedAnswered;

  /** How long a voucher's time has run, in nanoseconds: at least and at most. */
  record Span(long least, long most) {
    Span plus(Span more) {
      return new Span(least + more.least, most + more.most);
    }
  }

  private Expected() {}

  /**
   * @param shared a voucher that others try for too, so that a refusal is no surprise
   * @param doubtDone whether a last deed in doubt is taken as done
   */
  static Expected of(Diary diary, String shared, boolean doubtDone) {
    Expected expected = new Expected();
    for (Deed deed : diary.deeds()) {
      boolean done =
          deed.outcome() == Deed.Outcome.ACKNOWLEDGED
              || (deed.outcome() == Deed.Outcome.IN_DOUBT && doubtDone);
      expected.take(deed, done, deed.voucher().equals(shared));
    }
    return expected;
  }

  private void take(Deed deed, boolean done, boolean shared) {
    Optional<List<String>> effect = effect(deed);
    if (deed.outcome() == Deed.Outcome.ACKNOWLEDGED && effect.isEmpty()) {
      surprises.add("was let through against the rules: " + deed);
    }
    if (deed.outcome() == Deed.Outcome.REFUSED
        && effect.isPresent()
        && !shared
        && deed.status() < 500) {
      surprises.add("was refused against the rules: " + deed);
    }
    if (done && effect.isPresent()) {
      apply(deed);
      if (!effect.get().isEmpty()) {
        facts.add(effect.get());
      }
    }
  }

  /** The facts that the deed brings about; nothing where the box must refuse it. */
  private Optional<List<String>> effect(Deed deed) {
    String other = voucher;
    return switch (deed.kind()) {
      case REDEEM -> redeem(deed.voucher());
      case SIGN_OUT ->
          Optional.of(other.isEmpty() ? List.of() : List.of("SessionEnded " + other + " GUEST"));
      case PAUSE -> open ? Optional.of(List.of("SessionPaused " + other)) : Optional.empty();
      case RESUME -> {
        if (other.isEmpty()) {
          yield Optional.empty();
        }
        yield Optional.of(open ? List.of() : List.of("SessionResumed " + other));
      }
      case REVOKE -> revoke(deed.voucher());
      case END ->
          other.isEmpty()
              ? Optional.empty()
              : Optional.of(List.of("SessionEnded " + other + " OPERATOR"));
    };
  }

  private Optional<List<String>> redeem(String code) {
    if (revoked.contains(code)) {
      return Optional.empty();
    }
    List<String> effect = new ArrayList<>();
    if (!redeemed.contains(code)) {
      effect.add("VoucherRedeemed " + code);
    }
    if (voucher.equals(code)) {
      return Optional.of(open ? List.of() : List.of("SessionResumed " + code));
    }
    if (!voucher.isEmpty()) {
      effect.add("SessionEnded " + voucher + " GUEST");
    }
    effect.add("SessionOpened " + code);
    return Optional.of(effect);
  }

  private Optional<List<String>> revoke(String code) {
    if (revoked.contains(code)) {
      return Optional.empty();
    }
    return Optional.of(
        voucher.equals(code)
            ? List.of("VoucherRevoked " + code, "SessionEnded " + code + " REVOKED")
            : List.of("VoucherRevoked " + code));
  }

  private void apply(Deed deed) {
    switch (deed.kind()) {
      case REDEEM -> {
        redeemed.add(deed.voucher());
        if (!(open && voucher.equals(deed.voucher()))) {
          rest(deed);
          voucher = deed.voucher();
          run(deed);
        }
      }
      case RESUME -> {
        if (!open) {
          run(deed);
        }
      }
      case PAUSE -> rest(deed);
      case SIGN_OUT, END -> leave(deed);
      case REVOKE -> {
        revoked.add(deed.voucher());
        if (voucher.equals(deed.voucher())) {
          leave(deed);
        }
      }
    }
  }

  private void leave(Deed deed) {
    rest(deed);
    voucher = "";
  }

  private void run(Deed deed) {
    open = true;
    openedSent = deed.sent();
    openedAnswered = deed.answered();
  }

  private void rest(Deed deed) {
    if (open) {
      used.merge(voucher, span(deed.sent(), deed.answered()), Span::plus);
    }
    open = false;
  }

  private Span span(long leastEnd, long mostEnd) {
    return new Span(Math.max(leastEnd - openedAnswered, 0), mostEnd - openedSent);
  }

  /** The facts of each transaction, in their order; those of one transaction in any. */
  List<List<String>> facts() {
    return facts;
  }

  /** Answers that no order of things explains. */
  List<String> surprises() {
    return surprises;
  }

  /** {@code OPEN V}, {@code PAUSED V}, or empty text for a device that is out. */
  String presence() {
    return voucher.isEmpty() ? "" : (open ? "OPEN " : "PAUSED ") + voucher;
  }

  Set<String> redeemed() {
    return redeemed;
  }

  Set<String> revoked() {
    return revoked;
  }

  /** Time used of each redeemed voucher if it is looked at between the two moments. */
  Span used(String code, long lookBegan, long lookEnded) {
    Span before = used.getOrDefault(code, new Span(0, 0));
    return open && voucher.equals(code) ? before.plus(span(lookBegan, lookEnded)) : before;
  }
}
