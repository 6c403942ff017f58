package io.gatehouse.radius.dynauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.radius.RadClient;
import io.gatehouse.radius.RadiusSite;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.SharedSecret;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of a server, sent by radclient and as bytes, about guests of the box and of a router. */
class ServerOrdersIT {
  private static final Device GUEST = GuestFloor.device(1);

  @TempDir private Path dir;
  private RadiusSite site;
  private String code;

  @BeforeEach
  void start() {
    site = new RadiusSite(dir);
    code = site.floor.code(new PlanDraft().seconds(3_600));
    site.floor.open(code, GUEST);
    assertThat(site.floor.online(GUEST)).as("the guest is in").isTrue();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private static String guest() {
    return "Calling-Station-Id = \""
        + GUEST.mac().toString().toUpperCase(Locale.ROOT).replace(':', '-')
        + "\"";
  }

  private static String stamp(long secondsAgo) {
    return ", Event-Timestamp = " + (Instant.now().getEpochSecond() - secondsAgo) + "\n";
  }

  private String ask(String kind, String attributes) {
    return RadClient.ask(site.ordersPort, kind, RadiusSite.SECRET, attributes);
  }

  @Test
  void a_disconnect_ends_a_guests_session_and_closes_the_gate() {
    assertThat(ask("disconnect", guest() + stamp(0))).contains("Disconnect-ACK");
    assertThat(site.floor.online(GUEST)).isFalse();
    assertThat(ask("disconnect", guest() + stamp(1)))
        .contains("Disconnect-NAK", "Error-Cause = Session-Context-Not-Found");
    assertThat(site.metrics.scrape()).contains("outcome=\"ack\"", "outcome=\"nak\"");
  }

  @Test
  void a_change_puts_the_guest_on_the_plan_that_it_names() {
    Plan fast = site.floor.save(new PlanDraft().name("Fast lane").seconds(60));
    assertThat(ask("coa", guest() + ", Filter-Id = \"Fast lane\"" + stamp(0))).contains("CoA-ACK");
    assertThat(site.floor.of(GUEST).plan().id()).isEqualTo(fast.id());
    assertThat(ask("coa", guest() + ", Filter-Id = \"No such\"" + stamp(0)))
        .contains("CoA-NAK", "Error-Cause = Invalid-Attribute-Value");
    assertThat(ask("coa", guest() + ", Filter-Id = x, Session-Timeout = 9" + stamp(0)))
        .contains("CoA-NAK", "Error-Cause = Unsupported-Attribute");
    assertThat(site.floor.of(GUEST).plan().id()).isEqualTo(fast.id());
  }

  @Test
  void what_is_old_unstamped_unsigned_or_from_somebody_else_does_nothing() throws IOException {
    assertThat(raw(order(400, RadiusSite.SECRET))).as("old").isEmpty();
    assertThat(raw(order(-400, RadiusSite.SECRET))).as("of a time to come").isEmpty();
    assertThat(raw(order(0, "another-secret-0123456789"))).as("another's").isEmpty();
    assertThat(ask("disconnect", guest() + "\n")).contains("Error-Cause = Missing-Attribute");
    assertThat(ask("disconnect", stamp(0).substring(2)))
        .contains("Error-Cause = Missing-Attribute");
    assertThat(ask("disconnect", guest() + ", NAS-Identifier = another" + stamp(0)))
        .contains("Error-Cause = NAS-Identification-Mismatch");
    site.serverMayOrder = false;
    assertThat(raw(order(0, RadiusSite.SECRET))).as("of nobody who may").isEmpty();
    assertThat(site.floor.online(GUEST)).isTrue();
    assertThat(site.metrics.scrape())
        .contains("event_timestamp_outside", "unknown_client", "bad_authenticator");
  }

  @Test
  void a_replayed_order_is_answered_as_before_and_not_carried_out_again_after_a_restart_either()
      throws IOException {
    byte[] bytes = order(0, RadiusSite.SECRET);
    byte[] first = raw(bytes);
    assertThat(Packet.of(first).code()).isEqualTo(Code.DISCONNECT_ACK);
    assertThat(site.floor.online(GUEST)).isFalse();
    site.floor.open(code, GUEST);
    assertThat(raw(bytes)).as("from another port").isEqualTo(first);
    assertThat(site.floor.online(GUEST)).isTrue();
    site.takeOrders();
    assertThat(raw(bytes)).as("the very first packet after a restart").isEqualTo(first);
    assertThat(site.floor.online(GUEST)).isTrue();
    site.takeOrders();
    assertThat(ask("disconnect", guest() + stamp(0)))
        .as("a true one as the very first")
        .contains("Disconnect-ACK");
    assertThat(site.floor.online(GUEST)).isFalse();
  }

  @Test
  void an_order_about_a_router_goes_to_it_and_its_answer_comes_back() throws InterruptedException {
    try (FakeRouter router = new FakeRouter(site.coaPort, RadiusSite.SECRET)) {
      String session = "NAS-IP-Address = 127.0.0.1, Acct-Session-Id = abc";
      assertThat(ask("disconnect", session + stamp(0))).contains("Disconnect-ACK");
      assertThat(router.order().textOf(Attribute.ACCT_SESSION_ID)).isEqualTo("abc");
      router.refuses = true;
      assertThat(ask("coa", session + ", Filter-Id = fast" + stamp(1)))
          .contains("CoA-NAK", "Error-Cause = Session-Context-Not-Found");
      assertThat(router.order().textOf(Attribute.FILTER_ID)).isEqualTo("fast");
    }
    assertThat(site.floor.online(GUEST)).isTrue();
  }

  /** A Disconnect-Request for the guest. */
  private static byte[] order(long secondsAgo, String secret) {
    return PacketBuilder.request(Code.DISCONNECT_REQUEST, 9)
        .add(Attribute.CALLING_STATION_ID, GUEST.mac().toString())
        .add(Attribute.EVENT_TIMESTAMP, (int) (Instant.now().getEpochSecond() - secondsAgo))
        .signed(SharedSecret.of(secret).signer());
  }

  /** The answer; empty where none comes. */
  private byte[] raw(byte[] order) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(1_000);
      socket.send(
          new DatagramPacket(
              order,
              order.length,
              new InetSocketAddress(InetAddress.getLoopbackAddress(), site.ordersPort)));
      DatagramPacket in = new DatagramPacket(new byte[4_096], 4_096);
      socket.receive(in);
      return Arrays.copyOf(in.getData(), in.getLength());
    } catch (SocketTimeoutException e) {
      return new byte[0];
    }
  }
}
