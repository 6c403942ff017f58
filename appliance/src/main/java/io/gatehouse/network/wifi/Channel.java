package io.gatehouse.network.wifi;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A channel by its number: 1 to 13 at 2.4 GHz, the 20 MHz channels at 5 GHz, and how wider ones are
 * made of them (IEEE 802.11-2020 Annex E).
 */
public record Channel(int number) {
  private static final int LAST_LOW = 13;
  private static final int FIRST_RADAR = 52;
  private static final int LAST_RADAR = 144;
  private static final int NARROW = 20;

  private static final Set<Integer> HIGH =
      Set.of(
          36, 40, 44, 48, 52, 56, 60, 64, 100, 104, 108, 112, 116, 120, 124, 128, 132, 136, 140,
          144, 149, 153, 157, 161, 165);

  public boolean exists() {
    return (number >= 1 && number <= LAST_LOW) || HIGH.contains(number);
  }

  public boolean fiveGigahertz() {
    return number > LAST_LOW;
  }

  /** Its middle, in MHz. */
  public int megahertz() {
    return fiveGigahertz() ? 5_000 + 5 * number : 2_407 + 5 * number;
  }

  /**
   * The 20 MHz channels that one of the width takes up, this one among them; none where there is no
   * such channel.
   *
   * @param width 20, 40, 80 or 160 MHz
   */
  public List<Channel> taken(int width) {
    if (width == NARROW) {
      return List.of(this);
    }
    if (!fiveGigahertz()) {
      int other = number <= LAST_LOW / 2 + 1 ? number + 4 : number - 4;
      return width == 2 * NARROW ? List.of(this, new Channel(other)) : List.of();
    }
    int parts = width / NARROW;
    int first = start() + (number - start()) / 4 / parts * parts * 4;
    List<Channel> all =
        IntStream.range(0, parts).mapToObj(i -> new Channel(first + 4 * i)).toList();
    return all.stream().allMatch(Channel::exists) ? all : List.of();
  }

  /** Where wide channels are counted from. */
  private int start() {
    return number >= 149 ? 149 : number >= 100 ? 100 : 36;
  }

  /** The number of the middle of a channel of the width. */
  int middle(int width) {
    List<Channel> all = taken(width);
    return all.stream().mapToInt(Channel::number).sum() / all.size();
  }

  /** True where the other half of a 40 MHz channel lies above this one. */
  boolean otherHalfAbove() {
    return taken(2 * NARROW).stream().anyMatch(channel -> channel.number > number);
  }

  /** True for the channels that radars use too (EN 301 893 §4.2.6). */
  public boolean radar() {
    return number >= FIRST_RADAR && number <= LAST_RADAR;
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
