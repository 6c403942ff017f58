package io.gatehouse.platform.clock;

import io.gatehouse.platform.store.Store;

/**
 * How long this box has been in service: the sum of its powered-on time over all boots. It only
 * moves forward, by the boot clock, and is made durable at most every 60 s; after a power cut it
 * goes on from the last durable value, which favours the guest. All paid time, validity and daily
 * limits are measured with it.
 */
public final class ServiceClock {

  public ServiceClock(Store store, BootClock boot) {}

  /** Milliseconds in service. */
  public long millis() {
    throw new UnsupportedOperationException();
  }

  /** Makes the present value durable. Called at least every 60 s and at shutdown. */
  public void keep() {
    throw new UnsupportedOperationException();
  }
}
