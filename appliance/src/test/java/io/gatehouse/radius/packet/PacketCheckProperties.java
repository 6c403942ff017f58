package io.gatehouse.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What a stranger sends is never more than a refusal. */
class PacketCheckProperties {
  private final PacketCheck check = new PacketCheck();
  private final Signer signer = SharedSecret.of("any secret").signer();

  @Property
  void any_bytes_are_taken_or_refused(@ForAll @Size(max = 4200) byte[] bytes, @ForAll Port port) {
    look(bytes, port);
  }

  @Property
  void a_good_packet_with_changed_bytes_is_taken_or_refused(@ForAll long seed) {
    Random random = new Random(seed);
    int code = random.nextBoolean() ? Code.ACCESS_REQUEST : Code.ACCESS_ACCEPT;
    PacketBuilder builder = PacketBuilder.request(code, random.nextInt(256));
    for (int i = random.nextInt(20); i > 0; i--) {
      byte[] value = new byte[random.nextInt(60)];
      random.nextBytes(value);
      if (random.nextInt(4) == 0) {
        builder.addVendor(Vendor.MICROSOFT, random.nextInt(256), value);
      } else {
        builder.add(1 + random.nextInt(255), value);
      }
    }
    byte[] bytes = builder.signed(signer);
    for (int i = random.nextInt(6); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    look(bytes, code == Code.ACCESS_REQUEST ? Port.AUTHENTICATION : Port.REPLIES);
  }

  /** What is taken can be walked to its end, verified and forwarded without an exception. */
  private void look(byte[] bytes, Port port) {
    Packet packet = Packet.of(bytes.clone());
    if (check.check(packet, port) != Refusal.NONE) {
      return;
    }
    int at = packet.first();
    while (at < packet.end()) {
      packet.text(at);
      at = packet.next(at);
    }
    assertThat(at).isEqualTo(packet.end());
    packet.findVendor(Vendor.MICROSOFT, Vendor.MS_MPPE_SEND_KEY);
    byte[] out = new byte[Packet.LONGEST];
    int length;
    if (port == Port.REPLIES) {
      Signatures.ofReply(packet, check, signer, new byte[16], 0, true);
      Forwarding.Side side = new Forwarding.Side().of(signer, new byte[16], 0);
      length =
          Forwarding.reply(packet, check, side, out, 1, side, new byte[8], Forwarding.Filter.ALL);
    } else {
      Signatures.ofRequest(packet, check, signer, true);
      length =
          Forwarding.request(
              packet,
              check,
              signer,
              out,
              1,
              new byte[16],
              signer,
              new byte[8],
              Forwarding.Filter.ALL);
    }
    assertThat(Arrays.equals(packet.copy(), Arrays.copyOf(bytes, packet.length())))
        .as("the bytes that came are untouched")
        .isTrue();
    assertThat(length).isLessThanOrEqualTo(Packet.LONGEST);
  }
}
