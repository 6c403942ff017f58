package io.gatehouse.radius.packet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tinyradius.core.RadiusPacketException;
import org.tinyradius.core.dictionary.DefaultDictionary;
import org.tinyradius.core.packet.request.AccessRequest;
import org.tinyradius.core.packet.request.AccessRequestPap;
import org.tinyradius.core.packet.request.RadiusRequest;
import org.tinyradius.core.packet.response.RadiusResponse;

/** Against the RFC's own example, and against TinyRadius as the second implementation. */
class PacketTest {
  private static final String RFC_SECRET = "xyzzy5461";
  private static final byte[] RFC_REQUEST =
      hex(
          "01000038 0f403f94 73978057 bd83d5cb 98f4227a 01066e65 6d6f0212 0dbe708d"
              + "93d413ce 3196e43f 782a0aee 0406c0a8 01100506 00000003");
  private static final byte[] RFC_REPLY =
      hex(
          "02000026 86fe220e 7624ba2a 1005f6bf 9b55e0b2 06060000 00010f06 00000000"
              + "0e06c0a8 0103");

  private final PacketCheck check = new PacketCheck();
  private final SharedSecret nasSecret = SharedSecret.of("a secret of the router");
  private final SharedSecret upSecret = SharedSecret.of("the upstream's secret");
  private final Signer nas = nasSecret.signer();
  private final Signer up = upSecret.signer();

  @Test
  void the_example_of_rfc_2865_is_read_and_verified() {
    Packet request = Packet.of(RFC_REQUEST.clone());
    Signer signer = SharedSecret.of(RFC_SECRET).signer();
    assertThat(check.check(request, Port.AUTHENTICATION)).isEqualTo(Refusal.NONE);
    assertThat(request.textOf(Attribute.USER_NAME)).isEqualTo("nemo");
    assertThat(request.number(Attribute.NAS_PORT, -1)).isEqualTo(3);
    assertThat(Hiding.password(request, check.userPassword(), signer))
        .isEqualTo("arctangent".getBytes(UTF_8));
    assertThat(Signatures.ofRequest(request, check, signer, false)).isEqualTo(Refusal.NONE);
    assertThat(Signatures.ofRequest(request, check, signer, true))
        .isEqualTo(Refusal.NO_MESSAGE_AUTHENTICATOR);

    Packet reply = Packet.of(RFC_REPLY.clone());
    assertThat(check.check(reply, Port.REPLIES)).isEqualTo(Refusal.NONE);
    assertThat(Signatures.ofReply(reply, check, signer, RFC_REQUEST, 4, false))
        .isEqualTo(Refusal.NONE);
    assertThat(Signatures.ofReply(reply, check, nas, RFC_REQUEST, 4, false))
        .isEqualTo(Refusal.BAD_AUTHENTICATOR);
  }

  @Test
  void what_we_build_tinyradius_reads() throws RadiusPacketException {
    PacketBuilder builder = PacketBuilder.request(Code.ACCESS_REQUEST, 7);
    byte[] bytes =
        builder
            .add(Attribute.USER_NAME, "ada")
            .add(
                Attribute.USER_PASSWORD,
                Hiding.hidePassword("seventeen letters", nas, builder.authenticator()))
            .signed(nas);
    assertThat(bytes[Packet.HEADER]).isEqualTo((byte) Attribute.MESSAGE_AUTHENTICATOR);
    AccessRequestPap read = (AccessRequestPap) decoded(bytes, nasSecret);
    assertThat(read.getPassword()).contains("seventeen letters");

    byte[] reply =
        PacketBuilder.reply(Code.ACCESS_ACCEPT, Packet.of(bytes))
            .add(Attribute.SESSION_TIMEOUT, 3600)
            .signedFor(Packet.of(bytes), nas);
    RadiusResponse answer =
        RadiusResponse.fromByteBuf(DefaultDictionary.INSTANCE, Unpooled.wrappedBuffer(reply))
            .decodeResponse(nasSecret.reveal(), read.getAuthenticator());
    assertThat(answer.getAttribute("Session-Timeout").orElseThrow().getValueString())
        .isEqualTo("3600");
  }

  @Test
  void what_tinyradius_signs_we_verify() throws RadiusPacketException {
    AccessRequest empty =
        (AccessRequest)
            RadiusRequest.create(DefaultDictionary.INSTANCE, (byte) 1, (byte) 9, null, List.of());
    RadiusRequest asked =
        empty
            .withPapPassword("geheim")
            .addAttribute("User-Name", "grace")
            .encodeRequest(nasSecret.reveal());
    Packet request = Packet.of(asked.toBytes());
    assertThat(check.check(request, Port.AUTHENTICATION)).isEqualTo(Refusal.NONE);
    assertThat(Signatures.ofRequest(request, check, nas, true)).isEqualTo(Refusal.NONE);
    assertThat(Hiding.password(request, check.userPassword(), nas))
        .isEqualTo("geheim".getBytes(UTF_8));
    assertThat(Signatures.ofRequest(request, check, up, true))
        .isEqualTo(Refusal.BAD_MESSAGE_AUTHENTICATOR);
  }

  @Test
  void accounting_is_signed_by_its_authenticator() throws RadiusPacketException {
    byte[] bytes = accounting();
    Packet request = Packet.of(bytes.clone());
    assertThat(check.check(request, Port.ACCOUNTING)).isEqualTo(Refusal.NONE);
    assertThat(Signatures.ofRequest(request, check, nas, true)).isEqualTo(Refusal.NONE);
    assertThat(decoded(bytes, nasSecret).getAttribute("Acct-Session-Id")).isPresent();
    bytes[bytes.length - 1] ^= 1;
    assertThat(Signatures.ofRequest(Packet.of(bytes), check, nas, true))
        .isEqualTo(Refusal.BAD_AUTHENTICATOR);
  }

  @Test
  void a_forwarded_request_carries_the_password_for_the_next_hop() throws RadiusPacketException {
    PacketBuilder builder = PacketBuilder.request(Code.ACCESS_REQUEST, 200);
    byte[] asked =
        builder
            .add(Attribute.USER_NAME, "ada@example.org")
            .add(
                Attribute.USER_PASSWORD,
                Hiding.hidePassword(
                    "a password of more than thirty-two bytes", nas, builder.authenticator()))
            .add(Attribute.PROXY_STATE, new byte[] {1, 2, 3})
            .signed(nas);
    Packet request = Packet.of(asked.clone());
    check.check(request, Port.AUTHENTICATION);
    byte[] out = new byte[Packet.LONGEST];
    byte[] authenticator = "0123456789abcdef".getBytes(UTF_8);
    int length =
        Forwarding.request(
            request,
            check,
            nas,
            out,
            3,
            authenticator,
            up,
            new byte[] {9, 9},
            Forwarding.Filter.ALL);
    assertThat(request.copy()).as("the NAS's bytes are untouched").isEqualTo(asked);

    byte[] sent = Arrays.copyOf(out, length);
    AccessRequestPap read = (AccessRequestPap) decoded(sent, upSecret);
    assertThat(read.getPassword()).contains("a password of more than thirty-two bytes");
    assertThat(sent[1]).isEqualTo((byte) 3);
    assertThat(sent[Packet.HEADER]).isEqualTo((byte) Attribute.MESSAGE_AUTHENTICATOR);
    assertThat(Arrays.copyOfRange(sent, length - 9, length))
        .as("theirs, then ours")
        .isEqualTo(new byte[] {33, 5, 1, 2, 3, 33, 4, 9, 9});
  }

  @Test
  void chap_keeps_its_challenge_though_the_authenticator_changes() {
    PacketBuilder builder = PacketBuilder.request(Code.ACCESS_REQUEST, 1);
    Packet request = Packet.of(builder.add(Attribute.CHAP_PASSWORD, new byte[17]).signed(nas));
    check.check(request, Port.AUTHENTICATION);
    byte[] out = new byte[Packet.LONGEST];
    int length =
        Forwarding.request(
            request, check, nas, out, 3, new byte[16], up, new byte[4], Forwarding.Filter.ALL);
    Packet sent = new Packet().over(out, 0, length);
    assertThat(sent.valueCopy(sent.find(Attribute.CHAP_CHALLENGE)))
        .isEqualTo(builder.authenticator());
  }

  @Test
  void keys_and_tunnel_passwords_of_a_reply_are_hidden_anew() {
    byte[] askedUp = PacketBuilder.request(Code.ACCESS_REQUEST, 5).signed(up);
    byte[] askedDown = PacketBuilder.request(Code.ACCESS_REQUEST, 77).signed(nas);
    byte[] key = "thirty-two bytes of a secret key".getBytes(UTF_8);
    byte[] tunnel = Hiding.hideSalted("vlan pass".getBytes(UTF_8), 3, up, askedUp, 4);
    byte[] tagged = new byte[tunnel.length + 1];
    System.arraycopy(tunnel, 0, tagged, 1, tunnel.length);
    byte[] answered =
        PacketBuilder.reply(Code.ACCESS_ACCEPT, Packet.of(askedUp))
            .addVendor(
                Vendor.MICROSOFT,
                Vendor.MS_MPPE_RECV_KEY,
                Hiding.hideSalted(key, 1, up, askedUp, 4))
            .add(Attribute.TUNNEL_PASSWORD, tagged)
            .add(Attribute.PROXY_STATE, new byte[] {5})
            .add(Attribute.PROXY_STATE, new byte[] {9, 9})
            .signedFor(Packet.of(askedUp), up);
    Packet reply = Packet.of(answered);
    assertThat(check.check(reply, Port.REPLIES)).isEqualTo(Refusal.NONE);
    byte[] out = new byte[Packet.LONGEST];
    int length =
        Forwarding.reply(
            reply,
            check,
            new Forwarding.Side().of(up, askedUp, 4),
            out,
            77,
            new Forwarding.Side().of(nas, askedDown, 4),
            new byte[] {9, 9},
            Forwarding.Filter.ALL);

    Packet sent = new Packet().over(out, 0, length);
    assertThat(check.check(sent, Port.REPLIES)).isEqualTo(Refusal.NONE);
    assertThat(Signatures.ofReply(sent, check, nas, askedDown, 4, true)).isEqualTo(Refusal.NONE);
    int inner = sent.findVendor(Vendor.MICROSOFT, Vendor.MS_MPPE_RECV_KEY);
    assertThat(Hiding.salted(sent.bytes(), inner + 2, sent.valueLength(inner), nas, askedDown, 4))
        .isEqualTo(key);
    int tunnelAt = sent.find(Attribute.TUNNEL_PASSWORD);
    assertThat(
            Hiding.salted(
                sent.bytes(), tunnelAt + 3, sent.valueLength(tunnelAt) - 1, nas, askedDown, 4))
        .isEqualTo("vlan pass".getBytes(UTF_8));
    assertThat(check.proxyStates()).as("ours is gone, theirs is not").isEqualTo(1);

    tagged[5] ^= 0x40;
    byte[] broken =
        PacketBuilder.reply(Code.ACCESS_ACCEPT, Packet.of(askedUp))
            .add(Attribute.TUNNEL_PASSWORD, tagged)
            .signedFor(Packet.of(askedUp), up);
    tagged[5] ^= 0x40;
    tagged[3] ^= (byte) 0xc0;
    byte[] lying =
        PacketBuilder.reply(Code.ACCESS_ACCEPT, Packet.of(askedUp))
            .add(Attribute.TUNNEL_PASSWORD, tagged)
            .signedFor(Packet.of(askedUp), up);
    assertThat(forwardedReply(broken, askedUp, askedDown)).isPositive();
    assertThat(forwardedReply(lying, askedUp, askedDown)).isEqualTo(Forwarding.BROKEN_KEY);
  }

  private int forwardedReply(byte[] answered, byte[] askedUp, byte[] askedDown) {
    Packet reply = Packet.of(answered);
    assertThat(check.check(reply, Port.REPLIES)).isEqualTo(Refusal.NONE);
    return Forwarding.reply(
        reply,
        check,
        new Forwarding.Side().of(up, askedUp, 4),
        new byte[Packet.LONGEST],
        1,
        new Forwarding.Side().of(nas, askedDown, 4),
        new byte[] {9, 9},
        Forwarding.Filter.ALL);
  }

  private byte[] accounting() {
    return PacketBuilder.request(Code.ACCOUNTING_REQUEST, 1)
        .add(Attribute.ACCT_STATUS_TYPE, 1)
        .add(Attribute.ACCT_SESSION_ID, "81200001")
        .signed(nas);
  }

  private static RadiusRequest decoded(byte[] bytes, SharedSecret secret)
      throws RadiusPacketException {
    return RadiusRequest.fromByteBuf(DefaultDictionary.INSTANCE, Unpooled.wrappedBuffer(bytes))
        .decodeRequest(secret.reveal());
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }
}
