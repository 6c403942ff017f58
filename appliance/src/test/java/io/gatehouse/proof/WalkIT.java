package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.HotspotExtension;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Reply;
import io.gatehouse.proof.site.Tap;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A guest's way in and out by a DHCP client and curl, for each way in which a plan ends. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WalkIT {
  private static final int IDLE_SECONDS = 60;
  private static final int MEGABYTE = 1_000_000;
  private static final String SPEED = "198.19.0.40";

  @RegisterExtension
  static final HotspotExtension SITE =
      new HotspotExtension(
          8, Hotspot.QUICK.copy().put("portal", new JsonObject().put("idleSeconds", IDLE_SECONDS)));

  private static long idleSince;

  private static Hotspot box() {
    return SITE.get();
  }

  /** Lease, probe, page, code: the part that all walks share. */
  private static Phone walkIn(int guest, String code) {
    Phone phone = box().joined(guest);
    Reply probe = phone.get(Phone.PROBE);
    assertThat(probe.status()).as("a probe before login").isEqualTo(302);
    assertThat(probe.location()).startsWith("http://10.20.0.1/");
    Reply page = phone.get(probe.location());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("name=\"code\"");
    assertThat(phone.redeem(code).status()).as("the code is taken").isEqualTo(303);
    assertThat(phone.get(Phone.PROBE).status()).as("a probe after login").isEqualTo(204);
    assertThat(phone.online()).as("the internet answers").isTrue();
    return phone;
  }

  /** Its session's end is waited for by the last test, while the others walk. */
  @Test
  @Order(1)
  void a_device_that_falls_silent_is_let_in_like_any_other() {
    walkIn(1, box().code(box().plan(new JsonObject())));
    idleSince = System.nanoTime();
  }

  @Test
  @Order(2)
  void a_plan_of_20_seconds_lets_in_counts_and_ends_on_time() {
    String plan =
        box()
            .plan(
                new JsonObject()
                    .put("seconds", 20)
                    .put("rate", new JsonObject().put("downKbps", 8_000).put("upKbps", 2_000)));
    Phone phone = walkIn(2, box().code(plan));
    long start = System.nanoTime();

    assertThat(megabits(phone, "-R")).as("Mbit/s down").isBetween(6.5, 8.4);
    assertThat(megabits(phone)).as("Mbit/s up").isBetween(1.5, 2.2);
    assertThat(box().session(phone).orElseThrow().getLong("remainingSeconds")).isBetween(1L, 18L);

    Waiting.until(Duration.ofSeconds(25), "the end of 20 s", () -> box().session(phone).isEmpty());
    double lasted = (System.nanoTime() - start) / 1e9;
    assertThat(lasted).as("seconds until the end").isBetween(17.0, 22.5);
    box().assertOffline(phone);
    assertThat(phone.get(Phone.PORTAL + "/").body()).contains("Your time is used up");
  }

  private static double megabits(Phone phone, String... more) {
    String[] argv = {
      "iperf3", "-J", "-c", SPEED, "-p", more.length > 0 ? "5201" : "5202", "-t", "3"
    };
    String[] all = java.util.Arrays.copyOf(argv, argv.length + more.length);
    System.arraycopy(more, 0, all, argv.length, more.length);
    JsonObject end = new JsonObject(phone.run(all).must()).getJsonObject("end");
    return end.getJsonObject("sum_received").getDouble("bits_per_second") / 1e6;
  }

  @Test
  @Order(3)
  void what_is_moved_is_what_is_counted() {
    Phone phone = walkIn(3, box().code(box().plan(new JsonObject())));
    long before = bytes(phone, "downBytes");

    long moved = download(phone, 8 * MEGABYTE);

    assertThat(moved).isEqualTo(8 * MEGABYTE);
    Tap.pause(2_500);
    // Headers of IP and TCP come on top of what curl counts: about 4 % with packets of 1500 bytes.
    assertThat(bytes(phone, "downBytes") - before).isBetween(moved, moved * 107 / 100);
  }

  private static long bytes(Phone phone, String direction) {
    return box().session(phone).orElseThrow().getLong(direction);
  }

  private static long download(Phone phone, int bytes) {
    return Long.parseLong(
        phone
            .run(
                "curl",
                "-s",
                "-o",
                "/dev/null",
                "-w",
                "%{size_download}",
                "--max-time",
                "12",
                "-r",
                "0-" + (bytes - 1),
                "http://www.example.test/big.bin")
            .out());
  }

  @Test
  @Order(4)
  void a_plan_ends_when_its_bytes_are_used_up() {
    String plan =
        box()
            .plan(
                new JsonObject()
                    .put("quotaBytes", 3 * MEGABYTE)
                    .put("rate", new JsonObject().put("downKbps", 8_000).put("upKbps", 2_000)));
    String code = box().code(plan);
    Phone phone = walkIn(4, code);

    long moved = download(phone, 30 * MEGABYTE);

    assertThat(moved).as("bytes let through").isBetween(2L * MEGABYTE, 6L * MEGABYTE);
    Waiting.until(Duration.ofSeconds(10), "the end", () -> box().session(phone).isEmpty());
    box().assertOffline(phone);
    assertThat(phone.get(Phone.PORTAL + "/").body()).contains("data of your plan is used up");
    assertThat(phone.redeem(code).status()).as("the same code again").isNotEqualTo(303);
  }

  @Test
  @Order(5)
  void a_revoked_voucher_puts_its_guest_out_at_once() {
    JsonObject voucher = box().mint(box().plan(new JsonObject()), 1).getFirst();
    Phone phone = walkIn(5, voucher.getString("code"));

    box().post("/vouchers/" + voucher.getString("voucherId") + "/revoke", null);

    box().assertOffline(phone);
    assertThat(phone.get(Phone.PORTAL + "/").body()).contains("has been withdrawn");
    assertThat(phone.redeem(voucher.getString("code")).status()).isNotEqualTo(303);
  }

  @Test
  @Order(6)
  void a_plan_of_30_days_stays_within_what_the_kernel_can_time() {
    long month = 30L * 86_400;
    Phone phone = walkIn(6, box().code(box().plan(new JsonObject().put("seconds", month))));

    JsonObject session = box().session(phone).orElseThrow();
    assertThat(session.getLong("remainingSeconds")).isBetween(month - 30, month);
    assertThat(kernelSeconds("guests-up", session.getString("ip"))).isBetween(60L, 2_000_000L);
    assertThat(kernelSeconds("guests-dn", session.getString("ip"))).isBetween(60L, 2_000_000L);
  }

  private static long kernelSeconds(String set, String ip) {
    String listed = box().inBox("ipset", "list", set).must();
    Matcher timeout =
        Pattern.compile("(?m)^" + Pattern.quote(ip) + "[, ].*timeout (\\d+)").matcher(listed);
    if (!timeout.find()) {
      throw new LabException(ip + " is not in " + set);
    }
    return Long.parseLong(timeout.group(1));
  }

  @Test
  @Order(7)
  void codes_that_are_nothing_are_refused_with_a_reason() {
    Phone phone = box().joined(7);
    String good = box().code(box().plan(new JsonObject()));
    char last = good.charAt(good.length() - 1);
    String typo = good.substring(0, good.length() - 1) + (last == '7' ? '8' : '7');

    assertThat(phone.redeem(typo).body()).contains("typing error");
    assertThat(phone.redeem("R000-0000-0000").status()).isNotEqualTo(303);
    assertThat(phone.redeem(good).status()).as("after slips, still").isEqualTo(303);
  }

  @Test
  @Order(100)
  void a_silent_device_is_put_out_and_what_is_left_stays_on_the_voucher() {
    Phone phone = box().phone(1);
    Waiting.until(
        Duration.ofSeconds(IDLE_SECONDS + 15), "the end", () -> box().session(phone).isEmpty());
    double silent = (System.nanoTime() - idleSince) / 1e9;
    assertThat(silent).as("seconds of silence").isGreaterThan(IDLE_SECONDS - 2);
    box().assertOffline(phone);
    assertThat(phone.get(Phone.PORTAL + "/").body()).contains("quiet for a long time");
  }
}
