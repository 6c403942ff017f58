package io.gatehouse.proof.campaign;

import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.campaign.storm.StormRig;
import java.util.List;

/** G21: the storm, in which the edge is killed too. */
final class ManyRedeemers implements AttackCampaign.FullSize {
  private static final int GUESTS = 200;

  private final StormRig storm;

  ManyRedeemers(Range range, Report report) {
    storm = StormRig.up(GUESTS, range, report);
  }

  @Override
  public String control() {
    List<String> lie = storm.lyingCycle();
    return lie.isEmpty() ? "" : "a guest who claims what never was: " + lie.getFirst();
  }

  @Override
  public List<String> cycle(int index) {
    return storm.cycle(index);
  }

  @Override
  public void close() {
    storm.close();
  }
}
