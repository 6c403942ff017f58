package io.gatehouse.guest.presence;

import io.gatehouse.guest.pass.Pass;
import java.util.ArrayList;
import java.util.List;

/** What sessions of one pass have in common. Guarded by {@link LiveSessions}. */
final class LivePass {
  private Pass pass;
  private long endsMillis;
  private long leftActive;
  private final List<Live> sessions = new ArrayList<>();

  LivePass(Pass pass) {
    put(pass);
  }

  void put(Pass newer) {
    pass = newer;
    endsMillis = newer.endsMillis();
  }

  Pass pass() {
    return pass;
  }

  long endsMillis() {
    return endsMillis;
  }

  List<Live> sessions() {
    return sessions;
  }

  /** Bytes of all sessions, those that are over included, without what was forgiven. */
  long bytes() {
    long sum = pass.endedBytes() - pass.forgivenBytes();
    for (Live live : sessions) {
      sum += live.upBytes() + live.downBytes();
    }
    return Math.max(sum, 0);
  }

  boolean overQuota() {
    return pass.plan().quotaBytes() > 0 && bytes() >= pass.plan().quotaBytes();
  }

  void remove(Live live) {
    sessions.remove(live);
    leftActive = Math.max(leftActive, live.activeMillis());
  }

  /** When the last of its devices was active, those that left included. */
  long activeMillis() {
    return sessions.stream().mapToLong(Live::activeMillis).reduce(leftActive, Math::max);
  }
}
