package io.gatehouse.network.gate;

import io.gatehouse.platform.address.Ipv4;
import java.util.Collection;
import java.util.List;

/**
 * The kernel's admission of devices. It is a shadow: whoever calls it has decided durably before,
 * and a failure here ({@link GateUnreachable}, nothing else) is mended by the next {@link
 * #reconcile}, never by undoing the decision.
 */
public interface Gate {

  /**
   * Lets devices pass from now on, with counters at zero and their shaper class made; their old
   * connections are forgotten so that redirected ones do not linger. A device that is already in
   * starts to count anew.
   */
  void open(Collection<Admission> admissions);

  /** Extends admissions and applies a changed rate; counters stay. */
  void renew(Collection<Admission> admissions);

  /** Stops devices at once, running connections included. Unknown addresses are ignored. */
  void close(Collection<Ipv4> addresses);

  /** Everyone inside, with counters. */
  List<Counter> counters();

  /**
   * Makes the kernel admit exactly these: strangers out, missing ones in, wrong MAC or rate
   * corrected, a time left that is too short extended. Counters of devices that were right already
   * stay.
   *
   * @return how many devices had to be changed
   */
  int reconcile(Collection<Admission> wanted);
}
