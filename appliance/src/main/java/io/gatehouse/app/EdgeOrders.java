package io.gatehouse.app;

import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.operator.status.BoxStatus;
import io.gatehouse.operator.status.StatusBoard;
import io.gatehouse.platform.box.Box;
import io.gatehouse.sync.link.Deeds;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.UnitAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a hub can have this box do, by the same ways as the box's own people. */
record EdgeOrders(Sessions sessions, Box box, StatusBoard board) implements Deeds {

  @Override
  public Deed endSession(String session) {
    return sessions.end(session, EndReason.OPERATOR)
        ? new Deed.Done("the session has ended")
        : new Deed.No("no session " + session + " is open");
  }

  @Override
  public Deed restart(String unit) {
    Optional<UnitAction.Daemon> daemon = UnitAction.Daemon.of(unit);
    if (daemon.isEmpty()) {
      return new Deed.No(
          "not a daemon of this box; there are "
              + Arrays.stream(UnitAction.Daemon.values())
                  .map(UnitAction.Daemon::unit)
                  .collect(Collectors.joining(", ")));
    }
    Reply reply = box.call(new UnitAction(UnitAction.Action.RESTART, daemon.get()));
    return reply instanceof Reply.Done
        ? new Deed.Done(unit + " was restarted")
        : new Deed.No(reply.words());
  }

  @Override
  public Deed look() {
    BoxStatus now = board.look();
    List<String> wrong = new ArrayList<>(now.alarms());
    if (!now.uplink().up()) {
      wrong.add(now.uplink().detail());
    }
    if (!now.warden().isEmpty()) {
      wrong.add("warden: " + now.warden());
    }
    if (now.poolAlarm()) {
      wrong.add("the addresses for guests are nearly used up");
    }
    return new Deed.Done(
        "%d sessions, %d of %d addresses, %s"
            .formatted(
                now.openSessions(),
                now.leases(),
                now.pool(),
                wrong.isEmpty() ? "nothing is wrong" : String.join("; ", wrong)));
  }

  @Override
  public void takeBack(String voucher) {
    sessions.revokeVoucher(voucher);
  }

  @Override
  public void takeBackBatch(String batch) {
    sessions.revokeBatch(batch);
  }
}
