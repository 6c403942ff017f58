package io.gatehouse.network.wifi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a radio can, from the text of {@code iw phy}; of several radios the first that can be an
 * access point.
 *
 * @param accessPoint it can be one
 * @param networks how many names it can have in the air at once
 * @param bands by number: 1 is 2.4 GHz, 2 is 5 GHz
 */
public record RadioAbilities(boolean accessPoint, int networks, Map<Integer, Band> bands) {
  private static final Pattern RADIO = Pattern.compile("(?m)^Wiphy ");
  private static final Pattern MODE = Pattern.compile("(?m)^\\s*\\* AP$");
  private static final Pattern BAND = Pattern.compile("(?m)^\\s*Band (\\d+):$");
  private static final Pattern FREQUENCY =
      Pattern.compile("(?m)^\\s*\\* (\\d+)(?:\\.\\d+)? MHz \\[(\\d+)] \\(([^)]*)\\)(.*)$");
  private static final Pattern VHT_CAPABILITIES =
      Pattern.compile("VHT Capabilities \\(0x([0-9a-f]{8})\\)");
  private static final Pattern HE_OF_ACCESS_POINTS =
      Pattern.compile("(?m)^\\s*HE Iftypes: (?:.*, )?AP(?:,.*)?$");

  /** The limit of a group that an access point may be in: {@code #{ managed, AP } <= 8}. */
  private static final Pattern GROUP = Pattern.compile("#\\{ ([^}]*) \\} <= (\\d+)");

  /**
   * @param channels by number
   * @param forty it can 40 MHz
   * @param ac it can 802.11ac, and with it 80 MHz
   * @param hundredSixty it can 160 MHz
   * @param ax it can 802.11ax as an access point
   */
  public record Band(
      Map<Integer, Frequency> channels,
      boolean forty,
      boolean ac,
      boolean hundredSixty,
      boolean ax) {}

  /**
   * @param disabled by the country that is in force now, or by the radio
   * @param mayBegin an access point may be the first to send there
   */
  public record Frequency(boolean disabled, boolean mayBegin, boolean radar) {}

  /** Whether the radio has the channel at all; countries are not its business. */
  public boolean has(Channel channel) {
    Band band = bands.get(channel.fiveGigahertz() ? 2 : 1);
    return band != null && band.channels().containsKey(channel.number());
  }

  /** Empty where the text tells of no radio. */
  public static Optional<RadioAbilities> read(String text) {
    return RADIO
        .splitAsStream(text)
        .skip(1)
        .map(RadioAbilities::radio)
        .sorted((a, b) -> Boolean.compare(b.accessPoint, a.accessPoint))
        .findFirst();
  }

  private static RadioAbilities radio(String text) {
    Map<Integer, Band> bands = new TreeMap<>();
    Matcher band = BAND.matcher(text);
    while (band.find()) {
      Matcher next = BAND.matcher(text);
      int end = next.find(band.end()) ? next.start() : text.length();
      bands.put(Integer.parseInt(band.group(1)), band(text.substring(band.end(), end)));
    }
    return new RadioAbilities(MODE.matcher(text).find(), networks(text), bands);
  }

  private static Band band(String text) {
    Map<Integer, Frequency> channels = new TreeMap<>();
    Matcher line = FREQUENCY.matcher(text);
    while (line.find()) {
      String rest = line.group(4);
      channels.put(
          Integer.parseInt(line.group(2)),
          new Frequency(
              line.group(3).equals("disabled"),
              !rest.contains("no IR") && !rest.contains("passive scan"),
              rest.contains("radar detection")));
    }
    Matcher vht = VHT_CAPABILITIES.matcher(text);
    // IEEE 802.11-2020 §9.4.2.157.2: bits 2 and 3 say how far beyond 80 MHz.
    boolean ac = vht.find();
    boolean wide = ac && (Integer.parseUnsignedInt(vht.group(1), 16) >> 2 & 3) != 0;
    return new Band(
        channels, text.contains("HT20/HT40"), ac, wide, HE_OF_ACCESS_POINTS.matcher(text).find());
  }

  /** A radio that says nothing of combinations has one network. */
  private static int networks(String text) {
    int at = text.indexOf("valid interface combinations:");
    int most = 1;
    if (at >= 0) {
      Matcher group = GROUP.matcher(text.substring(at));
      while (group.find()) {
        if (List.of(group.group(1).split(", ")).contains("AP")) {
          most = Math.max(most, Integer.parseInt(group.group(2)));
        }
      }
    }
    return most;
  }
}
