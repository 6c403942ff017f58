package io.gatehouse.campaign.kill;

import java.util.List;

/**
 * One device's part of the ledger: its deeds in their order, of which only the last can be in
 * doubt.
 */
record Diary(String mac, String ip, List<Deed> deeds) {

  boolean doubtful() {
    return !deeds.isEmpty() && deeds.getLast().outcome() == Deed.Outcome.IN_DOUBT;
  }
}
