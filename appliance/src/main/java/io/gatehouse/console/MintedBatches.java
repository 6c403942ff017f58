package io.gatehouse.console;

import io.gatehouse.guest.voucher.Vouchers;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The codes of each login's last batch, so that they can be printed and downloaded right after they
 * were made. They are nowhere else: in memory only, for 15 minutes, a few batches at most.
 */
final class MintedBatches {
  private static final int MOST = 6;
  private static final Duration KEPT = Duration.ofMinutes(15);

  private final Map<String, Kept> byLogin = new LinkedHashMap<>();

  /** A batch with what is printed beside its codes. */
  public record Minted(String batchId, String planName, String prefix, List<String> codes) {
    static Minted of(Vouchers.Minted.Batch batch, String planName, String prefix) {
      List<String> codes = batch.codes().stream().map(Vouchers.Minted.Code::text).toList();
      return new Minted(batch.batchId(), planName, prefix, codes);
    }

    @Override
    public String toString() {
      return "Minted[batchId=" + batchId + ", codes=***]";
    }
  }

  private record Kept(Minted minted, long nanos) {}

  synchronized void keep(String login, Minted minted) {
    byLogin.remove(login);
    byLogin.put(login, new Kept(minted, System.nanoTime()));
    forgetOld();
  }

  synchronized Optional<Minted> of(String login) {
    forgetOld();
    return Optional.ofNullable(byLogin.get(login)).map(Kept::minted);
  }

  private void forgetOld() {
    long now = System.nanoTime();
    Iterator<Kept> oldest = byLogin.values().iterator();
    while (oldest.hasNext()) {
      boolean old = now - oldest.next().nanos() > KEPT.toNanos();
      if (old || byLogin.size() > MOST) {
        oldest.remove();
      }
    }
  }
}
