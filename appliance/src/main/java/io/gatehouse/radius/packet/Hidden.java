package io.gatehouse.radius.packet;

/** Which attributes of a reply travel hidden, and how each is hidden anew for the next hop. */
final class Hidden {
  /** 8 + 16 bytes of keys and 8 of padding (RFC 2548 §2.4.1). */
  private static final int CHAP_KEYS = 32;

  private Hidden() {}

  static boolean isKey(int vendor, int type) {
    return vendor == Vendor.MICROSOFT
        && (type == Vendor.MS_MPPE_SEND_KEY
            || type == Vendor.MS_MPPE_RECV_KEY
            || type == Vendor.MS_CHAP_MPPE_KEYS);
  }

  /** True where a key of that length can stand there. */
  static boolean keyShape(Packet packet, int inner, int length) {
    if (!Code.isAccessReply(packet.code())) {
      return false;
    }
    if (packet.type(inner) == Vendor.MS_CHAP_MPPE_KEYS) {
      return length == CHAP_KEYS;
    }
    return length >= 2 + Hiding.BLOCK
        && (length - 2) % Hiding.BLOCK == 0
        && packet.bytes()[inner + 2] < 0;
  }

  /**
   * Takes the hidden values of an attribute from one side to the other, in place.
   *
   * @return false where the length inside is a lie: the value was changed, or hidden otherwise
   */
  static boolean move(Packet packet, int at, Forwarding.Side from, Forwarding.Side to) {
    byte[] bytes = packet.bytes();
    if (packet.type(at) == Attribute.TUNNEL_PASSWORD) {
      return salted(bytes, at + 3, packet.next(at), from, to);
    }
    if (packet.type(at) != Attribute.VENDOR_SPECIFIC || packet.vendor(at) != Vendor.MICROSOFT) {
      return true;
    }
    boolean holds = true;
    for (int inner = at + 6; inner < packet.next(at); inner = packet.next(inner)) {
      int type = packet.type(inner);
      if (!isKey(Vendor.MICROSOFT, type)) {
        continue;
      }
      if (type == Vendor.MS_CHAP_MPPE_KEYS) {
        from.reveal(bytes, inner + 2, CHAP_KEYS, 0, 0);
        to.hide(bytes, inner + 2, CHAP_KEYS, 0, 0);
      } else {
        holds &= salted(bytes, inner + 2, packet.next(inner), from, to);
      }
    }
    return holds;
  }

  private static boolean salted(
      byte[] bytes, int salt, int end, Forwarding.Side from, Forwarding.Side to) {
    int value = salt + 2;
    int length = end - value;
    from.reveal(bytes, value, length, salt, 2);
    boolean holds = (bytes[value] & 0xff) < length;
    to.hide(bytes, value, length, salt, 2);
    return holds;
  }
}
