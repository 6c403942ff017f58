package io.gatehouse.radius.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A view of one packet in somebody's bytes (RFC 2865 §3); it copies nothing and can be put over the
 * next packet. Attributes are walked by their place:
 *
 * <pre>{@code
 * for (int at = packet.first(); at < packet.end(); at = packet.next(at)) {
 *   switch (packet.type(at)) { … packet.value(at), packet.valueLength(at) … }
 * }
 * }</pre>
 *
 * Only what {@link PacketCheck} found in order may be walked. Not safe for several threads.
 */
public final class Packet {
  public static final int HEADER = 20;
  public static final int LONGEST = 4096;
  public static final int AUTHENTICATOR = 4;
  public static final int AUTHENTICATOR_LENGTH = 16;

  /** What {@link #find} answers where there is none. */
  public static final int NOWHERE = -1;

  private byte[] bytes = {};
  private int offset;
  private int length;

  /** Puts the view over so many bytes and answers itself. */
  public Packet over(byte[] newBytes, int newOffset, int newLength) {
    bytes = newBytes;
    offset = newOffset;
    length = newLength;
    return this;
  }

  public static Packet of(byte[] bytes) {
    return new Packet().over(bytes, 0, bytes.length);
  }

  public byte[] bytes() {
    return bytes;
  }

  public int offset() {
    return offset;
  }

  /** Bytes; after the check without the padding behind the packet. */
  public int length() {
    return length;
  }

  public int code() {
    return bytes[offset] & 0xff;
  }

  public int id() {
    return bytes[offset + 1] & 0xff;
  }

  public void id(int id) {
    bytes[offset + 1] = (byte) id;
  }

  int lengthField() {
    return (bytes[offset + 2] & 0xff) << 8 | (bytes[offset + 3] & 0xff);
  }

  /** Ends the view, and the packet, after so many bytes. */
  void cutTo(int newLength) {
    length = newLength;
  }

  /** Where the sixteen bytes of the authenticator begin. */
  public int authenticator() {
    return offset + AUTHENTICATOR;
  }

  /** The first attribute's place. */
  public int first() {
    return offset + HEADER;
  }

  /** The place behind the last attribute. */
  public int end() {
    return offset + length;
  }

  public int next(int at) {
    return at + (bytes[at + 1] & 0xff);
  }

  public int type(int at) {
    return bytes[at] & 0xff;
  }

  /** Where the value begins. */
  public int value(int at) {
    return at + 2;
  }

  public int valueLength(int at) {
    return (bytes[at + 1] & 0xff) - 2;
  }

  /** The first attribute of the type, or {@link #NOWHERE}. */
  public int find(int type) {
    return find(type, first());
  }

  /** The first attribute of the type at that place or later, or {@link #NOWHERE}. */
  public int find(int type, int from) {
    for (int at = from; at < end(); at = next(at)) {
      if (type(at) == type) {
        return at;
      }
    }
    return NOWHERE;
  }

  public boolean has(int type) {
    return find(type) != NOWHERE;
  }

  /** Four bytes in network order, as they stand; a checked packet's numbers have four. */
  public int integer(int at) {
    return integerAt(at + 2);
  }

  /**
   * The number of the first attribute of the type (0 to 2^32−1), or the other where it has none.
   */
  public long number(int type, long otherwise) {
    int at = find(type);
    return at == NOWHERE ? otherwise : integer(at) & 0xffff_ffffL;
  }

  /** The value as UTF-8; broken sequences become the replacement sign. */
  public String text(int at) {
    return new String(bytes, at + 2, valueLength(at), StandardCharsets.UTF_8);
  }

  /** The text of the first attribute of the type, or null. */
  public String textOf(int type) {
    int at = find(type);
    return at == NOWHERE ? null : text(at);
  }

  public byte[] valueCopy(int at) {
    return Arrays.copyOfRange(bytes, at + 2, next(at));
  }

  /** The vendor of a Vendor-Specific (IANA private enterprise number). */
  public int vendor(int at) {
    return integerAt(at + 2);
  }

  /**
   * The place of the first inner attribute of that vendor and type, or {@link #NOWHERE}. It is
   * walked like an attribute: its type, its length, its value.
   */
  public int findVendor(int vendor, int type) {
    for (int at = find(Attribute.VENDOR_SPECIFIC);
        at != NOWHERE;
        at = find(Attribute.VENDOR_SPECIFIC, next(at))) {
      if (vendor(at) == vendor) {
        for (int inner = at + 6; inner < next(at); inner = next(inner)) {
          if (type(inner) == type) {
            return inner;
          }
        }
      }
    }
    return NOWHERE;
  }

  int integerAt(int place) {
    return bytes[place] << 24
        | (bytes[place + 1] & 0xff) << 16
        | (bytes[place + 2] & 0xff) << 8
        | (bytes[place + 3] & 0xff);
  }

  public byte[] copy() {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** Never the content: it has passwords. */
  @Override
  public String toString() {
    return length < HEADER
        ? length + " bytes"
        : Code.name(code()) + " " + id() + " of " + length + " bytes";
  }
}
