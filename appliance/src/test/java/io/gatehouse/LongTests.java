package io.gatehouse;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.campaign.bare.BareCampaign;
import io.gatehouse.campaign.changes.ChangesCampaign;
import io.gatehouse.campaign.changes.CutsCampaign;
import io.gatehouse.campaign.changes.QuietCampaign;
import io.gatehouse.campaign.flips.FlipsCampaign;
import io.gatehouse.campaign.kill.KillCampaign;
import io.gatehouse.campaign.storm.StormCampaign;
import io.gatehouse.network.rollout.EncodersCampaign;
import io.gatehouse.network.rollout.ParsersCampaign;
import io.gatehouse.proof.campaign.AttackCampaign;
import io.gatehouse.radius.eap.EapCampaign;
import io.gatehouse.radius.proxy.HostileCampaign;
import io.gatehouse.sync.link.HistoriesCampaign;
import java.util.List;
import java.util.Optional;

/**
 * What {@code gatehouse test --long} runs: campaigns that take hours, in pieces. Arguments: the
 * campaign's name, then {@code --seed S --from I --to J}, both ends included. Cycle I of seed S
 * does the same whatever was run before it, so a range may be split, resumed and repeated.
 */
public final class LongTests {
  private static final List<Campaign> CAMPAIGNS =
      List.of(
          new KillCampaign(),
          new FlipsCampaign(),
          new StormCampaign(),
          new AttackCampaign(),
          new ChangesCampaign(),
          new CutsCampaign(),
          new QuietCampaign(),
          new BareCampaign(),
          new HistoriesCampaign(),
          new HostileCampaign(),
          new EapCampaign(),
          new ParsersCampaign(),
          new EncodersCampaign());

  private LongTests() {}

  static List<String> names() {
    return CAMPAIGNS.stream().map(Campaign::name).toList();
  }

  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String[] args) {
    Optional<Campaign> known =
        args.length == 0
            ? Optional.empty()
            : CAMPAIGNS.stream().filter(c -> c.name().equals(args[0])).findFirst();
    if (known.isEmpty()) {
      System.err.println(
          "gatehouse test --long NAME [--seed S] [--from I] [--to J], where NAME is");
      CAMPAIGNS.forEach(
          c -> System.err.printf("  %-14s %s%n", c.name(), c.purpose().replace("\n", " ")));
      return 2;
    }
    Campaign campaign = known.get();
    Range range;
    try {
      range = Range.parse(List.of(args).subList(1, args.length), campaign.lastCycle());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    }
    if (range.from() > campaign.lastCycle()) {
      System.err.println(campaign.name() + " has the cycles 0 to " + campaign.lastCycle());
      return 2;
    }
    try (Report report = Report.of(campaign.name(), range)) {
      campaign.run(range, report);
      return report.finish();
    }
  }
}
