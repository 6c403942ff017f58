package io.gatehouse.network.gate;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.health.Metrics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Times what the gate is told, and remembers whether it was in step with the open sessions. */
public final class MeasuredGate implements Gate {
  private final Gate gate;
  private final Metrics metrics;
  private volatile String trouble = "";

  public MeasuredGate(Gate gate, Metrics metrics) {
    this.gate = gate;
    this.metrics = metrics;
  }

  /** What went wrong in the last change of the gate; empty since a later one went well. */
  public String trouble() {
    return trouble;
  }

  @Override
  public void open(Collection<Admission> admissions) {
    change("open", () -> gate.open(admissions));
  }

  @Override
  public void renew(Collection<Admission> admissions) {
    change("renew", () -> gate.renew(admissions));
  }

  @Override
  public void close(Collection<Ipv4> addresses) {
    change("close", () -> gate.close(addresses));
  }

  @Override
  public List<Counter> counters() {
    return timed("counters", gate::counters);
  }

  @Override
  public int reconcile(Collection<Admission> wanted) {
    int changed = timed("reconcile", () -> gate.reconcile(wanted));
    if (changed > 0) {
      metrics.count(
          "gatehouse.gate.repairs",
          "Reconciliations that had to change the kernel",
          "kind",
          "drift");
    }
    return changed;
  }

  private void change(String what, Runnable call) {
    timed(
        what,
        () -> {
          call.run();
          return null;
        });
  }

  private <T> T timed(String what, Supplier<T> call) {
    long start = System.nanoTime();
    String failed = what + " did not end well";
    try {
      T value = call.get();
      failed = "";
      return value;
    } finally {
      trouble = failed;
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      metrics.time("gatehouse.gate.calls", "What the gate was told", "what", what, took);
    }
  }
}
