package io.gatehouse.platform.clock;

import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;

/**
 * How long this box has been in service: the sum of its powered-on time over all boots. It only
 * moves forward, by the boot clock, and is made durable at most every 60 s; after a power cut it
 * goes on from the last durable value, which favours the guest. All paid time, validity and daily
 * limits are measured with it.
 *
 * <p>A restart of the program inside one boot loses nothing, as the kernel went on admitting. After
 * a new boot the time before the program's start does not count: nobody was served in it.
 */
public final class ServiceClock {
  private final Store store;
  private final BootClock boot;
  private final long offset;

  public ServiceClock(Store store, BootClock boot) {
    this.store = store;
    this.boot = boot;
    Kept kept =
        store
            .read(
                tx ->
                    tx.one(
                        "SELECT service_ms, boot_id, uptime_ms FROM box WHERE id = 1",
                        row -> new Kept(row.getLong(1), row.getString(2), row.getLong(3))))
            .orElseThrow();
    long start = kept.bootId.equals(boot.bootId()) ? kept.uptimeMillis : boot.uptimeMillis();
    this.offset = kept.serviceMillis - start;
    keep();
  }

  /** Milliseconds in service. */
  public long millis() {
    return offset + boot.uptimeMillis();
  }

  /** Makes the present value durable. Called at least every 60 s and at shutdown. */
  public void keep() {
    store.write(
        tx -> {
          keep(tx);
          return null;
        });
  }

  /** As {@link #keep()}, within a transaction that is made anyway. */
  public void keep(Tx tx) {
    long uptime = boot.uptimeMillis();
    tx.update(
        "UPDATE box SET service_ms = ?, boot_id = ?, uptime_ms = ? WHERE id = 1",
        offset + uptime,
        boot.bootId(),
        uptime);
  }

  private record Kept(long serviceMillis, String bootId, long uptimeMillis) {}
}
