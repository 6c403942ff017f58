package io.gatehouse.network.gate;

import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.reply.FirewallReport;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Query;
import java.util.Optional;

/**
 * Notices that the kernel's admission may differ from what the gate was told: the firewall was
 * loaded again, the sets have another number of members, the warden was away, or the gate knows
 * that it lags. To be asked every 2 s by one thread.
 */
public final class DriftWatch {
  private final Box box;
  private final IpsetGate gate;
  private final Runnable reconcile;

  private boolean met;
  private volatile int repairs;
  private int loads;
  private Sizes settled = new Sizes(-1, -1, -1);

  private record Sizes(int up, int down, int told) {
    boolean agree() {
      return up == told && down == told;
    }
  }

  /**
   * @param reconcile brings the gate to the open sessions
   */
  public DriftWatch(Box box, IpsetGate gate, Runnable reconcile) {
    this.box = box;
    this.gate = gate;
    this.reconcile = reconcile;
  }

  /** How often the warden had undone foreign changes of the firewall when it was last asked. */
  public int repairs() {
    return repairs;
  }

  /**
   * Looks once.
   *
   * @return true if it had the gate reconciled
   */
  public boolean check() {
    int before = gate.inside();
    Optional<FirewallReport> report = ask();
    if (report.isEmpty()) {
      met = false;
      return false;
    }
    Sizes sizes = sizes(report.get());
    // Somebody came or went in the meantime: the next look will tell.
    boolean steady = before == sizes.told();
    boolean drifted = steady && !sizes.agree() && !sizes.equals(settled);
    if (met && !drifted && !gate.behind() && report.get().loads() == loads) {
      return false;
    }
    try {
      reconcile.run();
    } catch (GateUnreachable e) {
      // The gate remembers that it lags, so the next look asks again.
      return false;
    }
    met = true;
    repairs = report.get().repairs();
    loads = report.get().loads();
    // What a reconcile leaves as it was is not drift: members that have just run out are still
    // listed for a while.
    settled = ask().map(this::sizes).orElse(sizes);
    return true;
  }

  private Optional<FirewallReport> ask() {
    return box.call(new Query.FirewallState()) instanceof Reply.Done done
        ? Optional.of(FirewallReport.read(done.payload()))
        : Optional.empty();
  }

  private Sizes sizes(FirewallReport report) {
    return new Sizes(
        report.members().getOrDefault("guests-up", 0),
        report.members().getOrDefault("guests-dn", 0),
        gate.inside());
  }
}
