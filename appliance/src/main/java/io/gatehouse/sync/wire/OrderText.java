package io.gatehouse.sync.wire;

import java.nio.charset.StandardCharsets;

/**
 * What the hub signs of an order. The box's own fresh word is in it, so it is good for the one call
 * that asked with that word, and for no later one, whatever any clock says.
 */
public final class OrderText {
  private OrderText() {}

  /**
   * No certificate begins like this, so neither can be taken for the other.
   *
   * @param box the name it has in the fleet
   * @param word what the box has asked with; made for that call
   */
  public static byte[] of(String box, String word, long number, String kind, String subject) {
    return String.join("\n", "gatehouse order 1", box, word, Long.toString(number), kind, subject)
        .getBytes(StandardCharsets.UTF_8);
  }
}
