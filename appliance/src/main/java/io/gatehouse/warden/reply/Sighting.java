package io.gatehouse.warden.reply;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an admitted device was met.
 *
 * @param astray true: at another port than the one it is admitted at, or it is admitted at none yet
 * @param moves how often it was met at another port than before, within the last 10 s
 * @param quietMillis since it was met at another port than before
 * @param asked how often it was asked for a sign of life since then
 */
public record Sighting(Ipv4 ip, Mac mac, boolean astray, int moves, long quietMillis, int asked) {

  /** Lines of text, one for each. */
  public static String write(List<Sighting> all) {
    StringBuilder text = new StringBuilder();
    for (Sighting s : all) {
      text.append(s.ip).append(' ').append(s.mac).append(' ').append(s.astray ? 1 : 0);
      text.append(' ').append(s.moves).append(' ').append(s.quietMillis);
      text.append(' ').append(s.asked).append('\n');
    }
    return text.toString();
  }

  /** Reads what {@link #write} wrote. */
  public static List<Sighting> read(String text) {
    List<Sighting> all = new ArrayList<>();
    for (String line : text.split("\n")) {
      String[] words = line.split(" ", -1);
      if (words.length == 6) {
        all.add(
            new Sighting(
                Ipv4.of(words[0]),
                Mac.of(words[1]),
                words[2].equals("1"),
                Integer.parseInt(words[3]),
                Long.parseLong(words[4]),
                Integer.parseInt(words[5])));
      }
    }
    return all;
  }
}
