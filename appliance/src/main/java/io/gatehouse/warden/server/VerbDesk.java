package io.gatehouse.warden.server;

import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.platform.units.Units;
import io.gatehouse.warden.gate.KernelGate;
import io.gatehouse.warden.gate.KernelShaper;
import io.gatehouse.warden.gate.Printed;
import io.gatehouse.warden.kernel.Firewall;
import io.gatehouse.warden.kernel.Lines;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.rollout.RefusedArgument;
import io.gatehouse.warden.rollout.RolloutFolder;
import io.gatehouse.warden.rollout.StagedFiles;
import io.gatehouse.warden.verb.Admit;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.Confirm;
import io.gatehouse.warden.verb.Diagnose;
import io.gatehouse.warden.verb.GateBatch;
import io.gatehouse.warden.verb.LoadFirewall;
import io.gatehouse.warden.verb.Query;
import io.gatehouse.warden.verb.Reboot;
import io.gatehouse.warden.verb.Revert;
import io.gatehouse.warden.verb.ShapeBatch;
import io.gatehouse.warden.verb.UnitAction;
import io.gatehouse.warden.verb.UseLine;
import io.gatehouse.warden.verb.Verb;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Carries verbs out, one at a time in the order they came. */
final class VerbDesk {
  private static final String RADIO = "/run/gatehouse-hostapd";
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);

  /** To make a class the kernel goes through all the others: 0.5 ms each among a thousand. */
  private static final int FEW = 8;

  private final KernelGate gate;
  private final KernelShaper shaper;
  private final Firewall firewall;
  private final Lines lines;
  private final StagedFiles staged;
  private final RolloutFolder rollout;
  private final Units units;

  VerbDesk(
      KernelGate gate,
      KernelShaper shaper,
      Firewall firewall,
      Lines lines,
      StagedFiles staged,
      RolloutFolder rollout,
      Units units) {
    this.gate = gate;
    this.shaper = shaper;
    this.firewall = firewall;
    this.lines = lines;
    this.staged = staged;
    this.rollout = rollout;
    this.units = units;
  }

  /** What the caller is told. */
  sealed interface Answer {
    /** A reply as any other. */
    record Told(Reply reply) implements Answer {}

    /** A done reply whose payload a tool printed. */
    record Listing(Printed printed) implements Answer {}
  }

  synchronized Answer carryOut(Verb verb) {
    try {
      return done(verb);
    } catch (RefusedArgument refused) {
      return new Answer.Told(new Reply.Refused(refused.getMessage()));
    } catch (IOException | RuntimeException broken) {
      // The outermost edge of this way in: the caller is told, and the next verb is served.
      return new Answer.Told(new Reply.Failed(String.valueOf(broken.getMessage())));
    }
  }

  /** What the gate has to mend by itself. */
  synchronized void mend() {
    gate.pinLoose();
  }

  private Answer done(Verb verb) throws IOException {
    switch (verb) {
      case Query.Ping _ -> {}
      case GateBatch batch -> gate.carryOut(batch);
      case Admit admit -> admit(admit);
      case ShapeBatch batch -> shaper.carryOut(batch);
      case Query.Counters _ -> {
        return new Answer.Listing(gate.counters());
      }
      case Query.Sightings _ -> {
        return told(gate.sightings());
      }
      case Query.Classes _ -> {
        return told(shaper.classes());
      }
      case Apply apply -> {
        return told(staged.apply(apply));
      }
      case Confirm confirm -> rollout.confirm(confirm.revision());
      case Revert revert -> rollout.revert(revert.revision(), revert.cause());
      case LoadFirewall _ -> firewall.load();
      case UseLine line -> lines.use(line.second());
      case Query.FirewallState _ -> {
        return told(firewall.report().write());
      }
      case Query.Drift _ -> {
        return told(staged.drift());
      }
      case UnitAction action -> unit(action);
      case Diagnose diagnose -> {
        return told(look(diagnose.look()));
      }
      case Reboot _ -> new Command(LOOK_LIMIT, List.of("systemctl", "reboot")).must();
    }
    return told("");
  }

  /**
   * A guest who paid comes in even where the shaper fails; the failure is told afterwards. One who
   * logs in does not wait for the class either, which follows within milliseconds. Of many the last
   * would be without limit for a second, so there the classes come first.
   */
  private void admit(Admit admit) {
    boolean few = admit.shape().changes().size() <= FEW;
    try {
      if (few) {
        gate.carryOut(admit.gate());
      } else {
        shaper.carryOut(admit.shape());
      }
    } finally {
      if (few) {
        shaper.carryOut(admit.shape());
      } else {
        gate.carryOut(admit.gate());
      }
    }
  }

  private static Answer told(String payload) {
    return new Answer.Told(new Reply.Done(payload));
  }

  private void unit(UnitAction action) {
    UnitName unit = new UnitName(action.daemon().unit());
    switch (action.action()) {
      case START -> units.start(unit);
      case STOP -> units.stop(unit);
      case RESTART -> units.restart(unit);
      case RELOAD -> units.reload(unit);
    }
  }

  private static String look(Diagnose.Look look) {
    List<String> argv =
        switch (look) {
          case CONNECTIONS -> List.of("conntrack", "-C");
          case NEIGHBOURS -> List.of("ip", "neigh", "show");
          case ROUTES -> List.of("ip", "route", "show", "table", "all");
          case RULES -> List.of("ip", "rule", "show");
          case QUEUES -> List.of("tc", "-s", "qdisc", "show");
          case TABLES -> List.of("nft", "list", "tables");
          // Its answers come to a socket of the asker, which has to be where both see it.
          case RADIO -> List.of("hostapd_cli", "-p", RADIO, "-s", RADIO, "status");
          case RADIO_ABILITIES -> List.of("iw", "phy");
        };
    return new Command(LOOK_LIMIT, argv).must().out();
  }
}
