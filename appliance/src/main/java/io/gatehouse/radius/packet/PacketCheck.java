package io.gatehouse.radius.packet;

/**
 * Finds out whether bytes from a stranger are a packet that may be looked at, in one walk and
 * without allocating. What it says to each class of malformed packet is the table in README.md of
 * this room. It knows no secret: signatures are {@link Signatures}' part. Afterwards it tells where
 * the attributes stand that everybody asks for. Not safe for several threads.
 */
public final class PacketCheck {
  /** Far above what a NAS sends, far below what 4,096 bytes could hold (2,038). */
  public static final int MOST_ATTRIBUTES = 200;

  /** Each proxy leaves one; more are a loop (RFC 2865 §5.33 has no limit of its own). */
  public static final int MOST_PROXY_STATES = 8;

  private static final int STATUS_START = 1;
  private static final int STATUS_FAILED = 15;
  private static final int STATUS_ON = 7;
  private static final int STATUS_OFF = 8;
  private static final int EAP_HEADER = 4;

  private int messageAuthenticator;
  private int userName;
  private int userPassword;
  private int chapPassword;
  private int chapChallenge;
  private int firstEap;
  private int lastEap;
  private int eapBytes;
  private int statusType;
  private int sessionId;
  private int proxyStates;
  private int hidden;
  private boolean stateSeen;
  private boolean timeoutSeen;
  private boolean authenticatorTwice;
  private boolean authenticatorShape;

  /**
   * Checks, and cuts padding off the view (RFC 2865 §3: bytes beyond the length are ignored).
   *
   * @param packet over the whole datagram
   * @return {@link Refusal#NONE} where it is in order
   */
  public Refusal check(Packet packet, Port port) {
    forget();
    int received = packet.length();
    if (received < Packet.HEADER) {
      return Refusal.TOO_SHORT;
    }
    int length = packet.lengthField();
    if (length < Packet.HEADER) {
      return Refusal.LENGTH_UNDER_HEADER;
    }
    if (length > Packet.LONGEST || received > Packet.LONGEST) {
      return Refusal.TOO_LONG;
    }
    if (length > received) {
      return Refusal.LENGTH_BEYOND_DATAGRAM;
    }
    Refusal code = port.check(packet.code());
    if (code != Refusal.NONE) {
      return code;
    }
    packet.cutTo(length);
    Refusal attributes = walk(packet);
    return attributes != Refusal.NONE ? attributes : whole(packet);
  }

  private void forget() {
    messageAuthenticator = Packet.NOWHERE;
    userName = Packet.NOWHERE;
    userPassword = Packet.NOWHERE;
    chapPassword = Packet.NOWHERE;
    chapChallenge = Packet.NOWHERE;
    firstEap = Packet.NOWHERE;
    lastEap = Packet.NOWHERE;
    statusType = Packet.NOWHERE;
    sessionId = Packet.NOWHERE;
    eapBytes = 0;
    proxyStates = 0;
    hidden = 0;
    stateSeen = false;
    timeoutSeen = false;
    authenticatorTwice = false;
    authenticatorShape = false;
  }

  private Refusal walk(Packet packet) {
    byte[] bytes = packet.bytes();
    int end = packet.end();
    int count = 0;
    for (int at = packet.first(); at < end; at = packet.next(at)) {
      if (end - at < 2) {
        return Refusal.ATTRIBUTE_HEADER_CUT;
      }
      int length = bytes[at + 1] & 0xff;
      if (length < 2) {
        return Refusal.ATTRIBUTE_LENGTH_UNDER_2;
      }
      if (at + length > end) {
        return Refusal.ATTRIBUTE_OVERRUN;
      }
      if (bytes[at] == 0) {
        return Refusal.ATTRIBUTE_TYPE_0;
      }
      if (++count > MOST_ATTRIBUTES) {
        return Refusal.TOO_MANY_ATTRIBUTES;
      }
      Refusal refusal = attribute(packet, at, length - 2);
      if (refusal != Refusal.NONE) {
        return refusal;
      }
    }
    return Refusal.NONE;
  }

  private Refusal attribute(Packet packet, int at, int length) {
    int type = packet.type(at);
    switch (type) {
      case Attribute.USER_NAME -> userName = userName == Packet.NOWHERE ? at : userName;
      case Attribute.USER_PASSWORD -> {
        if (userPassword != Packet.NOWHERE) {
          return Refusal.REPEATED;
        }
        userPassword = at;
        if (length == 0 || length > Hiding.LONGEST_PASSWORD || length % Hiding.BLOCK != 0) {
          return Refusal.BAD_USER_PASSWORD;
        }
      }
      case Attribute.CHAP_PASSWORD -> {
        if (chapPassword != Packet.NOWHERE) {
          return Refusal.REPEATED;
        }
        chapPassword = at;
        if (length != 17) {
          return Refusal.BAD_CHAP_PASSWORD;
        }
      }
      case Attribute.CHAP_CHALLENGE -> chapChallenge = at;
      case Attribute.STATE -> {
        if (stateSeen) {
          return Refusal.REPEATED;
        }
        stateSeen = true;
      }
      case Attribute.SESSION_TIMEOUT -> {
        if (timeoutSeen) {
          return Refusal.REPEATED;
        }
        timeoutSeen = true;
      }
      case Attribute.PROXY_STATE -> {
        if (++proxyStates > MOST_PROXY_STATES) {
          return Refusal.TOO_MANY_PROXY_STATES;
        }
      }
      case Attribute.ACCT_STATUS_TYPE -> {
        if (statusType != Packet.NOWHERE) {
          return Refusal.REPEATED;
        }
        statusType = at;
      }
      case Attribute.ACCT_SESSION_ID -> sessionId = length > 0 ? at : sessionId;
      case Attribute.TUNNEL_PASSWORD -> {
        hidden++;
        // Tag, salt with its top bit, blocks. RFC 2868 §4 gives it to Access-Accept alone, but
        // FreeRADIUS sends what it has of a user with each challenge.
        if (!Code.isAccessReply(packet.code())
            || length < 3 + Hiding.BLOCK
            || (length - 3) % Hiding.BLOCK != 0
            || packet.bytes()[at + 3] >= 0) {
          return Refusal.BAD_TUNNEL_PASSWORD;
        }
      }
      case Attribute.EAP_MESSAGE -> {
        // RFC 3579 §3.1: fragments stand one after the other.
        if (lastEap != Packet.NOWHERE && packet.next(lastEap) != at) {
          return Refusal.BAD_EAP;
        }
        firstEap = firstEap == Packet.NOWHERE ? at : firstEap;
        lastEap = at;
        eapBytes += length;
      }
      case Attribute.MESSAGE_AUTHENTICATOR -> {
        authenticatorTwice |= messageAuthenticator != Packet.NOWHERE;
        messageAuthenticator = at;
        authenticatorShape |= length != Signer.DIGEST;
      }
      case Attribute.VENDOR_SPECIFIC -> {
        return vendor(packet, at, length);
      }
      default -> {
        if (type >= Attribute.EXTENDED_1 && type <= Attribute.LONG_EXTENDED_2) {
          return extended(packet, at, type, length);
        }
      }
    }
    return Attribute.check(type, packet.bytes(), at + 2, length);
  }

  private Refusal vendor(Packet packet, int at, int length) {
    if (length < 5 || packet.vendor(at) == 0) {
      return Refusal.BAD_VENDOR_SPECIFIC;
    }
    int vendor = packet.vendor(at);
    if (!Vendor.isRow(vendor)) {
      return Refusal.NONE;
    }
    int end = packet.next(at);
    for (int inner = at + 6; inner < end; inner = packet.next(inner)) {
      if (end - inner < 2 || packet.bytes()[inner] == 0) {
        return Refusal.BAD_VENDOR_SPECIFIC;
      }
      int innerLength = packet.valueLength(inner);
      if (innerLength < 0 || packet.next(inner) > end) {
        return Refusal.BAD_VENDOR_SPECIFIC;
      }
      if (Hidden.isKey(vendor, packet.type(inner))) {
        hidden++;
        if (!Hidden.keyShape(packet, inner, innerLength)) {
          return Refusal.BAD_TUNNEL_PASSWORD;
        }
      }
    }
    return Refusal.NONE;
  }

  /** RFC 6929 §2.1 and §2.2: a type, flags in the long ones, and something behind. */
  private static Refusal extended(Packet packet, int at, int type, int length) {
    boolean isLong = type >= Attribute.LONG_EXTENDED_1;
    if (length < (isLong ? 3 : 2)) {
      return Refusal.BAD_EXTENDED;
    }
    boolean more = isLong && packet.bytes()[at + 3] < 0;
    if (!more) {
      return Refusal.NONE;
    }
    int next = packet.next(at);
    boolean goesOn =
        packet.end() - next >= 4
            && packet.type(next) == type
            && packet.valueLength(next) >= 3
            && packet.bytes()[next + 2] == packet.bytes()[at + 2];
    return goesOn ? Refusal.NONE : Refusal.BAD_EXTENDED;
  }

  private Refusal whole(Packet packet) {
    if (authenticatorTwice || authenticatorShape) {
      return Refusal.MESSAGE_AUTHENTICATOR_SHAPE;
    }
    if (firstEap != Packet.NOWHERE && !eapHolds(packet)) {
      return Refusal.BAD_EAP;
    }
    return switch (packet.code()) {
      case Code.ACCESS_REQUEST -> {
        int ways = userPassword != Packet.NOWHERE ? 1 : 0;
        ways += chapPassword != Packet.NOWHERE ? 1 : 0;
        ways += firstEap != Packet.NOWHERE ? 1 : 0;
        yield ways > 1 ? Refusal.TWO_PASSWORDS : Refusal.NONE;
      }
      case Code.ACCOUNTING_REQUEST -> accounting(packet);
      default -> Refusal.NONE;
    };
  }

  private Refusal accounting(Packet packet) {
    int status = statusType == Packet.NOWHERE ? 0 : packet.integer(statusType);
    if (status < STATUS_START || status > STATUS_FAILED) {
      return Refusal.NO_STATUS_TYPE;
    }
    // RFC 2866 §5.5 wants one always; a NAS that comes up has no session, and some leave it out.
    boolean ofNas = status == STATUS_ON || status == STATUS_OFF;
    return sessionId == Packet.NOWHERE && !ofNas ? Refusal.NO_SESSION_ID : Refusal.NONE;
  }

  /** RFC 3579 §3.1: nothing at all is EAP-Start; else the fragments are as long as EAP says. */
  private boolean eapHolds(Packet packet) {
    if (eapBytes == 0) {
      return packet.code() == Code.ACCESS_REQUEST;
    }
    if (eapBytes < EAP_HEADER || packet.valueLength(firstEap) < EAP_HEADER) {
      return false;
    }
    byte[] bytes = packet.bytes();
    int told = (bytes[firstEap + 4] & 0xff) << 8 | (bytes[firstEap + 5] & 0xff);
    return told == eapBytes;
  }

  /** Each of these: the place of the attribute, or {@link Packet#NOWHERE}. */
  public int messageAuthenticator() {
    return messageAuthenticator;
  }

  public int userName() {
    return userName;
  }

  public int userPassword() {
    return userPassword;
  }

  public int chapPassword() {
    return chapPassword;
  }

  public int chapChallenge() {
    return chapChallenge;
  }

  /** The first EAP-Message; its fragments follow one another. */
  public int eapMessage() {
    return firstEap;
  }

  public int statusType() {
    return statusType;
  }

  /** How many Proxy-State it has. */
  public int proxyStates() {
    return proxyStates;
  }

  /** How many values it has that are hidden behind a salt. */
  public int hidden() {
    return hidden;
  }
}
