package io.gatehouse.radius.accounting;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one session of one router, from reports in any order. Pure: no storage, no
 * clock.
 *
 * <p>Reports are put in order by the router's own Acct-Session-Time, which needs no clock. The
 * newest {@value #KEPT} readings are kept, so that a late one falls into its place: a counter that
 * is smaller than in the reading before it has wrapped at 2^32, unless the router sends gigawords.
 * What is older than all that are kept changes nothing.
 */
final class Totals {
  static final int KEPT = 8;
  private static final long WRAP = 1L << 32;
  private static final long HALF = 1L << 31;

  private boolean started;
  private boolean stopped;
  private boolean gigawords;
  private int cause;
  private long longest = -1;
  private long upBytes;
  private long downBytes;

  /** The reading before those that are kept, with the totals there. */
  private Reading base = new Reading(-1, 0, 0, 0);

  private long baseUp;
  private long baseDown;
  private final List<Reading> readings = new ArrayList<>();

  /**
   * What one report said.
   *
   * @param seconds where it stands; that of the reading before where the router told none
   */
  private record Reading(long seconds, long up, long down, long digest) {
    boolean isAfter(Reading other) {
      return seconds != other.seconds
          ? seconds > other.seconds
          : up + down >= other.up + other.down;
    }
  }

  /** By how much a report has made the totals grow. */
  record Growth(boolean duplicate, long upBytes, long downBytes) {
    static final Growth DUPLICATE = new Growth(true, 0, 0);
  }

  boolean started() {
    return started;
  }

  boolean stopped() {
    return stopped;
  }

  /** The longest time told, in seconds. */
  long seconds() {
    return Math.max(longest, 0);
  }

  long upBytes() {
    return upBytes;
  }

  long downBytes() {
    return downBytes;
  }

  /** Why it ended (RFC 2866 §5.10); 0 = not told. */
  int cause() {
    return cause;
  }

  /** Whether the report begins another session under the same name, as after a router's restart. */
  boolean isAnother(Report report) {
    return report.status() == Report.START
        && started
        && !knows(report.digest())
        && (stopped || longest > 0)
        && report.delaySeconds() <= seconds() / 2;
  }

  private boolean knows(long digest) {
    return base.digest == digest || readings.stream().anyMatch(one -> one.digest == digest);
  }

  Growth take(Report report) {
    if (knows(report.digest())) {
      return Growth.DUPLICATE;
    }
    started |= report.status() == Report.START;
    if (report.status() == Report.STOP) {
      stopped = true;
      cause = report.cause();
    }
    gigawords |= report.gigawords();
    longest = Math.max(longest, report.seconds());
    place(report);
    long upBefore = upBytes;
    long downBefore = downBytes;
    addUp();
    return new Growth(false, upBytes - upBefore, downBytes - downBefore);
  }

  private Reading last() {
    return readings.isEmpty() ? base : readings.getLast();
  }

  private void place(Report report) {
    Reading last = last();
    boolean timed = report.seconds() >= 0;
    Reading reading =
        new Reading(
            timed ? report.seconds() : last.seconds,
            report.input() < 0 ? last.up : report.input(),
            report.output() < 0 ? last.down : report.output(),
            report.digest());
    boolean backwards =
        !timed
            && ((reading.up < last.up && last.up - reading.up < HALF)
                || (reading.down < last.down && last.down - reading.down < HALF));
    // What cannot be put in order is remembered for its digest, without a say in the counters.
    boolean tooOld = !readings.isEmpty() && reading.seconds < base.seconds;
    int at = readings.size();
    if (backwards || tooOld) {
      reading = new Reading(base.seconds, base.up, base.down, reading.digest);
      at = 0;
    } else if (timed) {
      while (at > 0 && !reading.isAfter(readings.get(at - 1))) {
        at--;
      }
    }
    readings.add(at, reading);
    while (readings.size() > KEPT) {
      Reading oldest = readings.removeFirst();
      baseUp += step(base.up, oldest.up);
      baseDown += step(base.down, oldest.down);
      base = oldest;
    }
  }

  private long step(long from, long to) {
    if (to >= from) {
      return to - from;
    }
    return gigawords ? 0 : to - from + WRAP;
  }

  private void addUp() {
    long up = baseUp;
    long down = baseDown;
    Reading before = base;
    for (Reading reading : readings) {
      up += step(before.up, reading.up);
      down += step(before.down, reading.down);
      before = reading;
    }
    upBytes = Math.max(upBytes, up);
    downBytes = Math.max(downBytes, down);
  }

  /** The router has gone down, and the session with it. */
  void lost(int why) {
    stopped = true;
    cause = why;
  }

  /** Everything, for a column. */
  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(1 + 4 + 5 * 8 + (readings.size() + 1) * 32);
    out.put((byte) ((started ? 1 : 0) | (stopped ? 2 : 0) | (gigawords ? 4 : 0)));
    out.putInt(cause).putLong(longest).putLong(upBytes).putLong(downBytes);
    out.putLong(baseUp).putLong(baseDown);
    put(out, base);
    readings.forEach(reading -> put(out, reading));
    return out.array();
  }

  private static void put(ByteBuffer out, Reading reading) {
    out.putLong(reading.seconds).putLong(reading.up).putLong(reading.down).putLong(reading.digest);
  }

  static Totals of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Totals totals = new Totals();
    int flags = in.get();
    totals.started = (flags & 1) != 0;
    totals.stopped = (flags & 2) != 0;
    totals.gigawords = (flags & 4) != 0;
    totals.cause = in.getInt();
    totals.longest = in.getLong();
    totals.upBytes = in.getLong();
    totals.downBytes = in.getLong();
    totals.baseUp = in.getLong();
    totals.baseDown = in.getLong();
    totals.base = get(in);
    while (in.hasRemaining()) {
      totals.readings.add(get(in));
    }
    return totals;
  }

  private static Reading get(ByteBuffer in) {
    return new Reading(in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }
}
