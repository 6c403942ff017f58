package io.gatehouse.radius.packet;

/** Whether a checked packet comes from who has the secret, and from the request it is for. */
public final class Signatures {
  private Signatures() {}

  /**
   * Verifies a request. Status-Server, EAP and a request with Proxy-State always need
   * Message-Authenticator (RFC 5997 §3, RFC 3579 §3.2; the last against BlastRADIUS,
   * CVE-2024-3596).
   *
   * @param required whether every Access-Request needs one; false only where an operator said so
   */
  public static Refusal ofRequest(
      Packet request, PacketCheck checked, Signer signer, boolean required) {
    int at = checked.messageAuthenticator();
    int code = request.code();
    boolean needed =
        code == Code.STATUS_SERVER
            || checked.eapMessage() != Packet.NOWHERE
            || (code == Code.ACCESS_REQUEST && (required || checked.proxyStates() > 0));
    if (at == Packet.NOWHERE && needed) {
      return Refusal.NO_MESSAGE_AUTHENTICATOR;
    }
    if (Code.isSignedByAuthenticator(code) && !signer.requestHolds(request)) {
      return Refusal.BAD_AUTHENTICATOR;
    }
    return at != Packet.NOWHERE && !signer.messageHolds(request, at)
        ? Refusal.BAD_MESSAGE_AUTHENTICATOR
        : Refusal.NONE;
  }

  /**
   * Verifies a reply to the request whose authenticator stands there. The answers to Access-Request
   * need Message-Authenticator where required; where it stands does not matter, as it is verified.
   *
   * @param required false only where an operator said so of that server
   */
  public static Refusal ofReply(
      Packet reply,
      PacketCheck checked,
      Signer signer,
      byte[] requestAuthenticator,
      int from,
      boolean required) {
    int at = checked.messageAuthenticator();
    boolean needed =
        (Code.isAccessReply(reply.code()) && required) || checked.eapMessage() != Packet.NOWHERE;
    if (at == Packet.NOWHERE && needed) {
      return Refusal.NO_MESSAGE_AUTHENTICATOR;
    }
    if (!signer.replyHolds(reply, requestAuthenticator, from)) {
      return Refusal.BAD_AUTHENTICATOR;
    }
    return at != Packet.NOWHERE && !signer.messageHolds(reply, at, requestAuthenticator, from)
        ? Refusal.BAD_MESSAGE_AUTHENTICATOR
        : Refusal.NONE;
  }
}
