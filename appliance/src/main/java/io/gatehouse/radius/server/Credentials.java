package io.gatehouse.radius.server;

import io.gatehouse.guest.account.AccountPassword;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Hiding;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Signer;
import io.gatehouse.radius.packet.Vendor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** How an Access-Request proves who asks. */
sealed interface Credentials {

  /** Nothing that proves anything. */
  record None() implements Credentials {}

  /** The password itself (RFC 2865 §5.2). */
  record Pap(AccountPassword password) implements Credentials {}

  /** RFC 1994, RFC 2865 §5.3. */
  final class Chap implements Credentials {
    private final byte id;
    private final byte[] challenge;
    private final byte[] response;

    private Chap(byte id, byte[] challenge, byte[] response) {
      this.id = id;
      this.challenge = challenge;
      this.response = response;
    }

    boolean provedBy(AccountPassword password) {
      try {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(id);
        md5.update(password.reveal().getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(md5.digest(challenge), response);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has MD5", e);
      }
    }
  }

  /** RFC 2548 §2.3.2, RFC 2759. */
  final class MsChap2 implements Credentials {
    private final byte[] challenge;
    private final byte[] response;

    private MsChap2(byte[] challenge, byte[] response) {
      this.challenge = challenge;
      this.response = response;
    }

    /** As it stood in a tunnel; its parts have the lengths that RADIUS gives them. */
    static MsChap2 tunnelled(byte[] challenge, byte[] response) {
      return new MsChap2(challenge, response);
    }

    MsChapV2 with(String userName, AccountPassword password) {
      return new MsChapV2(
          challenge,
          Arrays.copyOfRange(response, 2, 18),
          Arrays.copyOfRange(response, 26, 50),
          userName,
          password.reveal());
    }

    /** The first byte of the response, which comes back in the answer. */
    byte ident() {
      return response[0];
    }
  }

  /** The name has proved itself already, in a tunnel. */
  record Proved() implements Credentials {}

  /** A way that is not answered here. */
  record Unsupported(String name) implements Credentials {}

  static Credentials of(Packet request, PacketCheck check, Signer signer) {
    if (check.userPassword() != Packet.NOWHERE) {
      byte[] clear = Hiding.password(request, check.userPassword(), signer);
      return new Pap(AccountPassword.typed(new String(clear, StandardCharsets.UTF_8)));
    }
    if (check.chapPassword() != Packet.NOWHERE) {
      byte[] value = request.valueCopy(check.chapPassword());
      byte[] challenge =
          check.chapChallenge() != Packet.NOWHERE
              ? request.valueCopy(check.chapChallenge())
              : Arrays.copyOfRange(
                  request.bytes(),
                  request.authenticator(),
                  request.authenticator() + Packet.AUTHENTICATOR_LENGTH);
      return new Chap(value[0], challenge, Arrays.copyOfRange(value, 1, value.length));
    }
    int response = request.findVendor(Vendor.MICROSOFT, Vendor.MS_CHAP2_RESPONSE);
    int challenge = request.findVendor(Vendor.MICROSOFT, Vendor.MS_CHAP_CHALLENGE);
    if (response != Packet.NOWHERE
        && challenge != Packet.NOWHERE
        && request.valueLength(response) == 50
        && request.valueLength(challenge) == 16) {
      return new MsChap2(request.valueCopy(challenge), request.valueCopy(response));
    }
    return request.findVendor(Vendor.MICROSOFT, Vendor.MS_CHAP_RESPONSE) != Packet.NOWHERE
        ? new Unsupported("MS-CHAP version 1")
        : new None();
  }

  /** RFC 2865 §5.6: only the device's address is to be looked at. */
  static boolean isCallCheck(Packet request) {
    return request.number(Attribute.SERVICE_TYPE, 0) == 10;
  }

  /** The way's name in the log of logins. */
  default String method() {
    return switch (this) {
      case None none -> "none";
      case Pap pap -> "PAP";
      case Chap chap -> "CHAP";
      case MsChap2 ms -> "MS-CHAPv2";
      case Proved proved -> "EAP";
      case Unsupported other -> other.name();
    };
  }
}
