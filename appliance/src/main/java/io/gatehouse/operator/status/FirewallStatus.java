package io.gatehouse.operator.status;

import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.reply.FirewallReport;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Query;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the loaded firewall is.
 *
 * @param trouble why the root side does not say; empty where it does
 * @param loaded false: the rules would not load, and the gate is closed to everyone
 * @param repairs how often foreign changes were undone since the root side started
 * @param members how many members each set has, by name
 */
public record FirewallStatus(
    String trouble, boolean loaded, int repairs, Map<String, Integer> members) {

  /** Asks the root side. */
  public static FirewallStatus of(Box box) {
    Reply reply = box.call(new Query.FirewallState());
    if (reply instanceof Reply.Done done) {
      FirewallReport report = FirewallReport.read(done.payload());
      return new FirewallStatus(
          "", report.loaded(), report.repairs(), new TreeMap<>(report.members()));
    }
    return new FirewallStatus(reply.words(), false, 0, Map.of());
  }
}
