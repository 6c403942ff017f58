package io.gatehouse.warden.verb;

import io.gatehouse.warden.reply.FirewallReport;
import io.gatehouse.warden.reply.Sighting;

/** Verbs that only look: they take no argument, change nothing, and are told an answer. */
public sealed interface Query extends Verb {
  /** Asks whether the warden is there. */
  record Ping() implements Query {
    @Override
    public String name() {
      return "ping";
    }
  }

  /**
   * Reads both admission sets. The reply is what {@code ipset save} printed of the upload set, then
   * of the download set; the edge reads it, so that the root side spends nothing on it.
   */
  record Counters() implements Query {
    @Override
    public String name() {
      return "counters";
    }
  }

  /**
   * Reads which shaper classes exist. The reply is what {@code tc class show} printed of the
   * guests' bridge and then of the uplink, with a line {@code --} between them.
   */
  record Classes() implements Query {
    @Override
    public String name() {
      return "classes";
    }
  }

  /**
   * Asks which admitted devices were met at another port of the guests' bridge than theirs, or
   * moved between ports a moment ago; each of them is also asked for a sign of life (ARP), which
   * whoever has its address answers from where it is. The reply is a line per device ({@link
   * Sighting}).
   */
  record Sightings() implements Query {
    @Override
    public String name() {
      return "sightings";
    }
  }

  /** Asks how the firewall is; the reply is a {@link FirewallReport}. */
  record FirewallState() implements Query {
    @Override
    public String name() {
      return "firewall";
    }
  }

  /**
   * Asks which of the box's files are not those that were confirmed last, while no change is under
   * way: someone else has changed them. The reply is a path per line.
   */
  record Drift() implements Query {
    @Override
    public String name() {
      return "drift";
    }
  }
}
