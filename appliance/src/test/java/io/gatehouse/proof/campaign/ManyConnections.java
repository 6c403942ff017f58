package io.gatehouse.proof.campaign;

import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.proof.attack.PortalAttacks;
import io.gatehouse.proof.attack.SlowAttack;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** G24: five thousand slow connections from one device, of each kind in its own cycle. */
final class ManyConnections implements AttackCampaign.FullSize {
  private static final int CONNECTIONS = 5_000;
  private static final int VISITS = 100;
  private static final long SLOW_MILLIS = 1_000;
  private static final long RECOVERY_MILLIS = 30_000;

  private final Report report;
  private final Scene scene;

  ManyConnections(Range range, Report report) {
    this.report = report;
    this.scene = Scene.open();
  }

  /** The same attack on a listener that lacks our limits, which is well before and after. */
  @Override
  public String control() {
    StringBuilder words = new StringBuilder();
    Seen seen =
        PortalAttacks.beforeNaivePortal(
            scene,
            portal -> {
              SlowAttack.Felt felt = SlowAttack.felt(scene, portal, "-H", CONNECTIONS, 20);
              words.append(felt.words());
              return new Seen(felt.suffered(), felt.words());
            });
    return seen.got() > 0 ? "a server of 768 connections and no limits, " + words : "";
  }

  @Override
  public List<String> cycle(int index) {
    String kind = SlowAttack.KINDS.get(index);
    long before = residentKb();
    SlowAttack.Felt felt = SlowAttack.felt(scene, Phone.PORTAL, kind, CONNECTIONS, VISITS);
    report.say("  " + felt.words());
    report.most("G24 growth of the edge's memory, KB", residentKb() - before);
    List<String> wrong = new ArrayList<>();
    if (felt.visits() == 0 || felt.p99Millis() >= SLOW_MILLIS) {
      wrong.add("the portal was slow: " + felt.words());
    }
    if (felt.recoveryMillis() >= RECOVERY_MILLIS) {
      wrong.add("the portal did not recover: " + felt.words());
    }
    return wrong;
  }

  private long residentKb() {
    Path status = Path.of("/proc/" + scene.hotspot().box().machinePid(UnitName.EDGE) + "/status");
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    scene.close();
  }
}
