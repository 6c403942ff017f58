package io.gatehouse.campaign.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge of kill cycles, on a small story whose truth is known. */
class JudgeTest {
  private static final String MAC = "02:67:00:00:00:01";
  private static final long SECOND = 1_000_000_000;

  private static Deed deed(Deed.Kind kind, String voucher, long second, Deed.Outcome outcome) {
    int status = outcome == Deed.Outcome.ACKNOWLEDGED ? 303 : 0;
    return new Deed(
        kind, voucher, second * SECOND, second * SECOND + SECOND / 100, outcome, status);
  }

  private static OnDisk.Fact fact(String text, String voucher) {
    return new OnDisk.Fact(text, voucher, MAC);
  }

  /**
   * Redeemed v1 at 10 s, redeemed v2 at 20 s, and the kill took the answer to a sign-out at 30 s.
   */
  private static Evidence story(boolean signedOut) {
    Diary diary =
        new Diary(
            MAC,
            "10.20.0.10",
            List.of(
                deed(Deed.Kind.REDEEM, "v1", 10, Deed.Outcome.ACKNOWLEDGED),
                deed(Deed.Kind.REDEEM, "v2", 20, Deed.Outcome.ACKNOWLEDGED),
                deed(Deed.Kind.SIGN_OUT, "", 30, Deed.Outcome.IN_DOUBT)));
    List<OnDisk.Fact> facts =
        new java.util.ArrayList<>(
            List.of(
                fact("VoucherRedeemed v1", "v1"),
                fact("SessionOpened v1", "v1"),
                fact("VoucherRedeemed v2", "v2"),
                fact("SessionEnded v1 GUEST", "v1"),
                fact("SessionOpened v2", "v2")));
    if (signedOut) {
      facts.add(fact("SessionEnded v2 GUEST", "v2"));
    }
    OnDisk.Session row = new OnDisk.Session("s2", "v2", MAC, "10.20.0.10", "OPEN");
    OnDisk disk =
        new OnDisk(
            List.of(),
            Map.of(
                "v1", new OnDisk.Voucher("v1", "USED", "p1"),
                "v2", new OnDisk.Voucher("v2", "USED", "p2"),
                "v3", new OnDisk.Voucher("v3", "AVAILABLE", "")),
            List.of(
                new OnDisk.Pass("p1", "v1", 10_000, -1),
                new OnDisk.Pass("p2", "v2", signedOut ? 10_000 : 0, signedOut ? -1 : 20_000)),
            signedOut ? List.of() : List.of(row),
            facts);
    Evidence.Live live = new Evidence.Live("s2", "v2", MAC, "10.20.0.10", "OPEN", 15);
    return new Evidence(
        List.of(diary),
        "v3",
        Set.of("v1", "v2", "v3"),
        disk,
        new Evidence.AfterRestart(
            signedOut ? List.of() : List.of(live),
            Map.of("v1", "USED", "v2", "USED", "v3", "AVAILABLE"),
            signedOut ? Set.of() : Set.of("10.20.0.10," + MAC),
            signedOut ? Set.of() : Set.of("10.20.0.10"),
            35 * SECOND,
            35 * SECOND + SECOND / 10));
  }

  @Test
  void a_box_that_kept_its_word_is_let_go_whichever_way_the_doubt_fell() {
    assertThat(Judge.judge(story(false))).isEmpty();
    assertThat(Judge.judge(story(true))).isEmpty();
  }

  @Test
  void every_planted_fault_is_seen() {
    Map<String, Evidence> faults = Faults.in(story(false));
    assertThat(faults).hasSizeGreaterThan(10);
    faults.forEach((name, evidence) -> assertThat(Judge.judge(evidence)).as(name).isNotEmpty());
  }

  @Test
  void half_a_transaction_is_seen() {
    Evidence whole = story(true);
    OnDisk half =
        new OnDisk(
            List.of(),
            whole.disk().vouchers(),
            whole.disk().passes(),
            story(false).disk().sessions(),
            whole.disk().facts());
    assertThat(
            Judge.judge(
                new Evidence(whole.diaries(), whole.shared(), whole.minted(), half, whole.box())))
        .isNotEmpty();
  }
}
