package io.gatehouse.lab.radio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.Web;
import io.gatehouse.lab.Web.Page;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.process.Command;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** The disk image, started by its own boot menu: a Wi-Fi client goes online, a reset works. */
@Tag("image")
class ImageIT {
  private static final Duration BUILD = Duration.ofMinutes(40);
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Path UEFI = Path.of("/usr/share/ovmf/OVMF.fd");
  private static final String GUESTS = "Gatehouse Guest";
  private static final String PORTAL = "http://10.20.0.1/";

  private static Path image;

  @BeforeAll
  static void image() throws IOException {
    RadioLab.missing()
        .ifPresent(
            reason -> {
              throw new TestAbortedException(reason);
            });
    image = built();
  }

  @Test
  void a_client_goes_online_over_the_image_and_stays_paid_over_a_reset_of_the_settings()
      throws IOException {
    start("bios", ImageIT::walk);
  }

  @Test
  void the_same_image_starts_from_uefi_in_1970_and_networkd_leaves_its_guard_alone()
      throws IOException {
    if (!Files.exists(UEFI)) {
      throw new TestAbortedException("no UEFI for emulated machines here: apt install ovmf");
    }
    start("uefi", ImageIT::uefi, "-bios", UEFI.toString(), "-rtc", "base=1970-01-02T00:00:00");
  }

  private static void uefi(BootedImage booted) {
    RadioLab lab = booted.lab(LIMIT);
    lab.awaitEdge(LIMIT);
    assertThat(lab.run("box", LIMIT, "ls /sys/firmware/efi").must()).contains("systab");
    assertThat(new AccessPoint(lab).get("/status").getBoolean("clockTrusted")).isFalse();
    String guard = lab.run("box", LIMIT, "ip rule show | grep 'iif br-guest'").must();
    assertThat(guard).contains("blackhole");

    lab.run("box", LIMIT, "systemctl restart systemd-networkd; sleep 20").must();

    assertThat(lab.run("box", LIMIT, "ip rule show | grep 'iif br-guest'").must()).isEqualTo(guard);
  }

  private static void start(String name, Consumer<BootedImage> test, String... firmware)
      throws IOException {
    long pid = ProcessHandle.current().pid();
    try (BootedImage booted = BootedImage.of(image, "image-" + name + "-" + pid, firmware)) {
      try {
        test.accept(booted);
      } finally {
        Path kept = Path.of("target", "radio", "image-" + name + ".serial");
        Files.createDirectories(kept.getParent());
        Files.writeString(kept, booted.printed());
      }
    }
  }

  /** The one that is named by GATEHOUSE_IMAGE, for who has just built it; else built here. */
  private static Path built() throws IOException {
    String named = System.getenv("GATEHOUSE_IMAGE");
    if (named != null) {
      return Path.of(named);
    }
    Path image = Path.of("target", "image", "gatehouse.img").toAbsolutePath();
    Files.createDirectories(image.getParent());
    new Command(
            BUILD,
            List.of(
                Path.of("../image-build/image").toAbsolutePath().normalize().toString(),
                "--suite",
                "trixie",
                "--out",
                image.toString()))
        .must();
    return image;
  }

  private static void walk(BootedImage booted) {
    long start = System.nanoTime();
    RadioLab lab = booted.lab(LIMIT);
    lab.awaitEdge(LIMIT);
    System.out.printf("image: portal after %d s%n", (System.nanoTime() - start) / 1_000_000_000);
    assertThat(
            lab.run("box", LIMIT, "findmnt -n -o FSTYPE /; findmnt -n -o SOURCE /var/lib/gatehouse")
                .must())
        .startsWith("overlay")
        .contains("/data/gatehouse");
    assertThat(
            lab.run(
                    "box",
                    LIMIT,
                    "df -Pk /var/lib/gatehouse | awk 'NR == 2 { print ($2 > 200000) }'")
                .must())
        .as("the ledger grew to the end of the disk")
        .startsWith("1");
    lab.run("box", LIMIT, "until ip -4 -o addr show wan | grep 203.0.113.; do sleep 1; done")
        .must();
    assertThat(lab.run("box", LIMIT, "cat /sys/class/net/eth1/master/uevent").must())
        .as("the first wired port is the uplink, the next is the management network's")
        .contains("INTERFACE=br-mgmt");
    AccessPoint point = new AccessPoint(lab);
    point.announce(GUESTS);
    WifiClient phone = lab.client(1);
    phone.want(GUESTS);
    phone.awaitJoined(LIMIT);
    phone.lease();
    assertThat(lab.run("box", LIMIT, "cat /etc/gatehouse/hostapd.conf").must())
        .contains(Words.hex(GUESTS));
    Web web = phone.web();
    Page signIn = web.get(PORTAL);
    JsonObject plan =
        point.post(
            "/plans",
            new JsonObject()
                .put("name", "Hour")
                .put("price", new JsonObject().put("minor", 500).put("currency", "TZS"))
                .put("seconds", 3_600));
    String code =
        point
            .post("/vouchers", new JsonObject().put("planId", plan.getString("id")).put("count", 1))
            .getJsonArray("codes")
            .getJsonObject(0)
            .getString("code");
    assertThat(web.get("http://www.example.test/").body()).doesNotStartWith("internet: ");

    web.post(PORTAL + "voucher", Map.of("token", signIn.token(), "lang", "en", "code", code));

    assertThat(web.get("http://www.example.test/").body()).startsWith("internet: ");
    String password = lab.run("box", LIMIT, "cat /var/lib/gatehouse/first-password").must();
    Waiting.until(LIMIT, "the label", () -> booted.printed().contains("Claim code: "));
    assertThat(booted.printed())
        .contains("Console:    https://192.168.4.1/", "Password:   " + password.strip());
    String name = lab.run("box", LIMIT, "cat /etc/machine-id").must();

    lab.run("box", LIMIT, "gatehouse system-reset settings --confirm && sync").must();
    int starts = booted.starts();
    lab.run("box", LIMIT, "systemctl --no-block reboot").must();
    booted.awaitStarts(starts + 1, LIMIT);

    RadioLab again = afterReset(booted, name, "by=command line");
    new AccessPoint(again).announce(GUESTS);
    WifiClient same = again.client(1);
    same.want(GUESTS);
    same.awaitJoined(LIMIT);
    same.lease();
    assertThat(same.web().get("http://www.example.test/").body())
        .as("what was paid goes on, after a reset")
        .startsWith("internet: ");
  }

  private static RadioLab afterReset(BootedImage booted, String name, String who) {
    RadioLab lab = booted.lab(LIMIT);
    lab.awaitEdge(LIMIT);
    assertThat(lab.run("box", LIMIT, "cat /var/lib/gatehouse/reset/done").must())
        .contains("verdict=clean", "level=settings", who, "changes=gone");
    String passphrase =
        lab.run("box", LIMIT, "sed -n 's/^passphrase //p' /var/lib/gatehouse/label").must();
    WifiClient installer = lab.client(1);
    installer.want("DeviceManager", passphrase.strip());
    installer.awaitJoined(LIMIT);
    installer.leave();
    assertThat(lab.run("box", LIMIT, "cat /etc/gatehouse/hostapd.conf").must())
        .as("the guests' network is gone from the air")
        .doesNotContain(Words.hex(GUESTS));
    assertThat(lab.run("box", LIMIT, "cat /etc/machine-id").must()).isEqualTo(name);
    assertThat(
            lab.run(
                    "box",
                    LIMIT,
                    "curl -s --unix-socket /run/gatehouse/api.sock http://box/api/v1/sessions")
                .must())
        .as("what was paid goes on")
        .contains("Hour");
    return lab;
  }
}
