package io.gatehouse.platform.template;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A page rendered once, with holes for what differs from one reader to the next. Filling it is a
 * handful of array copies. A hole is a private-use character in the rendered text.
 */
public final class SplicedPage {
  private static final char FIRST = '\uE000';
  private static final int MOST_HOLES = 16;

  private final List<byte[]> segments = new ArrayList<>();
  private final List<Integer> holes = new ArrayList<>();
  private final int length;

  /**
   * @param rendered text with {@link #hole} marks
   */
  public SplicedPage(String rendered) {
    int from = 0;
    for (int i = 0; i < rendered.length(); i++) {
      int hole = rendered.charAt(i) - FIRST;
      if (hole >= 0 && hole < MOST_HOLES) {
        segments.add(rendered.substring(from, i).getBytes(StandardCharsets.UTF_8));
        holes.add(hole);
        from = i + 1;
      }
    }
    segments.add(rendered.substring(from).getBytes(StandardCharsets.UTF_8));
    length = segments.stream().mapToInt(segment -> segment.length).sum();
  }

  /** The mark of a hole, to be given to the template as a value. */
  public static String hole(int index) {
    if (index < 0 || index >= MOST_HOLES) {
      throw new IllegalArgumentException("holes are numbered 0 to " + (MOST_HOLES - 1));
    }
    return String.valueOf((char) (FIRST + index));
  }

  /**
   * The page with its holes filled.
   *
   * @param fillings by the number of the hole; already escaped
   */
  public byte[] fill(byte[]... fillings) {
    int total = length;
    for (int hole : holes) {
      total += fillings[hole].length;
    }
    byte[] page = new byte[total];
    int at = 0;
    for (int i = 0; i < segments.size(); i++) {
      at = copy(segments.get(i), page, at);
      if (i < holes.size()) {
        at = copy(fillings[holes.get(i)], page, at);
      }
    }
    return page;
  }

  private static int copy(byte[] from, byte[] to, int at) {
    System.arraycopy(from, 0, to, at, from.length);
    return at + from.length;
  }

  /** Text as it may stand in an element or a quoted attribute, in the page's bytes. */
  public static byte[] escaped(String text) {
    return Html.escaped(text).getBytes(StandardCharsets.UTF_8);
  }
}
