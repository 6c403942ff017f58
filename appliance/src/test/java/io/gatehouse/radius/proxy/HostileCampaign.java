package io.gatehouse.radius.proxy;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Malformed requests by the million; a cycle is 1,000 variants of each class. */
public final class HostileCampaign implements Campaign {
  private static final int VARIANTS = 1_000;
  private static final int PACKETS = 10_000_000;

  /** The compilers have come to rest after so many cycles. */
  private static final int WARM = 20;

  @Override
  public String name() {
    return "hostile";
  }

  @Override
  public String purpose() {
    return "malformed RADIUS requests over real UDP, 1,000 of each class a cycle, 10,000,000 in"
        + " all";
  }

  @Override
  public long lastCycle() {
    return PACKETS / (VARIANTS * Hostile.classes());
  }

  @Override
  public void run(Range range, Report report) {
    long settled = 0;
    try (Hostile hostile = new Hostile()) {
      for (long cycle = range.from(); cycle <= range.to(); cycle++) {
        List<String> wrong = hostile.round(VARIANTS, range.chances(cycle, 0));
        report.cycle(cycle, wrong);
        report.count("packets", (long) VARIANTS * Hostile.classes());
        if (cycle - range.from() == WARM) {
          settled = pssKilobytes();
        }
      }
      if (settled > 0) {
        report.say("PSS grew by " + (pssKilobytes() - settled) + " KB since cycle " + WARM);
      }
    } catch (IOException | RuntimeException e) {
      report.unfit("the campaign broke down: " + e);
    }
  }

  /** Of this process, which holds both sides, without what only waits to be collected. */
  private static long pssKilobytes() throws IOException {
    System.gc();
    return Files.readAllLines(Path.of("/proc/self/smaps_rollup")).stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
        .findFirst()
        .orElseThrow();
  }
}
