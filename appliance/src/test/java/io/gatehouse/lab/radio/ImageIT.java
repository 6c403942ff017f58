package io.gatehouse.lab.radio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.Web;
import io.gatehouse.lab.Web.Page;
import io.gatehouse.platform.process.Command;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** The disk image, started by its own boot menu: a Wi-Fi client goes online, a reset works. */
@Tag("image")
class ImageIT {
  private static final Duration BUILD = Duration.ofMinutes(40);
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final String PORTAL = "http://10.20.0.1/";

  @Test
  void a_client_goes_online_over_the_image_and_a_reset_of_the_settings_keeps_what_it_paid()
      throws IOException {
    RadioLab.missing()
        .ifPresent(
            reason -> {
              throw new TestAbortedException(reason);
            });
    Path image = image();
    try (BootedImage booted = BootedImage.of(image, "image-" + ProcessHandle.current().pid())) {
      try {
        walk(booted);
      } finally {
        Path kept = Path.of("target", "radio", "image.serial");
        Files.createDirectories(kept.getParent());
        Files.copy(booted.serialLog(), kept, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The one that is named by GATEHOUSE_IMAGE, for who has just built it; else built here. */
  private static Path image() throws IOException {
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
            lab.run("box", LIMIT, "df -Pk /var/lib/gatehouse | awk 'NR == 2 { print $2 > 200000 }'")
                .must())
        .as("the ledger grew to the end of the disk")
        .startsWith("1");
    AccessPoint point = new AccessPoint(lab);
    point.announce("Gatehouse Guest");
    WifiClient phone = lab.client(1);
    phone.want("Gatehouse Guest");
    phone.awaitJoined(LIMIT);
    phone.lease();
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
    String name = lab.run("box", LIMIT, "cat /etc/machine-id").must();

    lab.run("box", LIMIT, "gatehouse system-reset settings --confirm && sync").must();
    lab.run("box", LIMIT, "sleep 1; systemctl --no-block reboot").must();
    RadioLab after = booted.lab(LIMIT);
    after.awaitEdge(LIMIT);

    assertThat(after.run("box", LIMIT, "cat /var/lib/gatehouse/reset/done").must())
        .contains("verdict=clean", "level=settings", "by=command line", "changes=gone");
    assertThat(after.run("box", LIMIT, "test -e /etc/gatehouse/hostapd.conf").ok())
        .as("the network in the air is gone")
        .isFalse();
    assertThat(after.run("box", LIMIT, "cat /etc/machine-id").must()).isEqualTo(name);
    assertThat(
            after
                .run(
                    "box",
                    LIMIT,
                    "curl -s --unix-socket /run/gatehouse/api.sock http://box/api/v1/sessions")
                .must())
        .as("what was paid goes on")
        .contains("Hour");
  }
}
