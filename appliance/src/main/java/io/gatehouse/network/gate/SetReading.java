package io.gatehouse.network.gate;

import java.util.Arrays;

/**
 * One admission set as {@code ipset save} printed it, in arrays instead of objects: 10,000 members
 * are read every ten seconds. Bitmap sets are printed in the order of their addresses.
 */
final class SetReading {
  private int[] ips = new int[64];
  private long[] macs = new long[64];
  private int[] ttls = new int[64];
  private long[] bytes = new long[64];
  private int[] classes = new int[64];
  private int[] marks = new int[64];
  private int size;

  private final String text;
  private int at;

  private SetReading(String text) {
    this.text = text;
  }

  /** Reads the members of the named set out of text that may hold others' too. */
  static SetReading of(String set, String text) {
    SetReading reading = new SetReading(text);
    String start = "add " + set + " ";
    // Where the set's first line is; from there line by line, as long as they are the set's.
    int line = text.indexOf(start);
    while (line >= 0 && text.startsWith(start, line)) {
      reading.at = line + start.length();
      reading.member();
      int end = text.indexOf('\n', reading.at);
      line = end < 0 ? -1 : end + 1;
    }
    return reading;
  }

  int size() {
    return size;
  }

  int ip(int index) {
    return ips[index];
  }

  /** The hardware address, 0 where the member has none. */
  long mac(int index) {
    return macs[index];
  }

  int ttl(int index) {
    return ttls[index];
  }

  long bytes(int index) {
    return bytes[index];
  }

  /** The minor of its shaper class, 0 = none. */
  int shaperClass(int index) {
    return classes[index];
  }

  /** What the member marks packets with, 0 = they are not marked. */
  int mark(int index) {
    return marks[index];
  }

  /** Where the address stands, negative if it is not a member. */
  int find(int ip) {
    return Arrays.binarySearch(ips, 0, size, ip);
  }

  private void member() {
    if (size == ips.length) {
      int larger = size * 2;
      ips = Arrays.copyOf(ips, larger);
      macs = Arrays.copyOf(macs, larger);
      ttls = Arrays.copyOf(ttls, larger);
      bytes = Arrays.copyOf(bytes, larger);
      classes = Arrays.copyOf(classes, larger);
      marks = Arrays.copyOf(marks, larger);
    }
    ips[size] = address();
    if (size > 0 && ips[size] <= ips[size - 1]) {
      throw new IllegalStateException("the set is not printed in order");
    }
    macs[size] = text.charAt(at) == ',' ? mac() : 0;
    ttls[size] = 0;
    bytes[size] = 0;
    classes[size] = 0;
    marks[size] = 0;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
      if (word("timeout ")) {
        ttls[size] = (int) number();
      } else if (word("bytes ")) {
        bytes[size] = number();
      } else if (word("skbprio 1:")) {
        classes[size] = hex();
      } else if (word("skbmark 0x")) {
        marks[size] = hex();
        skip();
      } else {
        skip();
      }
    }
    size++;
  }

  private boolean word(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    return true;
  }

  private void skip() {
    while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\n') {
      at++;
    }
  }

  private int address() {
    int bits = 0;
    for (int octet = 0; octet < 4; octet++) {
      bits = bits << 8 | (int) number();
      if (octet < 3) {
        at++;
      }
    }
    return bits;
  }

  private long mac() {
    long bits = 0;
    for (int i = 0; i < 6; i++) {
      at++;
      bits = bits << 8 | hex();
    }
    return bits;
  }

  private long number() {
    long value = 0;
    for (char c = peek(); c >= '0' && c <= '9'; c = peek()) {
      value = value * 10 + (c - '0');
      at++;
    }
    return value;
  }

  private int hex() {
    int value = 0;
    for (int digit = digit(); digit >= 0; digit = digit()) {
      value = value << 4 | digit;
      at++;
    }
    return value;
  }

  /** ASCII only and cheaper than {@link Character#digit}. */
  private int digit() {
    char c = peek();
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = (c | 32) - 'a';
    return letter >= 0 && letter < 6 ? letter + 10 : -1;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\n';
  }
}
