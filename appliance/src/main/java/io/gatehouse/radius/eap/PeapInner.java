package io.gatehouse.radius.eap;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * EAP-MSCHAPv2 inside PEAP version 0 (Microsoft's MS-PEAP and MS-CHAP open specifications): name,
 * challenge, both proofs, then the result in a TLV. Packets inside go without their four bytes of
 * header, but for the TLV's.
 */
final class PeapInner implements Inner {
  private static final int CHALLENGE = 1;
  private static final int RESPONSE = 2;
  private static final int SUCCESS = 3;
  private static final int FAILURE = 4;
  private static final int CHALLENGE_BYTES = 16;
  private static final int RESPONSE_BYTES = 49;

  /** Operation, id, length: what each MS-CHAPv2 packet begins with. */
  private static final int HEAD = 4;

  private static final byte[] SERVER = "gatehouse".getBytes(StandardCharsets.US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Users users;
  private final byte[] challenge = new byte[CHALLENGE_BYTES];
  private Stage stage = Stage.NAME;
  private String name = "";
  private String why = "";
  private int mschapId;

  private enum Stage {
    NAME,
    RESPONSE,
    SUCCESS,
    FAILURE,
    RESULT
  }

  PeapInner(Users users) {
    this.users = users;
  }

  @Override
  public byte[] begin(int id) {
    return new byte[] {EapPacket.IDENTITY};
  }

  @Override
  public Said take(byte[] clear, int id) {
    byte[] packet = bare(clear);
    if (packet.length == 0) {
      return new Said.Out("the device says nothing inside the tunnel");
    }
    int type = packet[0] & 0xff;
    if (type == EapPacket.NAK) {
      return new Said.Out("only MS-CHAPv2 is spoken inside PEAP");
    }
    return switch (stage) {
      case NAME -> type == EapPacket.IDENTITY ? named(packet, id) : unexpected();
      case RESPONSE -> type == EapPacket.MS_CHAP_V2 ? answered(packet) : unexpected();
      case SUCCESS ->
          type == EapPacket.MS_CHAP_V2 && packet.length > 1 && packet[1] == SUCCESS
              ? entered(id)
              : failed("the device does not believe the box's proof", id);
      case FAILURE -> result(false, id);
      case RESULT -> type == EapPacket.TLV ? ended(packet) : unexpected();
    };
  }

  /** Type and data, whether the header was left out or not. */
  private static byte[] bare(byte[] clear) {
    boolean whole =
        clear.length > EapPacket.HEADER
            && clear[0] == EapPacket.RESPONSE
            && ((clear[2] & 0xff) << 8 | (clear[3] & 0xff)) == clear.length;
    return whole ? Arrays.copyOfRange(clear, EapPacket.HEADER, clear.length) : clear;
  }

  private static Said unexpected() {
    return new Said.Out("the device is at another step inside the tunnel");
  }

  private Said named(byte[] packet, int id) {
    name = new String(packet, 1, packet.length - 1, StandardCharsets.UTF_8);
    RANDOM.nextBytes(challenge);
    mschapId = id;
    byte[] data = new byte[1 + CHALLENGE_BYTES + SERVER.length];
    data[0] = CHALLENGE_BYTES;
    System.arraycopy(challenge, 0, data, 1, CHALLENGE_BYTES);
    System.arraycopy(SERVER, 0, data, 1 + CHALLENGE_BYTES, SERVER.length);
    stage = Stage.RESPONSE;
    return mschap(CHALLENGE, data);
  }

  private Said mschap(int operation, byte[] data) {
    byte[] packet = new byte[1 + HEAD + data.length];
    packet[0] = EapPacket.MS_CHAP_V2;
    packet[1] = (byte) operation;
    packet[2] = (byte) mschapId;
    packet[3] = (byte) ((HEAD + data.length) >> 8);
    packet[4] = (byte) (HEAD + data.length);
    System.arraycopy(data, 0, packet, 1 + HEAD, data.length);
    return new Said.Answer(packet);
  }

  private Said answered(byte[] packet) {
    int value = 1 + HEAD + 1;
    if (packet.length < value + RESPONSE_BYTES
        || packet[1] != RESPONSE
        || packet[2] != (byte) mschapId
        || packet[value - 1] != RESPONSE_BYTES) {
      return unexpected();
    }
    String spoken =
        new String(
            packet,
            value + RESPONSE_BYTES,
            packet.length - value - RESPONSE_BYTES,
            StandardCharsets.UTF_8);
    // RADIUS' form of it has an id and flags in front, EAP's has its flags behind.
    byte[] response = new byte[2 + RESPONSE_BYTES - 1];
    response[0] = packet[2];
    System.arraycopy(packet, value, response, 2, RESPONSE_BYTES - 1);
    Optional<String> proof = users.proof(name, spoken, challenge, response);
    if (proof.isEmpty()) {
      why = "the password is not taken";
      stage = Stage.FAILURE;
      byte[] other = new byte[CHALLENGE_BYTES];
      RANDOM.nextBytes(other);
      // RFC 2759 §6: 691 = authentication failure, R=0 = not again with this challenge.
      String error = "E=691 R=0 C=" + HexFormat.of().withUpperCase().formatHex(other) + " V=3 M=";
      return mschap(FAILURE, (error + "refused").getBytes(StandardCharsets.US_ASCII));
    }
    stage = Stage.SUCCESS;
    return mschap(SUCCESS, (proof.get() + " M=OK").getBytes(StandardCharsets.US_ASCII));
  }

  private Said entered(int id) {
    return users.enterProved(name) ? result(true, id) : failed("the name may not come in now", id);
  }

  private Said failed(String reason, int id) {
    why = reason;
    return result(false, id);
  }

  /** A whole EAP packet with one TLV in it: mandatory, type 3, of two bytes. */
  private Said result(boolean success, int id) {
    stage = Stage.RESULT;
    byte[] tlv = {(byte) 0x80, 3, 0, 2, 0, (byte) (success ? 1 : 2)};
    return new Said.Answer(EapPacket.request(id, EapPacket.TLV, tlv).bytes());
  }

  /** The device must say the same as the box, else neither believes the tunnel. */
  private Said ended(byte[] packet) {
    if (!why.isEmpty()) {
      return new Said.Out(why);
    }
    boolean agrees =
        packet.length >= 7
            && (packet[1] & 0x3f) == 0
            && packet[2] == 3
            && packet[5] == 0
            && packet[6] == 1;
    return agrees ? new Said.In() : new Said.Out("the device ends the tunnel as failed");
  }
}
