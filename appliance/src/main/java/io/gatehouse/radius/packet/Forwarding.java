package io.gatehouse.radius.packet;

/**
 * Writes a packet anew for the next hop, into bytes the caller has, allocating next to nothing: the
 * attributes in their order (RFC 2865 §2.3), our Proxy-State behind the others, hidden values
 * hidden for the next secret, Message-Authenticator first, signed.
 */
public final class Forwarding {
  /** What a call answers where the packet would grow beyond 4,096 bytes. */
  public static final int TOO_LONG = -1;

  /** What {@link #reply} answers where a hidden value's length is a lie. */
  public static final int BROKEN_KEY = -2;

  private static final int MESSAGE_AUTHENTICATOR_LENGTH = 18;

  private Forwarding() {}

  /** Which attributes go on. */
  public interface Filter {
    Filter ALL = (packet, at) -> true;

    boolean keeps(Packet packet, int at);

    /** Where the part of a User-Name begins that goes on. */
    default int nameFrom(Packet packet, int at) {
      return at + 2;
    }

    /** Where it ends. */
    default int nameTo(Packet packet, int at) {
      return packet.next(at);
    }
  }

  /** One side of the box: who signs there, and the request's authenticator there. For reuse. */
  public static final class Side {
    private Signer signer;
    private byte[] authenticator;
    private int at;

    /** Answers itself. */
    public Side of(Signer newSigner, byte[] newAuthenticator, int newAt) {
      signer = newSigner;
      authenticator = newAuthenticator;
      at = newAt;
      return this;
    }

    void hide(byte[] bytes, int from, int length, int salt, int saltLength) {
      Hiding.hide(bytes, from, length, signer, authenticator, at, bytes, salt, saltLength);
    }

    void reveal(byte[] bytes, int from, int length, int salt, int saltLength) {
      Hiding.reveal(bytes, from, length, signer, authenticator, at, bytes, salt, saltLength);
    }
  }

  /**
   * Writes a checked and verified request for an upstream.
   *
   * @param nas its signer
   * @param out at least 4,096 bytes; the packet begins at 0
   * @param id what it is called on the way up
   * @param authenticator 16 unforeseeable bytes for an Access-Request; others get a digest
   * @param proxyState ours, 1 to 253 bytes
   * @return its length, or {@link #TOO_LONG}
   */
  public static int request(
      Packet in,
      PacketCheck checked,
      Signer nas,
      byte[] out,
      int id,
      byte[] authenticator,
      Signer upstream,
      byte[] proxyState,
      Filter filter) {
    int code = in.code();
    boolean access = code == Code.ACCESS_REQUEST;
    boolean signs = access || checked.messageAuthenticator() != Packet.NOWHERE;
    boolean challenge =
        checked.chapPassword() != Packet.NOWHERE && checked.chapChallenge() == Packet.NOWHERE;
    // At most this much is added; a packet near the limit is measured by what it would be.
    int added =
        2 + proxyState.length + (challenge ? 18 : 0) + (signs ? MESSAGE_AUTHENTICATOR_LENGTH : 0);
    if (in.length() + added > Packet.LONGEST + removed(checked)) {
      return TOO_LONG;
    }
    int length = begin(out, code, id, signs);
    System.arraycopy(authenticator, 0, out, Packet.AUTHENTICATOR, Packet.AUTHENTICATOR_LENGTH);
    byte[] bytes = in.bytes();
    for (int at = in.first(); at < in.end(); at = in.next(at)) {
      if (at == checked.messageAuthenticator() || !filter.keeps(in, at)) {
        continue;
      }
      if (in.type(at) == Attribute.USER_NAME) {
        int from = filter.nameFrom(in, at);
        length = put(out, length, Attribute.USER_NAME, bytes, from, filter.nameTo(in, at) - from);
        continue;
      }
      int size = in.next(at) - at;
      System.arraycopy(bytes, at, out, length, size);
      if (at == checked.userPassword()) {
        Hiding.move(
            out, length + 2, size - 2, nas, bytes, in.authenticator(), upstream, authenticator, 0);
      }
      length += size;
    }
    if (challenge) {
      // The NAS's authenticator was the challenge (RFC 2865 §5.3); ours is another.
      length = put(out, length, Attribute.CHAP_CHALLENGE, bytes, in.authenticator(), 16);
    }
    length = put(out, length, Attribute.PROXY_STATE, proxyState, 0, proxyState.length);
    Packet written = end(out, length);
    if (signs) {
      upstream.signMessage(written, Packet.HEADER);
    }
    if (Code.isSignedByAuthenticator(code)) {
      upstream.signRequest(written);
    }
    return length;
  }

  /**
   * Writes a checked and verified reply for the NAS that asked.
   *
   * @param up who replied, and what it was asked with
   * @param down who asked, and with what
   * @param id what the NAS called its request
   * @param proxyState ours, which is taken away
   * @return its length, {@link #TOO_LONG} or {@link #BROKEN_KEY}
   */
  public static int reply(
      Packet in,
      PacketCheck checked,
      Side up,
      byte[] out,
      int id,
      Side down,
      byte[] proxyState,
      Filter filter) {
    boolean signs =
        Code.isAccessReply(in.code()) || checked.messageAuthenticator() != Packet.NOWHERE;
    int ours = ours(in, proxyState);
    int gone = removed(checked) + (ours == Packet.NOWHERE ? 0 : in.next(ours) - ours);
    if (in.length() - gone + (signs ? MESSAGE_AUTHENTICATOR_LENGTH : 0) > Packet.LONGEST) {
      return TOO_LONG;
    }
    int length = begin(out, in.code(), id, signs);
    Packet written = new Packet().over(out, 0, Packet.LONGEST);
    for (int at = in.first(); at < in.end(); at = in.next(at)) {
      boolean stays = at != checked.messageAuthenticator() && at != ours;
      // A NAS is answered with all its Proxy-States, whatever a filter says.
      boolean theirs = in.type(at) == Attribute.PROXY_STATE;
      if (!stays || (!theirs && !filter.keeps(in, at))) {
        continue;
      }
      int size = in.next(at) - at;
      System.arraycopy(in.bytes(), at, out, length, size);
      if (checked.hidden() > 0 && !Hidden.move(written, length, up, down)) {
        return BROKEN_KEY;
      }
      length += size;
    }
    end(out, length);
    written.cutTo(length);
    if (signs) {
      down.signer.signMessage(written, Packet.HEADER, down.authenticator, down.at);
    }
    down.signer.signReply(written, down.authenticator, down.at);
    return length;
  }

  private static int removed(PacketCheck checked) {
    return checked.messageAuthenticator() == Packet.NOWHERE ? 0 : MESSAGE_AUTHENTICATOR_LENGTH;
  }

  /** The last Proxy-State, if it is the one we added (RFC 2865 §5.33). */
  private static int ours(Packet reply, byte[] proxyState) {
    int last = Packet.NOWHERE;
    for (int at = reply.first(); at < reply.end(); at = reply.next(at)) {
      last = reply.type(at) == Attribute.PROXY_STATE ? at : last;
    }
    if (last == Packet.NOWHERE || reply.valueLength(last) != proxyState.length) {
      return Packet.NOWHERE;
    }
    for (int i = 0; i < proxyState.length; i++) {
      if (reply.bytes()[last + 2 + i] != proxyState[i]) {
        return Packet.NOWHERE;
      }
    }
    return last;
  }

  private static int begin(byte[] out, int code, int id, boolean signs) {
    out[0] = (byte) code;
    out[1] = (byte) id;
    if (!signs) {
      return Packet.HEADER;
    }
    out[Packet.HEADER] = Attribute.MESSAGE_AUTHENTICATOR;
    out[Packet.HEADER + 1] = MESSAGE_AUTHENTICATOR_LENGTH;
    return Packet.HEADER + MESSAGE_AUTHENTICATOR_LENGTH;
  }

  private static int put(byte[] out, int length, int type, byte[] value, int at, int size) {
    out[length] = (byte) type;
    out[length + 1] = (byte) (2 + size);
    System.arraycopy(value, at, out, length + 2, size);
    return length + 2 + size;
  }

  private static Packet end(byte[] out, int length) {
    out[2] = (byte) (length >> 8);
    out[3] = (byte) length;
    return new Packet().over(out, 0, length);
  }
}
