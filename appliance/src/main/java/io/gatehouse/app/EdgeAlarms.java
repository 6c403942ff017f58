package io.gatehouse.app;

import io.gatehouse.network.firewall.ForeignFirewalls;
import io.gatehouse.network.rollout.DaemonWatch;
import io.gatehouse.operator.status.LayerAlarms;
import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * What a person has to hear of file systems, daemons, other firewalls and files, a sentence each.
 */
record EdgeAlarms(LayerAlarms layers, DaemonWatch daemons, ForeignFirewalls foreign, Box box) {

  List<String> now() {
    List<String> alarms = new ArrayList<>(layers.sentences());
    alarms.addAll(daemons.alarms());
    alarms.addAll(foreign.sentences());
    if (box.call(new Query.Drift()) instanceof Reply.Done done) {
      done.payload()
          .lines()
          .forEach(
              path ->
                  alarms.add(
                      "/etc/gatehouse/"
                          + path
                          + " was changed by someone else; \"gatehouse settings restore\" brings it"
                          + " back"));
    }
    return alarms;
  }
}
