package io.gatehouse.radius.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Hiding;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.Signer;
import io.gatehouse.radius.packet.Vendor;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The classes of malformed requests, numbered as in radius/packet/README.md, with what each variant
 * gets: a reason, or {@link #TAKEN}. Those that only a reply or a Disconnect can have are not
 * requests to a proxy and stand elsewhere.
 */
enum Malformed {
  C1("too_short") {
    @Override
    byte[] variant(Draw draw) {
      return draw.bytes(draw.random.nextInt(20));
    }
  },
  C2("length_under_header") {
    @Override
    byte[] variant(Draw draw) {
      return draw.withLength(draw.login().signed(draw.signer), draw.random.nextInt(20));
    }
  },
  C3("length_beyond_datagram") {
    @Override
    byte[] variant(Draw draw) {
      byte[] whole = draw.login().signed(draw.signer);
      return draw.withLength(whole, whole.length + 1 + draw.random.nextInt(1_000));
    }
  },
  C4(Malformed.TAKEN) {
    @Override
    byte[] variant(Draw draw) {
      byte[] whole = draw.login().signed(draw.signer);
      return Arrays.copyOf(whole, whole.length + 1 + draw.random.nextInt(1_000));
    }
  },
  C5("too_long") {
    @Override
    byte[] variant(Draw draw) {
      return draw.withLength(draw.login().signed(draw.signer), 4_097 + draw.random.nextInt(61_000));
    }
  },
  C6("too_long") {
    @Override
    byte[] variant(Draw draw) {
      return Arrays.copyOf(draw.login().signed(draw.signer), 4_097 + draw.random.nextInt(8_000));
    }
  },
  C7("unknown_code") {
    @Override
    byte[] variant(Draw draw) {
      int[] codes = {0, 6, 10, 14, 15, 16, 17, 18, 19, 20, 255, 46, 100};
      byte[] whole = draw.login().signed(draw.signer);
      whole[0] = (byte) codes[draw.random.nextInt(codes.length)];
      return whole;
    }
  },
  C8("wrong_direction") {
    @Override
    byte[] variant(Draw draw) {
      int[] codes = {2, 3, 5, 11, 41, 42, 44, 45};
      byte[] whole = draw.login().signed(draw.signer);
      whole[0] = (byte) codes[draw.random.nextInt(codes.length)];
      return whole;
    }
  },
  C9("attribute_length_under_2") {
    @Override
    byte[] variant(Draw draw) {
      return draw.raw(draw.type(), 0, draw.random.nextInt(20));
    }
  },
  C10("attribute_length_under_2") {
    @Override
    byte[] variant(Draw draw) {
      return draw.raw(draw.type(), 1, draw.random.nextInt(20));
    }
  },
  C11("attribute_header_cut") {
    @Override
    byte[] variant(Draw draw) {
      byte[] whole = draw.login().signed(draw.signer);
      return draw.withLength(Arrays.copyOf(whole, whole.length + 1), whole.length + 1);
    }
  },
  C12("attribute_overrun") {
    @Override
    byte[] variant(Draw draw) {
      int there = draw.random.nextInt(20);
      return draw.raw(draw.type(), there + 3 + draw.random.nextInt(200), there);
    }
  },
  C13("attribute_type_0") {
    @Override
    byte[] variant(Draw draw) {
      int there = draw.random.nextInt(20);
      return draw.raw(0, there + 2, there);
    }
  },
  C14("too_many_attributes") {
    @Override
    byte[] variant(Draw draw) {
      PacketBuilder many = draw.login();
      for (int i = 200 + draw.random.nextInt(1_500); i > 0; i--) {
        many.add(Attribute.REPLY_MESSAGE, new byte[0]);
      }
      return many.signed(draw.signer);
    }
  },
  C15("empty_value") {
    @Override
    byte[] variant(Draw draw) {
      int[] types = {1, 24, 25, 30, 31, 32, 33, 60};
      return draw.login()
          .add(types[draw.random.nextInt(types.length)], new byte[0])
          .signed(draw.signer);
    }
  },
  C16("bad_user_password") {
    @Override
    byte[] variant(Draw draw) {
      int length = draw.random.nextInt(160);
      length = length > 0 && length % 16 == 0 && length <= 128 ? length + 1 : length;
      return draw.request().add(Attribute.USER_PASSWORD, draw.bytes(length)).signed(draw.signer);
    }
  },
  C17("bad_chap_password") {
    @Override
    byte[] variant(Draw draw) {
      int length = draw.random.nextInt(60);
      return draw.request()
          .add(Attribute.CHAP_PASSWORD, draw.bytes(length == 17 ? 18 : length))
          .signed(draw.signer);
    }
  },
  C18_SHAPE("message_authenticator_shape") {
    @Override
    byte[] variant(Draw draw) {
      return draw.login()
          .add(Attribute.MESSAGE_AUTHENTICATOR, draw.bytes(draw.random.nextInt(40)))
          .signed(draw.signer);
    }
  },
  C18_WRONG("bad_message_authenticator") {
    @Override
    byte[] variant(Draw draw) {
      byte[] whole = draw.login().signed(draw.signer);
      if (draw.random.nextInt(4) == 0) {
        Arrays.fill(whole, Packet.HEADER + 2, Packet.HEADER + 18, (byte) 0);
      } else {
        whole[Packet.HEADER + 2 + draw.random.nextInt(16)] ^= (byte) (1 << draw.random.nextInt(8));
      }
      return whole;
    }
  },
  C18_LAST(Malformed.TAKEN) {
    @Override
    byte[] variant(Draw draw) {
      byte[] whole = draw.login().signed(draw.signer);
      byte[] moved = whole.clone();
      System.arraycopy(whole, 38, moved, 20, whole.length - 38);
      System.arraycopy(whole, 20, moved, whole.length - 18, 18);
      draw.signer.signMessage(Packet.of(moved), whole.length - 18);
      return moved;
    }
  },
  C19("no_message_authenticator") {
    @Override
    byte[] variant(Draw draw) {
      byte[] eap = {2, (byte) draw.random.nextInt(256), 0, 8, 1, 'a', 'd', 'a'};
      byte[] whole = draw.request().add(Attribute.EAP_MESSAGE, eap).signed(draw.signer);
      return draw.withoutFirst(whole);
    }
  },
  C20("bad_eap") {
    @Override
    byte[] variant(Draw draw) {
      byte[] eap = draw.bytes(1 + draw.random.nextInt(200));
      if (eap.length >= 4) {
        int lie = eap.length + 1 + draw.random.nextInt(500);
        eap[2] = (byte) (lie >> 8);
        eap[3] = (byte) lie;
      }
      return draw.request().add(Attribute.EAP_MESSAGE, eap).signed(draw.signer);
    }
  },
  C20_NUL(Malformed.TAKEN) {
    @Override
    byte[] variant(Draw draw) {
      byte[] name = draw.bytes(1 + draw.random.nextInt(60));
      name[0] = 0;
      byte[] eap = new byte[5 + name.length];
      eap[0] = 2;
      eap[1] = (byte) draw.random.nextInt(256);
      eap[3] = (byte) eap.length;
      eap[4] = 1;
      System.arraycopy(name, 0, eap, 5, name.length);
      return draw.request().add(Attribute.EAP_MESSAGE, eap).signed(draw.signer);
    }
  },
  C21("too_many_proxy_states") {
    @Override
    byte[] variant(Draw draw) {
      PacketBuilder looped = draw.login();
      for (int i = 9 + draw.random.nextInt(150); i > 0; i--) {
        looped.add(Attribute.PROXY_STATE, draw.bytes(1 + draw.random.nextInt(20)));
      }
      return looped.signed(draw.signer);
    }
  },
  C21_STATE("repeated") {
    @Override
    byte[] variant(Draw draw) {
      return draw.login()
          .add(Attribute.STATE, draw.bytes(1 + draw.random.nextInt(253)))
          .add(Attribute.STATE, draw.bytes(1 + draw.random.nextInt(253)))
          .signed(draw.signer);
    }
  },
  C22("bad_vendor_specific") {
    @Override
    byte[] variant(Draw draw) {
      byte[] value =
          switch (draw.random.nextInt(4)) {
            case 0 -> draw.bytes(draw.random.nextInt(5));
            case 1 -> new byte[4 + 1 + draw.random.nextInt(60)];
            case 2 -> draw.vendor(draw.random.nextInt(2), 3);
            default -> draw.vendor(10 + draw.random.nextInt(200), draw.random.nextInt(7));
          };
      return draw.login().add(Attribute.VENDOR_SPECIFIC, value).signed(draw.signer);
    }
  },
  C22_UNKNOWN(Malformed.TAKEN) {
    @Override
    byte[] variant(Draw draw) {
      byte[] value = draw.bytes(5 + draw.random.nextInt(248));
      value[0] = 0;
      value[1] = 1;
      return draw.login().add(Attribute.VENDOR_SPECIFIC, value).signed(draw.signer);
    }
  },
  C23("bad_tunnel_password") {
    @Override
    byte[] variant(Draw draw) {
      return draw.login()
          .add(Attribute.TUNNEL_PASSWORD, draw.bytes(draw.random.nextInt(100)))
          .signed(draw.signer);
    }
  },
  C24("bad_value_length") {
    @Override
    byte[] variant(Draw draw) {
      if (draw.random.nextInt(4) == 0) {
        byte[] prefix = draw.bytes(18);
        prefix[1] = (byte) (129 + draw.random.nextInt(127));
        return draw.login().add(97, prefix).signed(draw.signer);
      }
      int[] types = {4, 5, 6, 8, 12, 27, 28, 40, 41, 42, 46, 52, 55, 61, 64, 95, 96, 98, 101};
      int length = draw.random.nextInt(60);
      length = length == 4 || length == 8 || length == 16 ? length + 1 : length;
      return draw.login()
          .add(types[draw.random.nextInt(types.length)], draw.bytes(length))
          .signed(draw.signer);
    }
  },
  C25("bad_extended") {
    @Override
    byte[] variant(Draw draw) {
      if (draw.random.nextBoolean()) {
        return draw.login()
            .add(241 + draw.random.nextInt(4), draw.bytes(draw.random.nextInt(2)))
            .signed(draw.signer);
      }
      byte[] endless = draw.bytes(3 + draw.random.nextInt(200));
      endless[1] |= (byte) 0x80;
      return draw.login().add(245 + draw.random.nextInt(2), endless).signed(draw.signer);
    }
  },
  C26("bad_eap") {
    @Override
    byte[] variant(Draw draw) {
      byte[] first = draw.bytes(253);
      first[2] = 1;
      first[3] = 47;
      return draw.request()
          .add(Attribute.EAP_MESSAGE, first)
          .add(Attribute.FILTER_ID, draw.bytes(draw.random.nextInt(20)))
          .add(Attribute.EAP_MESSAGE, draw.bytes(50))
          .signed(draw.signer);
    }
  },
  C27(Malformed.TAKEN) {
    @Override
    byte[] variant(Draw draw) {
      byte[][] odd = {{0}, {'\n'}, {'"', '\''}, {(byte) 0xff, (byte) 0xc0}, "🦊".getBytes(UTF_8)};
      byte[] name = odd[draw.random.nextInt(odd.length)];
      return PacketBuilder.request(Code.ACCESS_REQUEST, draw.id())
          .add(Attribute.USER_NAME, name)
          .add(Attribute.CALLED_STATION_ID, odd[draw.random.nextInt(odd.length)])
          .signed(draw.signer);
    }
  },
  C28("no_status_type", Service.ACCOUNTING) {
    @Override
    byte[] variant(Draw draw) {
      PacketBuilder lacking = draw.accounting();
      if (draw.random.nextBoolean()) {
        lacking.add(Attribute.ACCT_STATUS_TYPE, 16 + draw.random.nextInt(Integer.MAX_VALUE - 16));
      }
      return lacking.add(Attribute.ACCT_SESSION_ID, "s").signed(draw.signer);
    }
  },
  C28_WRAP(Malformed.TAKEN, Service.ACCOUNTING) {
    @Override
    byte[] variant(Draw draw) {
      return draw.accounting()
          .add(Attribute.ACCT_STATUS_TYPE, 3)
          .add(Attribute.ACCT_SESSION_ID, "s")
          .add(Attribute.ACCT_INPUT_OCTETS, draw.random.nextInt())
          .add(Attribute.ACCT_INPUT_GIGAWORDS, -1)
          .add(Attribute.ACCT_SESSION_TIME, draw.random.nextInt())
          .signed(draw.signer);
    }
  },
  C29("no_session_id", Service.ACCOUNTING) {
    @Override
    byte[] variant(Draw draw) {
      PacketBuilder lacking = draw.accounting().add(Attribute.ACCT_STATUS_TYPE, 1);
      if (draw.random.nextBoolean()) {
        lacking.add(Attribute.ACCT_SESSION_ID, new byte[0]);
      }
      return lacking.signed(draw.signer);
    }
  },
  C30("two_passwords") {
    @Override
    byte[] variant(Draw draw) {
      return draw.login().add(Attribute.CHAP_PASSWORD, draw.bytes(17)).signed(draw.signer);
    }
  },
  C32("not_here") {
    @Override
    byte[] variant(Draw draw) {
      int code = draw.random.nextBoolean() ? Code.DISCONNECT_REQUEST : Code.COA_REQUEST;
      return PacketBuilder.request(code, draw.id()).signed(draw.signer);
    }
  },
  C33(Malformed.TAKEN) {
    @Override
    byte[] variant(Draw draw) {
      // Always the same id, each time with another authenticator.
      byte[] whole = draw.login().signed(draw.signer);
      whole[1] = 77;
      draw.signer.signMessage(Packet.of(whole), Packet.HEADER);
      return whole;
    }
  },
  C34(Malformed.TAKEN) {
    @Override
    byte[] variant(Draw draw) {
      PacketBuilder large = draw.login();
      for (int i = 7 + draw.random.nextInt(7); i > 0; i--) {
        large.add(Attribute.CLASS, draw.bytes(253));
      }
      return large.signed(draw.signer);
    }
  };

  /** In place of a reason: the server is asked, and its answer comes back. */
  static final String TAKEN = "taken";

  private final String outcome;
  private final Service service;

  Malformed(String outcome) {
    this(outcome, Service.AUTHENTICATION);
  }

  Malformed(String outcome, Service service) {
    this.outcome = outcome;
    this.service = service;
  }

  String outcome() {
    return outcome;
  }

  Service service() {
    return service;
  }

  /** The number in the table. */
  int number() {
    return Integer.parseInt(name().replaceAll("^C([0-9]+).*", "$1"));
  }

  abstract byte[] variant(Draw draw);

  /** The chances of a row of variants. */
  static final class Draw {
    final SplittableRandom random;
    final Signer signer;
    private int id;

    Draw(SplittableRandom random, Signer signer) {
      this.random = random;
      this.signer = signer;
    }

    int id() {
      return id++ & 255;
    }

    byte[] bytes(int length) {
      byte[] drawn = new byte[length];
      random.nextBytes(drawn);
      return drawn;
    }

    /** Any but those that the check looks into before it reads on. */
    int type() {
      return 1 + random.nextInt(255);
    }

    PacketBuilder request() {
      return PacketBuilder.request(Code.ACCESS_REQUEST, id())
          .add(Attribute.USER_NAME, "user" + random.nextInt(1_000));
    }

    PacketBuilder login() {
      PacketBuilder builder = request();
      return builder.add(
          Attribute.USER_PASSWORD,
          Hiding.hidePassword("pass" + random.nextInt(), signer, builder.authenticator()));
    }

    PacketBuilder accounting() {
      return PacketBuilder.request(Code.ACCOUNTING_REQUEST, id())
          .add(Attribute.USER_NAME, "user" + random.nextInt(1_000));
    }

    byte[] withLength(byte[] packet, int length) {
      packet[2] = (byte) (length >> 8);
      packet[3] = (byte) length;
      return packet;
    }

    /** A login with one attribute more at its end, whose length field says something else. */
    byte[] raw(int type, int told, int there) {
      byte[] whole = login().signed(signer);
      byte[] longer = Arrays.copyOf(whole, whole.length + 2 + there);
      longer[whole.length] = (byte) type;
      longer[whole.length + 1] = (byte) told;
      return withLength(longer, longer.length);
    }

    byte[] withoutFirst(byte[] packet) {
      byte[] less = new byte[packet.length - 18];
      System.arraycopy(packet, 0, less, 0, Packet.HEADER);
      System.arraycopy(packet, 38, less, Packet.HEADER, packet.length - 38);
      return withLength(less, less.length);
    }

    /** A value of a vendor that is known to hold a row, whose only element is broken. */
    byte[] vendor(int told, int there) {
      byte[] value = new byte[6 + there];
      value[2] = (byte) (Vendor.MICROSOFT >> 8);
      value[3] = (byte) Vendor.MICROSOFT;
      value[4] = 1;
      value[5] = (byte) told;
      return value;
    }
  }
}
