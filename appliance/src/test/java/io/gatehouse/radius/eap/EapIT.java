package io.gatehouse.radius.eap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.account.Account;
import io.gatehouse.radius.RadiusSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that log in by EAP, played by eapol_test, which compares the keys of both ends. */
class EapIT {
  private static final String IN = "MPPE keys OK: 1  mismatch: 0";

  @TempDir Path folder;

  private RadiusSite site;
  private Supplicant device;
  private String believed;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/eapol_test")), "no eapol_test here");
    site = new RadiusSite(Files.createDirectory(folder.resolve("box")));
    device = new Supplicant(folder, site.port);
    site.account(Account.fresh("anna", site.floor.save(new PlanDraft()).id()), "s3cret!");
    Path own = folder.resolve("box.pem");
    Files.writeString(own, site.certificate.keep().certificatePem());
    believed = "\nca_cert=\"" + own + "\"";
  }

  @AfterEach
  void stop() {
    if (site != null) {
      site.close();
    }
  }

  private String peap(String name, String password, String phase1) {
    return "eap=PEAP\nphase2=\"auth=MSCHAPV2\"\n" + inside(name, password, phase1);
  }

  private String ttls(String name, String password, String phase1) {
    return "eap=TTLS\nanonymous_identity=\"anonymous\"\nphase2=\"auth=PAP\"\n"
        + inside(name, password, phase1);
  }

  private String inside(String name, String password, String phase1) {
    return "identity=\"%s\"\npassword=\"%s\"\nphase1=\"%s\"".formatted(name, password, phase1)
        + believed;
  }

  private String tls(String phase1) {
    return "eap=TLS\nfragment_size=200\nidentity=\"anyone\"\nphase1=\"%s\"\nclient_cert=\"%s\"\nprivate_key=\"%s\""
            .formatted(phase1, folder.resolve("device.pem"), folder.resolve("device.key"))
        + believed;
  }

  @Test
  void accounts_and_vouchers_come_in_through_both_tunnels_and_both_versions_of_tls()
      throws IOException {
    String code = site.floor.code(new PlanDraft().seconds(600).devices(9));
    for (String version : Supplicant.PROTOCOLS.keySet()) {
      assertThat(device.says(peap("anna", "s3cret!", version)))
          .contains(Supplicant.PROTOCOLS.get(version))
          .contains(IN)
          .endsWith("SUCCESS\n");
      assertThat(device.says(ttls("anna", "s3cret!", version)))
          .contains(Supplicant.PROTOCOLS.get(version))
          .contains(IN)
          .endsWith("SUCCESS\n");
      assertThat(device.says(peap(code, code, version)))
          .as(version)
          .contains(IN)
          .endsWith("SUCCESS\n");
      assertThat(device.says(ttls(code, code, version)))
          .as(version)
          .contains(IN)
          .endsWith("SUCCESS\n");
    }
    assertThat(site.floor.desk.facts("VoucherRedeemed")).hasSize(1);
    assertThat(site.logins.newest("", 99).toString())
        .contains("PEAP/MS-CHAPv2", "EAP-TTLS/PAP", "anna")
        .doesNotContain(code, "s3cret");
  }

  @Test
  void a_wrong_password_does_not() throws IOException {
    for (String version : Supplicant.PROTOCOLS.keySet()) {
      assertThat(device.says(peap("anna", "wrong-one", version))).as(version).endsWith("FAILURE\n");
      assertThat(device.says(ttls("anna", "wrong-one", version))).as(version).endsWith("FAILURE\n");
      assertThat(device.says(peap("nobody", "s3cret!", version))).as(version).endsWith("FAILURE\n");
    }
    assertThat(site.logins.newest("", 99))
        .hasSize(6)
        .allMatch(entry -> entry.reason().equals("wrong"));
  }

  @Test
  void a_certificate_comes_in_for_the_account_that_it_names_while_its_issuer_is_believed()
      throws IOException {
    Supplicant.certificates(folder, "anna");
    for (String version : Supplicant.PROTOCOLS.keySet()) {
      site.eapIssuers = "";
      assertThat(device.says(tls(version))).as("no issuer is believed").endsWith("FAILURE\n");
      site.eapIssuers = Files.readString(folder.resolve("issuer.pem"));
      assertThat(device.says(tls(version)))
          .contains(Supplicant.PROTOCOLS.get(version))
          .contains(IN)
          .endsWith("SUCCESS\n");
      site.eapIssuers = site.certificate.keep().certificatePem();
      assertThat(device.says(tls(version))).as("of another issuer").endsWith("FAILURE\n");
    }
    site.eapIssuers = Files.readString(folder.resolve("issuer.pem"));
    Supplicant.certificates(folder, "nobody");
    site.eapIssuers = Files.readString(folder.resolve("issuer.pem"));
    assertThat(device.says(tls("tls_disable_tlsv1_3=1"))).endsWith("FAILURE\n");
    assertThat(site.logins.newest("", 1).toString()).contains("[nobody]");
  }

  @Test
  void stations_of_a_switch_that_asks_the_box_come_in_by_each_method_and_are_sessions()
      throws IOException {
    for (String tool : List.of("hostapd", "wpa_supplicant")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/sbin", tool)), "no " + tool + " here");
    }
    Supplicant.certificates(folder, "anna");
    site.eapIssuers = Files.readString(folder.resolve("issuer.pem"));
    String newest = "tls_disable_tlsv1_3=0";
    List<String> networks =
        List.of(peap("anna", "s3cret!", newest), ttls("anna", "s3cret!", newest), tls(newest));
    for (String network : networks) {
      try (WiredSwitch wired = WiredSwitch.start(folder, site)) {
        assertThat(device.comesInAt(WiredSwitch.DEVICE, network))
            .as("%s", wired)
            .contains("CTRL-EVENT-EAP-SUCCESS", "CTRL-EVENT-CONNECTED");
        assertThat(wired.says("AP-STA-CONNECTED")).contains("AP-STA-CONNECTED");
      }
    }
    try (WiredSwitch wired = WiredSwitch.start(folder, site)) {
      assertThat(device.comesInAt(WiredSwitch.DEVICE, peap("anna", "wrong-one", newest)))
          .as("%s", wired)
          .contains("CTRL-EVENT-EAP-FAILURE");
    }
    assertThat(site.book.search("anna", Long.MAX_VALUE, 10))
        .as("what the switch reported")
        .isNotEmpty()
        .allMatch(one -> one.user().equals("anna") && !one.session().isEmpty());
  }
}
