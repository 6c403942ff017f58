package io.gatehouse.network.rollout;

import io.gatehouse.campaign.Campaign;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.network.settings.SettingsDraws;
import java.util.ArrayList;
import java.util.List;

/** Random settings through every encoder and back; a cycle is a thousand of them. */
public final class EncodersCampaign implements Campaign {
  private static final int MODELS = 1_000;

  @Override
  public String name() {
    return "encoders";
  }

  @Override
  public String purpose() {
    return "random settings through every encoder and back; a thousand a cycle";
  }

  @Override
  public long lastCycle() {
    return 999;
  }

  @Override
  public void run(Range range, Report report) {
    Encoders encoders = new Encoders();
    if (encoders.differences(SettingsDraws.of(1), SettingsDraws.of(2)).isEmpty()) {
      report.unfit("not seen: one model taken for another");
      return;
    }
    for (long cycle = range.from(); cycle <= range.to(); cycle++) {
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < MODELS; i++) {
        long number = (range.seed() * 1_000_000 + cycle) * MODELS + i;
        encoders
            .differences(SettingsDraws.of(number))
            .forEach(difference -> wrong.add("model " + number + ": " + difference));
      }
      report.cycle(cycle, wrong);
    }
  }
}
