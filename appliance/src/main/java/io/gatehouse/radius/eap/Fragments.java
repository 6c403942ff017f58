package io.gatehouse.radius.eap;

import java.io.ByteArrayOutputStream;

/**
 * TLS in EAP packets: flags, the whole's length in the first of several, a piece (RFC 5216 §3.1).
 * One message at a time, either way.
 */
final class Fragments {
  static final int START = 0x20;
  private static final int MORE = 0x40;
  private static final int LENGTH = 0x80;

  /** PEAP and TTLS have their version in the lower bits; ours is 0. */
  private static final int VERSION = 0x07;

  /** No chain of certificates that anybody uses is longer. */
  static final int LONGEST = 64 * 1024;

  private static final int LENGTH_BYTES = 4;

  private final ByteArrayOutputStream in = new ByteArrayOutputStream();
  private int told = -1;
  private byte[] out = {};
  private int sent;

  /** What a piece means. */
  enum Taken {
    /** The message is whole. */
    WHOLE,
    /** There is more of it. */
    MORE,
    WRONG
  }

  /** The data of a peer's packet, flags first. */
  Taken take(byte[] data) {
    if (data.length == 0) {
      return Taken.WRONG;
    }
    int flags = data[0] & 0xff;
    int from = 1;
    if ((flags & VERSION) != 0 || (flags & START) != 0) {
      return Taken.WRONG;
    }
    if ((flags & LENGTH) != 0) {
      if (data.length < 1 + LENGTH_BYTES) {
        return Taken.WRONG;
      }
      long length =
          (data[1] & 0xffL) << 24
              | (data[2] & 0xff) << 16
              | (data[3] & 0xff) << 8
              | (data[4] & 0xff);
      boolean first = told < 0 && in.size() == 0;
      if (length > LONGEST || (!first && length != told)) {
        return Taken.WRONG;
      }
      told = (int) length;
      from += LENGTH_BYTES;
    }
    in.write(data, from, data.length - from);
    if (in.size() > LONGEST || (told >= 0 && in.size() > told)) {
      return Taken.WRONG;
    }
    if ((flags & MORE) != 0) {
      return data.length == from ? Taken.WRONG : Taken.MORE;
    }
    return told >= 0 && in.size() != told ? Taken.WRONG : Taken.WHOLE;
  }

  /** The message that has become whole. */
  byte[] message() {
    byte[] whole = in.toByteArray();
    in.reset();
    told = -1;
    return whole;
  }

  /** True for a packet that has nothing but flags: the last piece has arrived. */
  static boolean isAck(byte[] data) {
    return data.length == 1 && (data[0] & (MORE | START | LENGTH)) == 0;
  }

  /** Begins to send a message. */
  void send(byte[] message) {
    out = message;
    sent = 0;
  }

  boolean hasMore() {
    return sent < out.length;
  }

  /**
   * The data of the next packet; without content where there is none to send.
   *
   * @param most bytes of the message in one packet
   */
  byte[] next(int most) {
    int length = Math.min(most, out.length - sent);
    boolean more = sent + length < out.length;
    boolean first = sent == 0 && more;
    int head = first ? 1 + LENGTH_BYTES : 1;
    byte[] data = new byte[head + length];
    data[0] = (byte) ((more ? MORE : 0) | (first ? LENGTH : 0));
    if (first) {
      data[1] = (byte) (out.length >>> 24);
      data[2] = (byte) (out.length >>> 16);
      data[3] = (byte) (out.length >>> 8);
      data[4] = (byte) out.length;
    }
    System.arraycopy(out, sent, data, head, length);
    sent += length;
    if (!hasMore()) {
      out = new byte[] {};
      sent = 0;
    }
    return data;
  }
}
