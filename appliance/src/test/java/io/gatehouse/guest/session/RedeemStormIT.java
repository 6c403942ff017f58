package io.gatehouse.guest.session;

/** The storm in its full size: 500 vouchers, 200 devices on each, killed three times. */
class RedeemStormIT extends RedeemStormTest {

  @Override
  int vouchers() {
    return 500;
  }

  @Override
  int killedRedeemers() {
    return 200;
  }

  @Override
  int[] kills() {
    return new int[] {40, 150, 200, Integer.MAX_VALUE};
  }
}
