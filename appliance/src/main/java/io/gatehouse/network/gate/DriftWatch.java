package io.gatehouse.network.gate;

import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.verb.FirewallReport;
import io.gatehouse.warden.verb.FirewallState;
import io.gatehouse.warden.verb.Reply;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the kernel's admission may differ from the open sessions: the firewall was repaired,
 * the sets have another number of members, the warden was away, or the gate knows that it lags. To
 * be asked every 2 s by one thread.
 */
public final class DriftWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);

  private final Box box;
  private final IntSupplier expected;
  private final BooleanSupplier behind;
  private final Runnable reconcile;

  private boolean met;
  private int repairs;
  private Sizes settled = new Sizes(-1, -1, -1);

  private record Sizes(int up, int down, int expected) {
    boolean agree() {
      return up == expected && down == expected;
    }
  }

  /**
   * @param expected how many devices should be inside
   * @param behind the gate's own knowledge that it lags, see {@link IpsetGate#behind}
   * @param reconcile brings the gate to the open sessions
   */
  public DriftWatch(Box box, IntSupplier expected, BooleanSupplier behind, Runnable reconcile) {
    this.box = box;
    this.expected = expected;
    this.behind = behind;
    this.reconcile = reconcile;
  }

  /**
   * Looks once.
   *
   * @return true if it had the gate reconciled
   */
  public boolean check() {
    Optional<FirewallReport> report = ask();
    if (report.isEmpty()) {
      met = false;
      return false;
    }
    Sizes sizes = sizes(report.get());
    boolean drifted = !sizes.agree() && !sizes.equals(settled);
    if (met && !drifted && !behind.getAsBoolean() && report.get().repairs() == repairs) {
      return false;
    }
    try {
      reconcile.run();
    } catch (GateUnreachable e) {
      LOG.warn("the gate cannot be reconciled yet: {}", e.getMessage());
      met = false;
      return false;
    }
    met = true;
    repairs = report.get().repairs();
    // What a reconcile leaves as it was is not drift: members that have just run out are still
    // listed for a while.
    settled = ask().map(this::sizes).orElse(sizes);
    return true;
  }

  private Optional<FirewallReport> ask() {
    return box.call(new FirewallState()) instanceof Reply.Done done
        ? Optional.of(FirewallReport.read(done.payload()))
        : Optional.empty();
  }

  private Sizes sizes(FirewallReport report) {
    return new Sizes(
        report.members().getOrDefault("guests-up", 0),
        report.members().getOrDefault("guests-dn", 0),
        expected.getAsInt());
  }
}
