package io.gatehouse.radius.eap;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import java.io.IOException;
import java.nio.file.Files;

/** Bent conversations by the hundred thousand; a cycle is 1,000 of them and an honest one. */
public final class EapCampaign implements Campaign {
  private static final int CONVERSATIONS = 1_000;

  @Override
  public String name() {
    return "eap";
  }

  @Override
  public String purpose() {
    return "logins by PEAP and EAP-TTLS that are bent inside and outside their tunnels, 1,000 a"
        + " cycle";
  }

  @Override
  public long lastCycle() {
    return 999;
  }

  @Override
  public void run(Range range, Report report) {
    try {
      BentEap bent = new BentEap(Files.createTempDirectory("eap"));
      for (long cycle = range.from(); cycle <= range.to(); cycle++) {
        var wrong = bent.round(CONVERSATIONS, range.chances(cycle, 0));
        if (!bent.honest(EapMethod.PEAP, "TLSv1.3")) {
          wrong.add("an honest device does not come in: " + bent.lastFailure);
        }
        report.cycle(cycle, wrong);
        report.count("conversations", CONVERSATIONS);
      }
      report.say(bent.successes + " came in, each with the right password");
    } catch (IOException | RuntimeException e) {
      report.unfit("the campaign broke down: " + e);
    }
  }
}
