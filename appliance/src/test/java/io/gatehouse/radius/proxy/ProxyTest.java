package io.gatehouse.radius.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusLive;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Hiding;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.SharedSecret;
import io.gatehouse.radius.packet.Signer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The proxy over real UDP, between a router and servers that misbehave. */
class ProxyTest {
  private ProxyRig rig;

  private ProxyRig rig(Radius.Order order, Radius.Outage outage) throws IOException {
    rig = new ProxyRig(order, outage);
    return rig;
  }

  @AfterEach
  void close() {
    if (rig != null) {
      rig.close();
    }
  }

  @Test
  void a_login_goes_up_with_its_password_and_its_answer_comes_back() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    Packet reply = rig.nas.ask(rig.nas.login("ada", "a long enough password"), rig.port);
    assertThat(reply.code()).isEqualTo(Code.ACCESS_ACCEPT);
    assertThat(reply.has(Attribute.PROXY_STATE)).as("ours stays with us").isFalse();
    assertThat(reply.has(Attribute.REPLY_MESSAGE)).as("the route takes it away").isFalse();
    Packet asked = Packet.of(rig.first.requests.getFirst());
    assertThat(Hiding.password(asked, asked.find(Attribute.USER_PASSWORD), rig.first.signer()))
        .isEqualTo("a long enough password".getBytes(UTF_8));
    assertThat(asked.has(Attribute.PROXY_STATE)).isTrue();

    Packet stored = rig.nas.ask(rig.nas.start("s1"), rig.port + 1);
    assertThat(stored.code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
    assertThat(rig.first.refusals).isEmpty();
  }

  @Test
  void a_repeated_request_gets_the_same_bytes_and_is_asked_once() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    byte[] request = rig.nas.login("ada", "secret");
    rig.nas.send(request, rig.port);
    byte[] answer = rig.nas.receive(5_000);
    for (int i = 0; i < 10; i++) {
      rig.nas.send(request, rig.port);
      assertThat(rig.nas.receive(5_000)).isEqualTo(answer);
    }
    assertThat(rig.first.requests).hasSize(1);

    byte[] forged = request.clone();
    forged[forged.length - 1] ^= 1;
    rig.nas.send(forged, rig.port);
    assertThat(rig.nas.receive(300)).as("the signature comes before what was seen before").isNull();
  }

  @Test
  void an_id_used_for_something_new_is_a_new_request() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    byte[] first = rig.nas.login("ada", "secret");
    byte[] second = rig.nas.login("grace", "secret");
    second[1] = first[1];
    resign(second, rig.nas.signer());
    rig.nas.ask(first, rig.port);
    rig.nas.ask(second, rig.port);
    assertThat(rig.first.requests).hasSize(2);
  }

  @Test
  void strangers_and_wrong_secrets_get_no_answer() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    Signer other = SharedSecret.of("somebody else's secret").signer();
    silent(resign(rig.nas.login("ada", "x"), other), "bad_message_authenticator");
    silent(
        new byte[] {2, 1, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        "wrong_direction");
    byte[] unsigned = Arrays.copyOf(rig.nas.login("ada", "x"), Packet.HEADER);
    unsigned[2] = 0;
    unsigned[3] = Packet.HEADER;
    silent(unsigned, "no_message_authenticator");
    rig.box.follow(
        rig.settings(
            Radius.Order.FAILOVER,
            List.of(ProxyRig.route("", "p", Radius.Outage.CLOSED)),
            List.of()));
    silent(rig.nas.login("ada", "x"), "unknown_client");
    assertThat(rig.first.requests).isEmpty();
  }

  private void silent(byte[] request, String reason) throws IOException {
    long before = rig.dropped(reason);
    rig.nas.send(request, rig.port);
    assertThat(rig.nas.receive(150)).isNull();
    assertThat(rig.dropped(reason)).isEqualTo(before + 1);
  }

  @Test
  void a_router_that_is_too_old_may_go_without_but_not_behind_another_proxy() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    rig.box.follow(
        rig.settings(
            Radius.Order.FAILOVER,
            List.of(ProxyRig.route("", "p", Radius.Outage.CLOSED)),
            List.of(ProxyRig.nas(0, false))));
    byte[] old =
        new byte[] {
          1, 1, 0, 25, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 1, 5, 'a', 'd', 'a'
        };
    assertThat(rig.nas.ask(old, rig.port).code()).isEqualTo(Code.ACCESS_ACCEPT);
    byte[] behind = Arrays.copyOf(old, old.length + 3);
    behind[1] = 2;
    behind[3] = (byte) (old[3] + 3);
    behind[25] = Attribute.PROXY_STATE;
    behind[26] = 3;
    silent(behind, "no_message_authenticator");
  }

  @Test
  void forged_doubled_and_foreign_replies_are_dropped() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    rig.first.script =
        (request, from, server) -> {
          // BlastRADIUS as a client sees it: a right Response Authenticator, nothing else.
          byte[] bare = {
            2, (byte) request.id(), 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
          };
          Packet forged = Packet.of(bare);
          server.signer().signReply(forged, request.bytes(), request.authenticator());
          server.send(bare, from);
          byte[] wrong =
              PacketBuilder.reply(Code.ACCESS_ACCEPT, request)
                  .signedFor(request, SharedSecret.of("somebody else's secret").signer());
          server.send(wrong, from);
          server.send(
              PacketBuilder.reply(Code.COA_ACK, request).signedFor(request, server.signer()), from);
          byte[] good =
              PacketBuilder.reply(Code.ACCESS_REJECT, request).signedFor(request, server.signer());
          rig.nas.sendQuietly(good, ((InetSocketAddress) from).getPort());
          server.send(good, from);
          server.send(good, from);
        };
    Packet reply = rig.nas.ask(rig.nas.login("ada", "x"), rig.port);
    assertThat(reply.code()).isEqualTo(Code.ACCESS_REJECT);
    assertThat(rig.nas.receive(200)).as("one answer").isNull();
    assertThat(rig.dropped("no_message_authenticator")).isEqualTo(1);
    assertThat(rig.dropped("bad_authenticator")).isEqualTo(1);
    assertThat(rig.dropped("wrong_answer")).isEqualTo(1);
    assertThat(rig.dropped("late")).isEqualTo(1);
    assertThat(rig.dropped("unknown_source")).as("right address, wrong port").isEqualTo(1);
  }

  @Test
  void what_a_dead_server_leaves_is_asked_of_the_other_and_it_comes_back() throws Exception {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    rig.first.script = ScriptedServer::stayDumb;
    assertThat(rig.nas.ask(rig.nas.login("ada", "x"), rig.port).code())
        .isEqualTo(Code.ACCESS_ACCEPT);
    assertThat(rig.state("first")).isEqualTo("zombie");
    int before = rig.first.requests.size();
    for (int i = 0; i < 20; i++) {
      rig.nas.ask(rig.nas.login("ada", "x"), rig.port);
    }
    assertThat(rig.first.requests).as("a zombie is only probed").hasSize(before);
    rig.first.script = ScriptedServer::accept;
    await(() -> rig.state("first").equals("alive"));
    assertThat(rig.first.probes).isPositive();
    rig.nas.ask(rig.nas.login("ada", "x"), rig.port);
    assertThat(rig.first.requests).hasSize(before + 1);
  }

  @Test
  void a_lost_request_is_sent_again_as_it_was() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    rig.second.script = ScriptedServer::stayDumb;
    rig.first.script =
        (request, from, server) -> {
          if (server.requests.size() > 1 || request.code() == Code.STATUS_SERVER) {
            ScriptedServer.accept(request, from, server);
          }
        };
    byte[] conversation =
        PacketBuilder.request(Code.ACCESS_REQUEST, 9)
            .add(Attribute.STATE, "of the first")
            .signed(rig.nas.signer());
    assertThat(rig.nas.ask(conversation, rig.port)).isNotNull();
    assertThat(rig.second.requests).as("only the first knows the conversation").isEmpty();
    assertThat(rig.first.requests.get(1)).isEqualTo(rig.first.requests.get(0));
  }

  @Test
  void balanced_conversations_stay_with_their_server() throws IOException {
    rig(Radius.Order.BALANCE, Radius.Outage.CLOSED);
    for (int user = 0; user < 40; user++) {
      rig.nas.ask(rig.nas.login("user" + user, "x"), rig.port);
      rig.nas.ask(rig.nas.login("user" + user, "y"), rig.port);
    }
    Map<String, String> served = new HashMap<>();
    for (ScriptedServer server : List.of(rig.first, rig.second)) {
      for (byte[] request : server.requests) {
        String user = Packet.of(request).textOf(Attribute.USER_NAME);
        served.put(user + " at " + server.port(), user);
      }
    }
    assertThat(served).as("each user came to one server").hasSize(40);
    assertThat(rig.first.requests.size()).isBetween(10, 70);
  }

  @Test
  void two_thousand_at_once_each_get_their_own_answer() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    rig.first.script =
        (request, from, server) ->
            server.send(
                PacketBuilder.reply(Code.ACCESS_ACCEPT, request)
                    .add(Attribute.FILTER_ID, request.textOf(Attribute.USER_NAME))
                    .signedFor(request, server.signer()),
                from);
    rig.second.script = rig.first.script;
    List<TestNas> many = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        TestNas nas = new TestNas();
        many.add(nas);
        List<byte[]> asked = new ArrayList<>();
        for (int j = 0; j < 250; j++) {
          asked.add(nas.login("user-" + i + "-" + j, "x"));
        }
        for (byte[] request : asked) {
          nas.send(request, rig.port);
        }
        for (int j = 0; j < 250; j++) {
          byte[] reply = nas.receive(5_000);
          byte[] request = asked.get(reply[1] & 0xff);
          assertThat(nas.verified(reply, request).textOf(Attribute.FILTER_ID))
              .isEqualTo(Packet.of(request).textOf(Attribute.USER_NAME));
        }
      }
    } finally {
      many.forEach(TestNas::close);
    }
  }

  @Test
  void with_all_servers_dead_the_route_decides() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.SEEN);
    rig.nas.ask(rig.nas.login("ada", "right"), rig.port);
    rig.first.script = ScriptedServer::stayDumb;
    rig.second.script = ScriptedServer::stayDumb;
    Packet seen = rig.nas.ask(rig.nas.login("ada", "right"), rig.port);
    assertThat(seen.code()).isEqualTo(Code.ACCESS_ACCEPT);
    assertThat(seen.number(Attribute.SESSION_TIMEOUT, 0)).isBetween(3_500L, 3_600L);
    assertThat(code("ada", "wrong")).isEqualTo(Code.ACCESS_REJECT);

    rig.box.follow(rig.settings(Radius.Order.FAILOVER, Radius.Outage.CAPPED));
    Packet capped = rig.nas.ask(rig.nas.login("eve", "any"), rig.port);
    assertThat(capped.code()).isEqualTo(Code.ACCESS_ACCEPT);
    assertThat(capped.number(Attribute.SESSION_TIMEOUT, 0)).isEqualTo(3_600);

    rig.box.follow(rig.settings(Radius.Order.FAILOVER, Radius.Outage.CLOSED));
    Packet closed = rig.nas.ask(rig.nas.login("ada", "right"), rig.port);
    assertThat(closed.code()).isEqualTo(Code.ACCESS_REJECT);
    assertThat(closed.textOf(Attribute.REPLY_MESSAGE)).contains("cannot be reached");

    rig.box.follow(rig.settings(Radius.Order.FAILOVER, Radius.Outage.LOCAL));
    assertThat(rig.nas.ask(rig.nas.login("ada", "x"), rig.port).textOf(Attribute.REPLY_MESSAGE))
        .isEqualTo("the box itself");
    rig.nas.send(rig.nas.start("s"), rig.port + 1);
    assertThat(rig.nas.receive(1_500)).as("what nobody stored is not acknowledged").isNull();
  }

  private int code(String user, String password) throws IOException {
    return rig.nas.ask(rig.nas.login(user, password), rig.port).code();
  }

  @Test
  void realms_lead_up_names_without_one_stay_and_unknown_ones_are_told_no() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    rig.box.follow(
        rig.settings(
            Radius.Order.FAILOVER,
            List.of(ProxyRig.route("example.org", "p", Radius.Outage.CLOSED)),
            List.of(ProxyRig.nas(0, true))));
    assertThat(code("ada@Example.org", "x")).isEqualTo(Code.ACCESS_ACCEPT);
    assertThat(code("EXAMPLE.ORG\\ada", "x")).isEqualTo(Code.ACCESS_ACCEPT);
    assertThat(rig.first.requests).hasSize(2);
    Packet local = rig.nas.ask(rig.nas.login("ada", "x"), rig.port);
    assertThat(local.textOf(Attribute.REPLY_MESSAGE)).isEqualTo("the box itself");
    Packet unknown = rig.nas.ask(rig.nas.login("ada@example.com", "x"), rig.port);
    assertThat(unknown.code()).isEqualTo(Code.ACCESS_REJECT);
    assertThat(unknown.textOf(Attribute.REPLY_MESSAGE)).contains("realm");
  }

  @Test
  void a_realm_is_taken_off_the_name_where_the_route_says_so_but_never_from_an_eap_identity()
      throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    rig.box.follow(
        rig.settings(
            Radius.Order.FAILOVER,
            List.of(ProxyRig.stripping("example.org", "p")),
            List.of(ProxyRig.nas(0, true))));
    assertThat(nameAtUpstream("ada@Example.org")).isEqualTo("ada");
    assertThat(nameAtUpstream("EXAMPLE.ORG\\ada")).isEqualTo("ada");
    assertThat(nameAtUpstream("example.org/ada")).isEqualTo("ada");
    assertThat(nameAtUpstream("ada@home@example.org")).isEqualTo("ada@home");
    assertThat(nameAtUpstream("@example.org")).isEqualTo("@example.org");

    byte[] identity = {2, 1, 0, 20, 1, 'a', 'd', 'a', '@', 'e', 'x', 'a', 'm', 'p', 'l', 'e'};
    identity[3] = (byte) identity.length;
    byte[] eap =
        PacketBuilder.request(Code.ACCESS_REQUEST, 77)
            .add(Attribute.USER_NAME, "ada@example.org")
            .add(Attribute.EAP_MESSAGE, identity)
            .signed(rig.nas.signer());
    rig.nas.ask(eap, rig.port);
    assertThat(lastName()).isEqualTo("ada@example.org");
  }

  private String nameAtUpstream(String name) throws IOException {
    assertThat(code(name, "x")).isEqualTo(Code.ACCESS_ACCEPT);
    return lastName();
  }

  private String lastName() {
    return Packet.of(rig.first.requests.getLast()).textOf(Attribute.USER_NAME);
  }

  @Test
  void a_loop_ends_and_a_flood_is_bounded() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    PacketBuilder looped = PacketBuilder.request(Code.ACCESS_REQUEST, 1);
    for (int i = 0; i < 9; i++) {
      looped.add(Attribute.PROXY_STATE, "hop" + i);
    }
    silent(looped.signed(rig.nas.signer()), "too_many_proxy_states");
    rig.box.follow(
        rig.settings(
            Radius.Order.FAILOVER,
            List.of(ProxyRig.route("", "p", Radius.Outage.CLOSED)),
            List.of(ProxyRig.nas(10, true))));
    for (int i = 0; i < 100; i++) {
      rig.nas.send(rig.nas.login("ada", "x"), rig.port);
    }
    int answered = 0;
    while (rig.nas.receive(300) != null) {
      answered++;
    }
    assertThat(answered).isBetween(10, 20);
    assertThat(rig.dropped("rate")).isEqualTo(100 - answered);
  }

  @Test
  void status_server_is_answered_to_who_has_the_secret() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    byte[] asked = PacketBuilder.request(Code.STATUS_SERVER, 4).signed(rig.nas.signer());
    assertThat(rig.nas.ask(asked, rig.port).code()).isEqualTo(Code.ACCESS_ACCEPT);
    byte[] later = PacketBuilder.request(Code.STATUS_SERVER, 5).signed(rig.nas.signer());
    assertThat(rig.nas.ask(later, rig.port + 1).code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
    silent(
        PacketBuilder.request(Code.STATUS_SERVER, 6)
            .signed(SharedSecret.of("somebody else's secret").signer()),
        "bad_message_authenticator");
  }

  @Test
  void changed_settings_disturb_nobody() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    rig.first.script =
        (request, from, server) -> {
          rig.box.follow(
              rig.settings(
                  Radius.Order.BALANCE,
                  List.of(ProxyRig.route("example.org", "", Radius.Outage.CLOSED)),
                  List.of(ProxyRig.nas(7, true))));
          ScriptedServer.accept(request, from, server);
        };
    assertThat(code("ada", "x")).as("what was on its way arrives").isEqualTo(2);
    assertThat(rig.nas.ask(rig.nas.login("ada", "x"), rig.port).textOf(Attribute.REPLY_MESSAGE))
        .as("the next goes by the new ones")
        .isEqualTo("the box itself");
  }

  @Test
  void live_packets_show_names_and_reasons_and_never_a_password() throws IOException {
    rig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);
    assertThat(rig.box.proxy().watched().seen()).isEmpty();
    rig.nas.ask(rig.nas.login("ada\n\u202e", "a password in the clear"), rig.port);
    rig.nas.send(resign(rig.nas.login("eve", "x"), rig.first.signer()), rig.port);
    assertThat(rig.nas.receive(150)).isNull();
    List<RadiusLive.SeenPacket> seen = rig.box.proxy().watched().seen();
    assertThat(seen)
        .extracting(RadiusLive.SeenPacket::outcome)
        .containsExactly("Access-Accept", "bad_message_authenticator");
    RadiusLive.SeenPacket login = seen.getFirst();
    assertThat(login.kind()).isEqualTo("Access-Request");
    assertThat(login.attributes())
        .contains(new RadiusLive.Value("User-Name", "ada\\u000a\\u202e"))
        .contains(new RadiusLive.Value("User-Password", "***"));
    assertThat(seen.toString()).doesNotContain("in the clear");
  }

  private static byte[] resign(byte[] request, Signer signer) {
    signer.signMessage(Packet.of(request), Packet.HEADER);
    return request;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
