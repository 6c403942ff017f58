package io.gatehouse.warden.gate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a tool printed, in pieces as it came: the counters of 10,000 members have 1.5 MB, which is
 * handed on without being put together, as this process has a small heap.
 */
public final class Printed {
  private static final int PIECE = 1 << 16;

  /** No line that ends an exchange is longer. */
  private static final int LONGEST_ANSWER = 400;

  private final List<byte[]> pieces = new ArrayList<>();
  private int length;

  /**
   * Reads until the last lines are the answer, which is left out.
   *
   * @throws IOException where the tool ended before it
   */
  static Printed until(String answer, InputStream out) throws IOException {
    Printed printed = new Printed();
    while (true) {
      int at = printed.length % PIECE;
      if (at == 0) {
        printed.pieces.add(new byte[printed.length == 0 ? 4096 : PIECE]);
      }
      printed.fill(out);
      int start = printed.answerStart(answer);
      if (start >= 0) {
        printed.length = start;
        return printed;
      }
    }
  }

  private void fill(InputStream out) throws IOException {
    int at = length % PIECE;
    byte[] piece = pieces.getLast();
    if (at == piece.length) {
      // The first piece starts small: most replies are.
      piece = Arrays.copyOf(piece, PIECE);
      pieces.set(pieces.size() - 1, piece);
    }
    int n = out.read(piece, at, piece.length - at);
    if (n < 0) {
      throw new EOFException("it ended: " + text(Math.max(0, length - LONGEST_ANSWER), length));
    }
    length += n;
  }

  /**
   * Where the answer's first line begins if its last one is the last of all, else -1. Prompts may
   * stand before it.
   */
  private int answerStart(String answer) {
    int from = Math.max(0, length - LONGEST_ANSWER);
    String tail = text(from, length);
    if (!tail.endsWith("\n")) {
      return -1;
    }
    int at = tail.lastIndexOf(answer);
    if (at < 0 || tail.indexOf('\n', at + answer.length()) != tail.length() - 1) {
      return -1;
    }
    return from + tail.lastIndexOf('\n', at - 1) + 1;
  }

  public int length() {
    return length;
  }

  String text() {
    return text(0, length);
  }

  private String text(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    for (int at = from; at < to; ) {
      int offset = at % PIECE;
      int n = Math.min(PIECE - offset, to - at);
      text.append(new String(pieces.get(at / PIECE), offset, n, StandardCharsets.ISO_8859_1));
      at += n;
    }
    return text.toString();
  }

  /** The lines from where the word first stands on; empty if it does not. */
  String from(String word) {
    for (int at = 0; at < length; at += PIECE) {
      // A word over the edge of two pieces is found in the longer look.
      int to = Math.min(length, at + PIECE + word.length());
      int found = text(at, to).indexOf(word);
      if (found >= 0) {
        return text(at + found, Math.min(length, at + found + PIECE));
      }
    }
    return "";
  }

  public void writeTo(OutputStream out) throws IOException {
    for (int at = 0; at < length; at += PIECE) {
      out.write(pieces.get(at / PIECE), 0, Math.min(PIECE, length - at));
    }
  }
}
