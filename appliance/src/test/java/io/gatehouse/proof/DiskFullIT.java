package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.proof.site.Hotspot;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The box's disk is full: those who are in stay in, and nothing is taken from a new guest. */
class DiskFullIT {
  private static Hotspot hotspot;

  @BeforeAll
  static void a_box_with_a_small_disk() {
    hotspot = Hotspot.prepared(2, Hotspot.QUICK.copy());
    hotspot.box().startUnits(List.of(UnitName.FIREWALL, UnitName.WARDEN));
    // Into the mounts that the box's services share.
    inServices(
        "cp -a /var/lib/gatehouse /run/seed && mount -t tmpfs -o size=12m small /var/lib/gatehouse"
            + " && cp -a /run/seed/. /var/lib/gatehouse/ && chmod 750 /var/lib/gatehouse"
            + " && chown -R gatehouse:gatehouse /var/lib/gatehouse");
    hotspot.start();
  }

  private static void inServices(String script) {
    long pid = hotspot.box().machinePid(UnitName.WARDEN);
    new Command(
            Duration.ofSeconds(20),
            List.of("nsenter", "--target", Long.toString(pid), "--mount", "sh", "-c", script))
        .must();
  }

  @AfterAll
  static void down() {
    hotspot.close();
  }

  @Test
  void guests_stay_in_and_a_voucher_is_refused_before_it_is_spent() {
    Phone inside = hotspot.paid(1);
    JsonObject voucher = hotspot.mint(hotspot.plan(new JsonObject()), 1).getFirst();
    String code = voucher.getString("code");
    Phone late = hotspot.joined(2);

    inServices("cat /dev/zero > /var/lib/gatehouse/filler || true");
    Reply refused = null;
    // The first ones may still fit into pages that the database has already.
    for (int i = 0; i < 3; i++) {
      refused = late.redeem(code);
    }

    assertThat(inside.online()).as("a guest who was in").isTrue();
    assertThat(refused.status()).as("a new redemption on a full disk").isEqualTo(503);
    assertThat(late.online()).isFalse();

    inServices("rm /var/lib/gatehouse/filler");
    Waiting.until(
        Duration.ofSeconds(20),
        "the same code being taken",
        () -> late.redeem(code).status() == 303);
    assertThat(late.online()).isTrue();
    assertThat(inside.online()).isTrue();
  }
}
