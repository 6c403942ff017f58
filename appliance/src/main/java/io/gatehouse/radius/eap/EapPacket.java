package io.gatehouse.radius.eap;

import java.util.Arrays;

/**
 * One EAP packet (RFC 3748 §4).
 *
 * @param type only in requests and responses, else 0
 * @param data what follows the type
 */
// Nobody compares these: each is taken apart where it arrives.
@SuppressWarnings("ArrayRecordComponent")
record EapPacket(int code, int id, int type, byte[] data) {
  static final int REQUEST = 1;
  static final int RESPONSE = 2;
  static final int SUCCESS = 3;
  static final int FAILURE = 4;

  static final int IDENTITY = 1;
  static final int NAK = 3;
  static final int MS_CHAP_V2 = 26;

  /** The type-length-values in which PEAP says how it ended. */
  static final int TLV = 33;

  static final int HEADER = 4;

  /** A peer's answer, or null where the bytes are none. */
  static EapPacket response(byte[] bytes) {
    if (bytes.length <= HEADER || bytes[0] != RESPONSE) {
      return null;
    }
    int length = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    if (length <= HEADER || length > bytes.length) {
      return null;
    }
    return new EapPacket(
        RESPONSE,
        bytes[1] & 0xff,
        bytes[HEADER] & 0xff,
        Arrays.copyOfRange(bytes, HEADER + 1, length));
  }

  static EapPacket request(int id, int type, byte[] data) {
    return new EapPacket(REQUEST, id, type, data);
  }

  static byte[] end(boolean success, int id) {
    return new byte[] {(byte) (success ? SUCCESS : FAILURE), (byte) id, 0, HEADER};
  }

  byte[] bytes() {
    int length = HEADER + 1 + data.length;
    byte[] out = new byte[length];
    out[0] = (byte) code;
    out[1] = (byte) id;
    out[2] = (byte) (length >> 8);
    out[3] = (byte) length;
    out[HEADER] = (byte) type;
    System.arraycopy(data, 0, out, HEADER + 1, data.length);
    return out;
  }

  /** Never the content: it has names. */
  @Override
  public String toString() {
    return "EAP " + code + " " + id + " type " + type + " of " + data.length + " bytes";
  }
}
