package io.gatehouse.network.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsJsonTest {

  @Test
  void an_empty_document_is_the_factory() {
    assertThat(SettingsJson.read("{}")).isEqualTo(new Parsed.Ok(Settings.factory()));
  }

  @Test
  void the_factory_itself_holds() {
    assertThat(SettingsJson.read(SettingsJson.write(Settings.factory())))
        .isEqualTo(new Parsed.Ok(Settings.factory()));
  }

  @Test
  void a_partial_document_changes_only_what_it_names() {
    Settings settings =
        ok("{\"guest\":{\"poolAlarmPercent\":60},\"garden\":{\"names\":[\"WWW.Example.org\"]}}");
    assertThat(settings.guest().poolAlarmPercent()).isEqualTo(60);
    assertThat(settings.guest().network()).isEqualTo(Settings.factory().guest().network());
    assertThat(settings.garden().names()).containsExactly("www.example.org");
    assertThat(settings.sampling()).isEqualTo(Settings.factory().sampling());
  }

  @Test
  void merging_goes_over_the_given_settings() {
    Settings base = ok("{\"branding\":{\"siteName\":\"Café Kilimanjaro\"}}");
    Parsed merged = SettingsJson.merge(base, "{\"branding\":{\"colour\":\"#123456\"}}");
    assertThat(((Parsed.Ok) merged).settings().branding().siteName()).isEqualTo("Café Kilimanjaro");
  }

  @Test
  void an_unknown_key_is_refused_and_the_nearest_one_named() {
    assertThat(errors("{\"guest\":{\"leaseBeforeSecond\":300}}"))
        .containsExactly(
            Map.entry(
                "guest.leaseBeforeSecond",
                "there is no such setting; did you mean leaseBeforeSeconds?"));
    assertThat(errors("{\"zzzzzzzzzzzz\":1}").get("zzzzzzzzzzzz"))
        .contains("known are")
        .contains("guest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "7",
        "{",
        "{} {}",
        "{'guest':{}}",
        "{\"guest\":{},\"guest\":{}}",
        "{\"branding\":{\"siteName\":\"a\tb\"}}"
      })
  void what_is_no_document_is_refused_as_a_whole(String text) {
    assertThat(errors(text)).containsOnlyKeys("");
  }

  @Test
  void a_very_deep_or_long_document_is_refused() {
    assertThat(errors("[".repeat(5_000))).containsOnlyKeys("");
    assertThat(errors("{\"a\":\"" + "x".repeat(2_000_000) + "\"}")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version|2",
        "guest|7",
        "guest.network|'10.20.0.0'",
        "guest.network|'10.20.0.1/21'",
        "guest.network|'8.8.8.0/24'",
        "guest.network|'10.0.0.0/8'",
        "guest.network|7",
        "guest.firstLease|'10.20.8.1'",
        "guest.firstLease|'10.20.0.0'",
        "guest.firstLease|'10.20.0.1'",
        "guest.lastLease|'10.20.7.255'",
        "guest.lastLease|'10.20.0.5'",
        "guest.lastLease|'010.20.0.5'",
        "guest.bridge|'br guest'",
        "guest.bridge|'-j'",
        "guest.bridge|'a234567890123456'",
        "guest.leaseBeforeSeconds|119",
        "guest.leaseBeforeSeconds|1.5",
        "guest.leaseBeforeSeconds|99999999999",
        "guest.leaseBeforeSeconds|true",
        "guest.leaseAfterSeconds|300",
        "guest.poolAlarmPercent|0",
        "management.network|'10.20.4.0/24'",
        "management.bridge|'br-guest'",
        "management.names|[]",
        "uplink.device|'br-guest'",
        "uplink.upKbps|-1",
        "uplink.failover.leaveAfterSeconds|1",
        "uplink.failover.returnAfterSeconds|3601",
        "portal.name|'portal'",
        "portal.name|'portal.lan.'",
        "portal.name|'device.local'",
        "portal.redirectUrl|'javascript:alert(1)'",
        "portal.redirectUrl|'http://user:pw@example.org/'",
        "portal.redirectUrl|'//example.org'",
        "portal.redirectUrl|'http:///x'",
        "portal.idleSeconds|5",
        "portal.languages|[]",
        "portal.publicHost|'10.1.2.3'",
        "portal.contact|'a\\u0000b'",
        "portal.contact|'a\\nb'",
        "branding.siteName|'a\\rb'",
        "branding.siteName|''",
        "branding.siteName|'a\\u2028b'",
        "branding.siteName|'a\\u202eb'",
        "branding.siteName|'a\\ud800b'",
        "branding.terms|'a\\u001bb'",
        "branding.colour|'red'",
        "branding.colour|'#12345'",
        "branding.logo|'AAAA'",
        "branding.logo|'?'",
        "garden.ports|'80'",
        "sampling.countersSeconds|0",
        "sampling.durableSeconds|9",
        "sampling.staleSeconds|119",
        "sampling.journalDays|0"
      })
  void a_value_that_does_not_hold_is_refused_at_its_path(String path, String value) {
    assertThat(errors(document(path, value.replace('\'', '"')))).containsKey(path);
  }

  private static String document(String path, String value) {
    String[] parts = path.split("\\.");
    String document = value;
    for (int i = parts.length - 1; i >= 0; i--) {
      document = "{\"" + parts[i] + "\":" + document + "}";
    }
    return document;
  }

  @ParameterizedTest
  @CsvSource({
    "garden.names,'\"*.example.org\"'",
    "garden.names,'\"com\"'",
    "garden.names,'\"co.tz\"'",
    "garden.names,'\"github.io\"'",
    "garden.names,'\"a..b\"'",
    "garden.names,'\"-a.org\"'",
    "garden.names,'\"bücher.de\"'",
    "garden.names,'\"192.0.2.1\"'",
    "garden.names,'\"portal.gatehouse.lan\"'",
    "garden.names,7",
    "garden.ports,0",
    "garden.ports,65536",
    "garden.ports,'\"80\"'",
    "uplink.resolvers,'\"127.0.0.1\"'",
    "uplink.resolvers,'\"10.20.0.1\"'",
    "uplink.resolvers,'\"example.org\"'",
    "uplink.failover.probes,'\"10.20.0.1\"'",
    "portal.languages,'\"xx\"'",
    "management.names,'\"box\"'"
  })
  void a_list_element_that_does_not_hold_is_refused_by_its_place(String path, String element) {
    assertThat(errors(document(path, "[" + element + "]"))).containsKey(path + "[0]");
  }

  @Test
  void all_wrong_fields_are_told_at_once() {
    assertThat(
            errors(
                "{\"guest\":{\"bridge\":\"\",\"poolAlarmPercent\":101},\"branding\":{\"colour\":\"x\"}}"))
        .containsOnlyKeys("guest.bridge", "guest.poolAlarmPercent", "branding.colour");
  }

  @Test
  void values_that_hold_are_taken() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0};
    Settings settings =
        ok(
            "{\"portal\":{\"redirectUrl\":\"https://example.org/a?b=c\",\"languages\":[\"sw\",\"en\"],\"idleSeconds\":0},"
                + "\"branding\":{\"terms\":\"one\\ntwo\",\"welcome\":\"مرحبا ‏\",\"logo\":\""
                + Base64.getEncoder().encodeToString(png)
                + "\"},\"garden\":{\"names\":[\"pay.example.co.tz\"],\"ports\":[]},"
                + "\"uplink\":{\"resolvers\":[\"203.0.113.53\"]}}");
    assertThat(settings.garden().ports()).isEmpty();
    assertThat(settings.branding().terms()).isEqualTo("one\ntwo");
  }

  static Settings ok(String text) {
    Parsed parsed = SettingsJson.read(text);
    assertThat(parsed).isInstanceOf(Parsed.Ok.class);
    return ((Parsed.Ok) parsed).settings();
  }

  private static Map<String, String> errors(String text) {
    Parsed parsed = SettingsJson.read(text);
    assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    return ((Parsed.Invalid) parsed).errors();
  }
}
