package io.gatehouse.guest.usage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What sessions sent and received within about a minute, as few bytes as will do: per session the
 * distance of its number from the one before, bytes up, bytes down, each as a variable-length
 * number of 7 bits a byte, low bits first.
 */
public record UsageBatch(List<Entry> entries) {

  /**
   * One session's share.
   *
   * @param session the number in its id
   */
  public record Entry(long session, long upBytes, long downBytes) {}

  public UsageBatch {
    entries = entries.stream().sorted(Comparator.comparingLong(Entry::session)).toList();
  }

  public long upBytes() {
    return entries.stream().mapToLong(Entry::upBytes).sum();
  }

  public long downBytes() {
    return entries.stream().mapToLong(Entry::downBytes).sum();
  }

  byte[] encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(entries.size() * 8);
    long last = 0;
    for (Entry entry : entries) {
      put(out, entry.session - last);
      put(out, entry.upBytes);
      put(out, entry.downBytes);
      last = entry.session;
    }
    return out.toByteArray();
  }

  static UsageBatch decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Entry> entries = new ArrayList<>();
    long last = 0;
    while (in.hasRemaining()) {
      last += get(in);
      entries.add(new Entry(last, get(in), get(in)));
    }
    return new UsageBatch(entries);
  }

  private static void put(ByteArrayOutputStream out, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("usage never shrinks: " + value);
    }
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long get(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = in.get();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
  }
}
