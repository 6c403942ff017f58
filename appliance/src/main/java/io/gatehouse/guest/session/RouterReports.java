package io.gatehouse.guest.session;

import io.gatehouse.guest.pass.Pass;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.LiveSessions;
import io.gatehouse.guest.presence.Presence;
import io.gatehouse.guest.presence.SessionTable;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.store.Tx;
import java.util.List;
import java.util.Optional;

/**
 * What routers report of the sessions that they carry, inside one transaction: used bytes come out
 * of the same pass as those counted by the box's own gate, and are durable with the report.
 */
public final class RouterReports {
  private final Turn turn;
  private final LiveSessions live;

  RouterReports(Turn turn, LiveSessions live) {
    this.turn = turn;
    this.live = live;
  }

  /** The transaction at hand. */
  public Tx tx() {
    return turn.tx();
  }

  /** The id of the session that this router carries for the device. */
  public Optional<String> sessionOf(Mac mac, String nas) {
    return SessionTable.of(turn.tx(), mac)
        .filter(session -> session.nas().equals(nas))
        .map(Presence::id);
  }

  /** The ids of the sessions that a router carries. */
  public List<String> sessionsAt(String nas) {
    return SessionTable.all(turn.tx()).stream()
        .filter(session -> session.nas().equals(nas))
        .map(Presence::id)
        .toList();
  }

  /**
   * Adds bytes to a session. A session that is over, or that the box carries itself, is left alone:
   * what it used is in the router's own record.
   *
   * @param ip where the device is now; {@link Device#UNKNOWN} leaves it as it was
   */
  public void used(String sessionId, long upBytes, long downBytes, Ipv4 ip) {
    Optional<Presence> found = atRouter(sessionId);
    if (found.isEmpty()) {
      return;
    }
    Presence session = found.get();
    Pass pass = turn.pass(session.passId()).orElseThrow();
    if (!ip.equals(Device.UNKNOWN) && !ip.equals(session.ip())) {
      session = session.at(new Device(session.mac(), ip, session.hostname(), session.nas()));
      SessionTable.save(turn.tx(), session);
      turn.mirror(session, pass);
    }
    boolean slowed = live.meter(sessionId, upBytes, downBytes, turn.now());
    if (upBytes + downBytes > 0) {
      SessionTable.add(turn.tx(), sessionId, upBytes, downBytes);
      turn.count(pass.plan(), UsageLedger.Sum.bytes(upBytes, downBytes));
    }
    if (slowed) {
      turn.tellRouter(session, null);
    }
  }

  /**
   * The router ended a session.
   *
   * @param agoMillis how long ago that was
   */
  public void ended(String sessionId, EndReason reason, long agoMillis) {
    atRouter(sessionId)
        .ifPresent(
            session ->
                turn.closedElsewhere(
                    session, reason, Math.max(turn.now() - agoMillis, session.sinceMillis())));
  }

  private Optional<Presence> atRouter(String sessionId) {
    return SessionTable.find(turn.tx(), sessionId).filter(session -> !session.nas().isEmpty());
  }
}
