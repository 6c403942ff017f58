package io.gatehouse.campaign.kill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Evidence of a box that did not keep its word, made from that of one that did. */
final class Faults {
  private Faults() {}

  /** Each fault by its name. What the honest evidence has nothing to plant it in is left out. */
  static Map<String, Evidence> in(Evidence honest) {
    Map<String, Evidence> faults = new LinkedHashMap<>();
    OnDisk disk = honest.disk();
    faults.put("a damaged database", with(honest, trouble(disk)));
    int redemption = indexOf(disk.facts(), "VoucherRedeemed");
    if (redemption >= 0) {
      String voucher = disk.facts().get(redemption).voucher();
      faults.put("a fact lost", with(honest, facts(disk, f -> without(f, f.size() - 1))));
      faults.put(
          "a redemption recorded twice", with(honest, facts(disk, f -> twice(f, redemption))));
      faults.put("a voucher granted twice", with(honest, grantedTwice(disk, voucher)));
      faults.put("a spent voucher for sale again", with(honest, available(disk, voucher)));
      faults.put("a pass lost", with(honest, passes(disk, p -> withoutPassOf(p, voucher))));
      faults.put("time charged that was not used", with(honest, charged(disk, voucher, 60_000)));
    }
    if (!disk.sessions().isEmpty()) {
      faults.put("a session lost", with(honest, withoutSession(disk)));
    }
    Evidence.AfterRestart box = honest.box();
    if (!box.admitted().isEmpty()) {
      faults.put("a paid guest shut out", gate(honest, Set.of(), box.admittedDown()));
      faults.put("a paid guest's answers shut out", gate(honest, box.admitted(), Set.of()));
    }
    Set<String> stranger = new TreeSet<>(box.admitted());
    stranger.add("10.20.7.77,02:00:00:00:00:77");
    faults.put("a stranger let in", gate(honest, stranger, box.admittedDown()));
    if (!box.sessions().isEmpty()) {
      faults.put("120 s too much on a session", used(honest, 120));
      faults.put("120 s forgotten of a session", used(honest, -120));
    }
    return faults;
  }

  private static Evidence with(Evidence honest, OnDisk disk) {
    return new Evidence(honest.diaries(), honest.shared(), honest.minted(), disk, honest.box());
  }

  private static Evidence with(Evidence honest, Evidence.AfterRestart box) {
    return new Evidence(honest.diaries(), honest.shared(), honest.minted(), honest.disk(), box);
  }

  private static int indexOf(List<OnDisk.Fact> facts, String kind) {
    for (int i = 0; i < facts.size(); i++) {
      if (facts.get(i).text().startsWith(kind)) {
        return i;
      }
    }
    return -1;
  }

  private static OnDisk trouble(OnDisk disk) {
    return new OnDisk(
        List.of("row missing"), disk.vouchers(), disk.passes(), disk.sessions(), disk.facts());
  }

  private static OnDisk facts(OnDisk disk, UnaryOperator<List<OnDisk.Fact>> change) {
    return new OnDisk(
        disk.trouble(),
        disk.vouchers(),
        disk.passes(),
        disk.sessions(),
        change.apply(new ArrayList<>(disk.facts())));
  }

  private static OnDisk passes(OnDisk disk, UnaryOperator<List<OnDisk.Pass>> change) {
    return new OnDisk(
        disk.trouble(),
        disk.vouchers(),
        change.apply(new ArrayList<>(disk.passes())),
        disk.sessions(),
        disk.facts());
  }

  private static <T> List<T> without(List<T> list, int index) {
    list.remove(index);
    return list;
  }

  private static <T> List<T> twice(List<T> list, int index) {
    list.add(index, list.get(index));
    return list;
  }

  private static List<OnDisk.Pass> withoutPassOf(List<OnDisk.Pass> passes, String voucher) {
    passes.removeIf(pass -> pass.voucher().equals(voucher));
    return passes;
  }

  private static OnDisk grantedTwice(OnDisk disk, String voucher) {
    return passes(
        disk,
        passes -> {
          passes.add(new OnDisk.Pass("second", voucher, 0, -1));
          return passes;
        });
  }

  private static OnDisk charged(OnDisk disk, String voucher, long millis) {
    return passes(
        disk,
        passes -> {
          passes.replaceAll(
              p ->
                  p.voucher().equals(voucher)
                      ? new OnDisk.Pass(p.id(), voucher, p.usedMillis() + millis, -1)
                      : p);
          return passes;
        });
  }

  private static OnDisk available(OnDisk disk, String voucher) {
    Map<String, OnDisk.Voucher> vouchers = new HashMap<>(disk.vouchers());
    OnDisk.Voucher row = vouchers.get(voucher);
    vouchers.put(voucher, new OnDisk.Voucher(voucher, "AVAILABLE", row.pass()));
    return new OnDisk(disk.trouble(), vouchers, disk.passes(), disk.sessions(), disk.facts());
  }

  private static OnDisk withoutSession(OnDisk disk) {
    return new OnDisk(
        disk.trouble(),
        disk.vouchers(),
        disk.passes(),
        disk.sessions().subList(1, disk.sessions().size()),
        disk.facts());
  }

  private static Evidence gate(Evidence honest, Set<String> up, Set<String> down) {
    Evidence.AfterRestart box = honest.box();
    return with(
        honest,
        new Evidence.AfterRestart(
            box.sessions(), box.voucherStates(), up, down, box.lookBegan(), box.lookEnded()));
  }

  private static Evidence used(Evidence honest, long seconds) {
    Evidence.AfterRestart box = honest.box();
    List<Evidence.Live> sessions =
        box.sessions().stream()
            .map(
                s ->
                    new Evidence.Live(
                        s.id(), s.voucher(), s.mac(), s.ip(), s.state(), s.usedSeconds() + seconds))
            .toList();
    return with(
        honest,
        new Evidence.AfterRestart(
            sessions,
            box.voucherStates(),
            box.admitted(),
            box.admittedDown(),
            box.lookBegan(),
            box.lookEnded()));
  }
}
