package io.gatehouse.radius.server;

import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.radius.eap.Step;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Hiding;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.Signer;
import io.gatehouse.radius.packet.Vendor;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * What a router is told: limits of the session in the attributes of RFC 2865, 2868, 2869, WISPr and
 * MikroTik. Each router takes those that it knows; they say the same.
 */
public final class ReplyPolicy {
  /** How often a router reports a session, in seconds. */
  public static final int INTERIM_SECONDS = 300;

  private static final String CLASS_PREFIX = "gatehouse:";
  private static final int WISPR_MAX_UP = 7;
  private static final int WISPR_MAX_DOWN = 8;
  private static final int MIKROTIK_GROUP = 3;
  private static final int MIKROTIK_WIRELESS_FORWARD = 4;
  private static final int MIKROTIK_RATE_LIMIT = 8;
  private static final int MIKROTIK_TOTAL_LIMIT = 17;
  private static final int MIKROTIK_TOTAL_LIMIT_GIGAWORDS = 18;
  private static final int MS_CHAP_ERROR = 2;
  private static final int MS_MPPE_ENCRYPTION_POLICY = 7;
  private static final int MS_MPPE_ENCRYPTION_TYPES = 8;

  /** RFC 3580 §3.31: VLAN, and IEEE 802. */
  private static final int TUNNEL_VLAN = 13;

  private static final int TUNNEL_802 = 6;
  private static final int LONGEST_MESSAGE = 253;

  /** Half of the session key: one for each direction. */
  private static final int KEY_BYTES = 32;

  private final IntSupplier idleSeconds;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param idleSeconds after how long a silent device is signed out; 0 = never
   */
  public ReplyPolicy(IntSupplier idleSeconds) {
    this.idleSeconds = idleSeconds;
  }

  byte[] accept(Packet request, Decision.Accept accept, Signer signer) {
    PacketBuilder reply = accepted(request, accept);
    if (accept.msChap() != null) {
      MsChapV2 proof = accept.msChap();
      reply.addVendor(
          Vendor.MICROSOFT,
          Vendor.MS_CHAP2_SUCCESS,
          withIdent(accept.msChapIdent(), proof.authenticatorResponse()));
      keys(reply, request, proof.sendKey(), proof.receiveKey(), signer);
    }
    return reply.signedFor(request, signer);
  }

  /** With the end of the conversation and its keys (RFC 3579 §3, RFC 2548 §2.4, RFC 5216 §2.3). */
  byte[] accept(Packet request, Decision.Accept accept, Step.Success success, Signer signer) {
    PacketBuilder reply = accepted(request, accept);
    if (accept.account() != null) {
      // What accounting then calls the user, whatever the device called itself outside the tunnel.
      reply.add(Attribute.USER_NAME, accept.account().name());
    }
    byte[] receive = Arrays.copyOfRange(success.keys(), 0, KEY_BYTES);
    byte[] send = Arrays.copyOfRange(success.keys(), KEY_BYTES, 2 * KEY_BYTES);
    keys(reply, request, send, receive, signer);
    return eap(reply, success.eap()).signedFor(request, signer);
  }

  /** A question of EAP, whose answer brings the state back. */
  static byte[] challenge(Packet request, byte[] eap, byte[] state, Signer signer) {
    PacketBuilder reply = PacketBuilder.reply(Code.ACCESS_CHALLENGE, request);
    return eap(reply, eap).add(Attribute.STATE, state).signedFor(request, signer);
  }

  /** The end of EAP; a text beside it would be met with silence by some (RFC 3579 §2.6.5). */
  static byte[] reject(Packet request, byte[] eap, Signer signer) {
    return eap(PacketBuilder.reply(Code.ACCESS_REJECT, request), eap).signedFor(request, signer);
  }

  private static PacketBuilder eap(PacketBuilder reply, byte[] eap) {
    for (int from = 0; from < eap.length; from += LONGEST_MESSAGE) {
      int to = Math.min(eap.length, from + LONGEST_MESSAGE);
      reply.add(Attribute.EAP_MESSAGE, Arrays.copyOfRange(eap, from, to));
    }
    return reply;
  }

  private PacketBuilder accepted(Packet request, Decision.Accept accept) {
    PacketBuilder reply = PacketBuilder.reply(Code.ACCESS_ACCEPT, request);
    reply.add(Attribute.CLASS, CLASS_PREFIX + accept.session().id());
    terms(reply, accept.session(), accept.windowSeconds());
    reply.add(Attribute.ACCT_INTERIM_INTERVAL, INTERIM_SECONDS);
    if (idleSeconds.getAsInt() > 0) {
      reply.add(Attribute.IDLE_TIMEOUT, idleSeconds.getAsInt());
    }
    reply.addVendor(Vendor.MIKROTIK, MIKROTIK_WIRELESS_FORWARD, 0);
    if (accept.account() != null) {
      lan(reply, accept.account().lan());
    }
    return reply;
  }

  /** The id of the session that a Class of ours names; empty for another's. */
  public static String sessionOf(String value) {
    return value.startsWith(CLASS_PREFIX) ? value.substring(CLASS_PREFIX.length()) : "";
  }

  /**
   * Adds what a session may still do: in an Access-Accept and, when its plan has changed, in a
   * CoA-Request.
   *
   * @param windowSeconds how long its account's time window stays open; -1 = no window
   */
  public static void terms(PacketBuilder reply, SessionView session, long windowSeconds) {
    long seconds = session.remainingSeconds();
    if (windowSeconds >= 0) {
      seconds = seconds < 0 ? windowSeconds : Math.min(seconds, windowSeconds);
    }
    if (seconds >= 0) {
      reply.add(Attribute.SESSION_TIMEOUT, Math.clamp(seconds, 1, Integer.MAX_VALUE));
    }
    speed(reply, session.slowed() ? session.plan().slow() : session.plan().rate());
    long bytes = session.remainingBytes();
    boolean stops = session.plan().afterQuota() == Plan.AfterQuota.STOP && bytes >= 0;
    if (stops) {
      reply.addVendor(Vendor.MIKROTIK, MIKROTIK_TOTAL_LIMIT, (int) bytes);
      reply.addVendor(Vendor.MIKROTIK, MIKROTIK_TOTAL_LIMIT_GIGAWORDS, (int) (bytes >>> 32));
    }
  }

  private static void speed(PacketBuilder reply, Rate rate) {
    if (rate.upKbps() > 0) {
      reply.addVendor(Vendor.WISPR, WISPR_MAX_UP, bits(rate.upKbps()));
    }
    if (rate.downKbps() > 0) {
      reply.addVendor(Vendor.WISPR, WISPR_MAX_DOWN, bits(rate.downKbps()));
    }
    if (rate.upKbps() > 0 || rate.downKbps() > 0) {
      reply.addVendor(Vendor.MIKROTIK, MIKROTIK_RATE_LIMIT, rateLimit(rate));
    }
  }

  private static int bits(int kbps) {
    return (int) Math.min(kbps * 1_000L, Integer.MAX_VALUE);
  }

  /**
   * MikroTik's text, seen from the router: what it receives (the guest's upload) first. A burst of
   * b kilobytes is twice the speed while the mean over t seconds is below the speed, which lets t ×
   * rate bytes pass, so t is made of b.
   */
  static String rateLimit(Rate rate) {
    String plain = rate.upKbps() + "k/" + rate.downKbps() + "k";
    if (rate.burstKb() == 0 || rate.upKbps() == 0 || rate.downKbps() == 0) {
      return plain;
    }
    return String.format(
        Locale.ROOT,
        "%s %dk/%dk %s %d/%d",
        plain,
        2L * rate.upKbps(),
        2L * rate.downKbps(),
        plain,
        burstSeconds(rate.burstKb(), rate.upKbps()),
        burstSeconds(rate.burstKb(), rate.downKbps()));
  }

  private static long burstSeconds(int burstKb, int kbps) {
    return Math.clamp((burstKb * 8L + kbps - 1) / kbps, 1, 3_600);
  }

  private static void lan(PacketBuilder reply, Account.Lan lan) {
    lan.address().ifPresent(ip -> reply.add(Attribute.FRAMED_IP_ADDRESS, ip.bits()));
    if (!lan.pool().isEmpty()) {
      reply.add(Attribute.FRAMED_POOL, lan.pool());
    }
    if (lan.vlan() > 0) {
      reply.add(Attribute.TUNNEL_TYPE, TUNNEL_VLAN);
      reply.add(Attribute.TUNNEL_MEDIUM_TYPE, TUNNEL_802);
      reply.add(Attribute.TUNNEL_PRIVATE_GROUP_ID, Integer.toString(lan.vlan()));
    }
    if (!lan.group().isEmpty()) {
      reply.addVendor(Vendor.MIKROTIK, MIKROTIK_GROUP, lan.group());
    }
  }

  private void keys(
      PacketBuilder reply, Packet request, byte[] send, byte[] receive, Signer signer) {
    int salt = random.nextInt(0x7ffe);
    byte[] bytes = request.bytes();
    int authenticator = request.authenticator();
    reply.addVendor(
        Vendor.MICROSOFT,
        Vendor.MS_MPPE_SEND_KEY,
        Hiding.hideSalted(send, salt, signer, bytes, authenticator));
    reply.addVendor(
        Vendor.MICROSOFT,
        Vendor.MS_MPPE_RECV_KEY,
        Hiding.hideSalted(receive, salt + 1, signer, bytes, authenticator));
    reply.addVendor(Vendor.MICROSOFT, MS_MPPE_ENCRYPTION_POLICY, 1);
    reply.addVendor(Vendor.MICROSOFT, MS_MPPE_ENCRYPTION_TYPES, 6);
  }

  private static byte[] withIdent(byte ident, String text) {
    byte[] value = (" " + text).getBytes(StandardCharsets.UTF_8);
    value[0] = ident;
    return value;
  }

  byte[] reject(Packet request, Decision.Reject reject, Signer signer) {
    PacketBuilder reply = PacketBuilder.reply(Code.ACCESS_REJECT, request);
    String message = reject.message();
    reply.add(
        Attribute.REPLY_MESSAGE, message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)));
    if (reject.msChap() != null) {
      byte[] challenge = new byte[16];
      random.nextBytes(challenge);
      // RFC 2759 §6: 691 = authentication failure, R=0 = do not try again with this challenge.
      String error = "E=691 R=0 C=" + HexFormat.of().withUpperCase().formatHex(challenge) + " V=3";
      reply.addVendor(Vendor.MICROSOFT, MS_CHAP_ERROR, withIdent(reject.msChap().ident(), error));
    }
    return reply.signedFor(request, signer);
  }
}
