package io.gatehouse.campaign.kill;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything a cycle is judged by.
 *
 * @param diaries the ledger outside, device by device
 * @param shared the voucher that all devices tried for at once
 * @param minted ids of the vouchers made for this cycle
 * @param disk what the killed edge left
 * @param box what the restarted one says
 */
record Evidence(
    List<Diary> diaries, String shared, Set<String> minted, OnDisk disk, AfterRestart box) {

  /**
   * @param sessions open and paused ones as the API lists them
   * @param voucherStates id to state, of the minted ones
   * @param admitted {@code ip,mac} in the upload set
   * @param admittedDown addresses in the download set
   * @param lookBegan when the API was asked for the sessions
   * @param lookEnded when it had answered
   */
  record AfterRestart(
      List<Live> sessions,
      Map<String, String> voucherStates,
      Set<String> admitted,
      Set<String> admittedDown,
      long lookBegan,
      long lookEnded) {}

  /** A session as the API shows it. */
  record Live(String id, String voucher, String mac, String ip, String state, long usedSeconds) {}
}
