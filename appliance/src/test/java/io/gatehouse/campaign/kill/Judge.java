package io.gatehouse.campaign.kill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds what a restarted box shows against the ledger outside. */
final class Judge {
  /**
   * The boot clock counts in milliseconds and may be steered against this program's by a little.
   */
  private static final double CLOCK_SECONDS = 0.1;

  private final Evidence evidence;
  private final List<String> wrong = new ArrayList<>();

  private Judge(Evidence evidence) {
    this.evidence = evidence;
  }

  /** Everything that is wrong, in words; nothing if the box kept its word. */
  static List<String> judge(Evidence evidence) {
    Judge judge = new Judge(evidence);
    evidence.disk().trouble().forEach(trouble -> judge.wrong("the database: " + trouble));
    judge.vouchersAndPasses();
    Set<String> redeemed = new TreeSet<>();
    evidence.diaries().forEach(diary -> judge.device(diary, redeemed));
    judge.unused(redeemed);
    judge.strangers();
    judge.restartedBox();
    judge.gate();
    return judge.wrong;
  }

  private void wrong(String what) {
    wrong.add(what);
  }

  /** Each voucher has as many passes as facts of its redemption: none or one. */
  private void vouchersAndPasses() {
    Map<String, Integer> passes = new HashMap<>();
    evidence.disk().passes().forEach(pass -> passes.merge(pass.voucher(), 1, Integer::sum));
    for (String id : evidence.minted()) {
      long facts =
          evidence.disk().facts().stream()
              .filter(fact -> fact.text().equals("VoucherRedeemed " + id))
              .count();
      int granted = passes.getOrDefault(id, 0);
      OnDisk.Voucher voucher = evidence.disk().vouchers().get(id);
      if (voucher == null) {
        wrong("voucher " + id + " was minted and is gone");
        continue;
      }
      boolean bound = !voucher.pass().isEmpty();
      if (granted > 1 || facts > 1) {
        wrong("voucher " + id + " was granted " + granted + " times, recorded " + facts);
      }
      if (granted != facts || bound != (granted == 1)) {
        wrong("voucher " + id + ": " + granted + " passes, " + facts + " facts, bound " + bound);
      }
      if (voucher.state().equals("AVAILABLE") == bound && !voucher.state().equals("REVOKED")) {
        wrong("voucher " + id + " is " + voucher.state() + " and bound " + bound);
      }
      String said = evidence.box().voucherStates().get(id);
      if (!voucher.state().equals(said)) {
        wrong("voucher " + id + " is " + voucher.state() + " on disk, the API says " + said);
      }
    }
  }

  private void device(Diary diary, Set<String> redeemed) {
    Expected sober = Expected.of(diary, evidence.shared(), false);
    List<String> seen = factsOf(diary);
    Expected truth = sober;
    if (!fits(sober, seen) && diary.doubtful()) {
      truth = Expected.of(diary, evidence.shared(), true);
    }
    String who = diary.mac() + ": ";
    truth.surprises().forEach(surprise -> wrong(who + surprise));
    if (!fits(truth, seen)) {
      wrong(who + "the journal has " + seen + ", acknowledged was " + diary.deeds());
      return;
    }
    redeemed.addAll(truth.redeemed());
    redeemed.addAll(truth.revoked());
    String presence = presenceOnDisk(diary.mac());
    if (!presence.equals(truth.presence())) {
      wrong(who + "the session is '" + presence + "', it must be '" + truth.presence() + "'");
    }
    for (String id : truth.revoked()) {
      String state = state(id);
      if (!state.equals("REVOKED")) {
        wrong(who + "revoked voucher " + id + " is " + state);
      }
    }
    for (String id : truth.redeemed()) {
      String state = state(id);
      if (!truth.revoked().contains(id) && !state.equals("USED")) {
        wrong(who + "redeemed voucher " + id + " is " + state);
      }
      usedTime(who, truth, id);
    }
  }

  private String state(String voucher) {
    OnDisk.Voucher row = evidence.disk().vouchers().get(voucher);
    return row == null ? "gone" : row.state();
  }

  private List<String> factsOf(Diary diary) {
    // A revocation is nobody's device's; it belongs to whose operator asked for it.
    Set<String> own = new TreeSet<>();
    diary.deeds().stream()
        .filter(deed -> deed.kind() == Deed.Kind.REVOKE)
        .forEach(deed -> own.add(deed.voucher()));
    return evidence.disk().facts().stream()
        .filter(
            fact ->
                fact.mac().equals(diary.mac())
                    || (fact.mac().isEmpty() && own.contains(fact.voucher())))
        .map(OnDisk.Fact::text)
        .toList();
  }

  /** The same facts, transaction by transaction. */
  private static boolean fits(Expected expected, List<String> seen) {
    int at = 0;
    for (List<String> transaction : expected.facts()) {
      int end = at + transaction.size();
      if (end > seen.size()
          || !transaction.stream()
              .sorted()
              .toList()
              .equals(seen.subList(at, end).stream().sorted().toList())) {
        return false;
      }
      at = end;
    }
    return at == seen.size();
  }

  private String presenceOnDisk(String mac) {
    List<String> present =
        evidence.disk().sessions().stream()
            .filter(session -> session.mac().equals(mac))
            .map(session -> session.state() + " " + session.voucher())
            .toList();
    return String.join(" and ", present);
  }

  /** Never more than the truth; no less either, as the kernel went on admitting in between. */
  private void usedTime(String who, Expected truth, String voucher) {
    Expected.Span span =
        truth.used(voucher, evidence.box().lookBegan(), evidence.box().lookEnded());
    double least = span.least() / 1e9 - CLOCK_SECONDS;
    double most = span.most() / 1e9 + CLOCK_SECONDS;
    evidence.box().sessions().stream()
        .filter(session -> session.voucher().equals(voucher))
        .forEach(
            session -> {
              if (session.usedSeconds() > most || session.usedSeconds() + 1 < least) {
                wrong(
                    "%svoucher %s has used %d s, the truth is %.1f to %.1f s"
                        .formatted(who, voucher, session.usedSeconds(), least, most));
              }
            });
    evidence.disk().passes().stream()
        .filter(pass -> pass.voucher().equals(voucher) && pass.runningSince() < 0)
        .forEach(
            pass -> {
              double used = pass.usedMillis() / 1e3;
              if (used > most || used < least) {
                wrong(
                    "%svoucher %s rests with %.1f s used, the truth is %.1f to %.1f s"
                        .formatted(who, voucher, used, least, most));
              }
            });
  }

  /** What nobody touched is as it was. */
  private void unused(Set<String> touched) {
    for (String id : evidence.minted()) {
      String state = state(id);
      if (!touched.contains(id) && !state.equals("AVAILABLE") && !state.equals("gone")) {
        wrong("voucher " + id + " is " + state + ", and nobody had it");
      }
    }
  }

  /** Facts and sessions of devices that the ledger does not know. */
  private void strangers() {
    Set<String> macs = new TreeSet<>();
    evidence.diaries().forEach(diary -> macs.add(diary.mac()));
    for (OnDisk.Fact fact : evidence.disk().facts()) {
      boolean ours = macs.contains(fact.mac()) || evidence.minted().contains(fact.voucher());
      if (!ours) {
        wrong("the journal has " + fact.text() + " of " + fact.mac() + ", which nobody asked for");
      }
    }
    for (OnDisk.Session session : evidence.disk().sessions()) {
      if (!macs.contains(session.mac())) {
        wrong("a session of " + session.mac() + ", which nobody asked for");
      }
    }
  }

  /** The restarted program shows what the killed one left. */
  private void restartedBox() {
    Set<String> left = new TreeSet<>();
    evidence.disk().sessions().forEach(s -> left.add(s.id() + " " + s.mac() + " " + s.state()));
    Set<String> shown = new TreeSet<>();
    evidence.box().sessions().forEach(s -> shown.add(s.id() + " " + s.mac() + " " + s.state()));
    if (!left.equals(shown)) {
      wrong("sessions on disk " + left + ", after the restart " + shown);
    }
  }

  /** The kernel admits exactly the open sessions. */
  private void gate() {
    Set<String> up = new TreeSet<>();
    Set<String> down = new TreeSet<>();
    for (Evidence.Live session : evidence.box().sessions()) {
      if (session.state().equals("OPEN")) {
        up.add(session.ip() + "," + session.mac());
        down.add(session.ip());
      }
    }
    if (!up.equals(evidence.box().admitted())) {
      wrong("open sessions " + up + ", the gate admits " + evidence.box().admitted());
    }
    if (!down.equals(evidence.box().admittedDown())) {
      wrong("open addresses " + down + ", the gate lets back " + evidence.box().admittedDown());
    }
  }
}
