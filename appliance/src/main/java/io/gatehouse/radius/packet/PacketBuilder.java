package io.gatehouse.radius.packet;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Makes a packet of our own. Access packets and Status-Server begin with Message-Authenticator, the
 * first attribute (CVE-2024-3596); so do dynamic requests and their answers.
 */
public final class PacketBuilder {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] bytes = new byte[Packet.LONGEST];
  private final Packet view = new Packet();
  private final int messageAuthenticator;
  private int length = Packet.HEADER;

  private PacketBuilder(int code, int id) {
    bytes[0] = (byte) code;
    bytes[1] = (byte) id;
    if (code == Code.ACCOUNTING_REQUEST || code == Code.ACCOUNTING_RESPONSE) {
      messageAuthenticator = Packet.NOWHERE;
    } else {
      messageAuthenticator = length;
      add(Attribute.MESSAGE_AUTHENTICATOR, new byte[Signer.DIGEST]);
    }
  }

  /** A request with a random authenticator; accounting and dynamic ones get theirs when signed. */
  public static PacketBuilder request(int code, int id) {
    PacketBuilder builder = new PacketBuilder(code, id);
    if (!Code.isSignedByAuthenticator(code)) {
      byte[] random = new byte[Packet.AUTHENTICATOR_LENGTH];
      RANDOM.nextBytes(random);
      System.arraycopy(random, 0, builder.bytes, Packet.AUTHENTICATOR, random.length);
    }
    return builder;
  }

  /** A reply with the request's id and, in their order, its Proxy-States (RFC 2865 §5.33). */
  public static PacketBuilder reply(int code, Packet request) {
    PacketBuilder builder = new PacketBuilder(code, request.id());
    for (int at = request.find(Attribute.PROXY_STATE);
        at != Packet.NOWHERE;
        at = request.find(Attribute.PROXY_STATE, request.next(at))) {
      builder.add(Attribute.PROXY_STATE, request.valueCopy(at));
    }
    return builder;
  }

  /** The authenticator of a request, for what is hidden with it. */
  public byte[] authenticator() {
    return Arrays.copyOfRange(
        bytes, Packet.AUTHENTICATOR, Packet.AUTHENTICATOR + Packet.AUTHENTICATOR_LENGTH);
  }

  /**
   * Adds one attribute.
   *
   * @param value at most 253 bytes
   */
  public PacketBuilder add(int type, byte[] value) {
    room(2 + value.length, value.length, 253);
    bytes[length] = (byte) type;
    bytes[length + 1] = (byte) (2 + value.length);
    System.arraycopy(value, 0, bytes, length + 2, value.length);
    length += 2 + value.length;
    return this;
  }

  public PacketBuilder add(int type, String text) {
    return add(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a number, an IPv4 address or a time: four bytes. */
  public PacketBuilder add(int type, int number) {
    return add(type, fourBytes(number));
  }

  /**
   * Adds one attribute of a vendor.
   *
   * @param value at most 247 bytes
   */
  public PacketBuilder addVendor(int vendor, int type, byte[] value) {
    room(8 + value.length, value.length, 247);
    byte[] whole = Arrays.copyOf(fourBytes(vendor), 6 + value.length);
    whole[4] = (byte) type;
    whole[5] = (byte) (2 + value.length);
    System.arraycopy(value, 0, whole, 6, value.length);
    return add(Attribute.VENDOR_SPECIFIC, whole);
  }

  public PacketBuilder addVendor(int vendor, int type, String text) {
    return addVendor(vendor, type, text.getBytes(StandardCharsets.UTF_8));
  }

  public PacketBuilder addVendor(int vendor, int type, int number) {
    return addVendor(vendor, type, fourBytes(number));
  }

  private void room(int needed, int value, int longest) {
    if (value > longest) {
      throw new IllegalArgumentException("a value has at most " + longest + " bytes, not " + value);
    }
    if (length + needed > Packet.LONGEST) {
      throw new IllegalArgumentException("a packet has at most " + Packet.LONGEST + " bytes");
    }
  }

  private static byte[] fourBytes(int number) {
    return new byte[] {
      (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
    };
  }

  /** The packet without a signature, for a record that is signed when it is sent. */
  public Packet unsigned() {
    return Packet.of(packet().copy());
  }

  /** The signed request. */
  public byte[] signed(Signer signer) {
    Packet packet = packet();
    if (messageAuthenticator != Packet.NOWHERE) {
      signer.signMessage(packet, messageAuthenticator);
    }
    if (Code.isSignedByAuthenticator(packet.code())) {
      signer.signRequest(packet);
    }
    return packet.copy();
  }

  /** The signed reply to a request. */
  public byte[] signedFor(Packet request, Signer signer) {
    Packet packet = packet();
    byte[] theirs = request.bytes();
    if (messageAuthenticator != Packet.NOWHERE) {
      signer.signMessage(packet, messageAuthenticator, theirs, request.authenticator());
    }
    signer.signReply(packet, theirs, request.authenticator());
    return packet.copy();
  }

  private Packet packet() {
    bytes[2] = (byte) (length >> 8);
    bytes[3] = (byte) length;
    return view.over(bytes, 0, length);
  }
}
