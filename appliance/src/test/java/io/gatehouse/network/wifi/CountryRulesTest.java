package io.gatehouse.network.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's file of what countries allow. */
class CountryRulesTest {
  private static final Path OF_THE_MACHINE = Path.of("/lib/firmware/regulatory.db");

  @TempDir Path dir;

  /** One country, QQ: 2402 to 2472 MHz; 5170 to 5250 MHz for those who wait to be spoken to. */
  private CountryRules made() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(64);
    all.putInt(0x52474442).putInt(20);
    all.put("QQ".getBytes(StandardCharsets.US_ASCII)).putShort((short) 4).putInt(0);
    all.put((byte) 3).put((byte) 2).put((byte) 0).put((byte) 0);
    all.putShort((short) 6).putShort((short) 10);
    all.position(24);
    all.put((byte) 16).put((byte) 0).putShort((short) 2000);
    all.putInt(2_402_000).putInt(2_472_000).putInt(40_000);
    all.position(40);
    all.put((byte) 16).put((byte) 8).putShort((short) 2000);
    all.putInt(5_170_000).putInt(5_250_000).putInt(80_000);
    Path file = dir.resolve("regulatory.db");
    Files.write(file, all.array());
    return new CountryRules(file);
  }

  private static Wifi radio(String country, int channel) {
    Wifi factory = Wifi.factory();
    return new Wifi(
        "wlan0", country, false, channel, factory.mode(), 20, factory.networks(), factory.radius());
  }

  @Test
  void a_channel_that_a_country_forbids_is_refused_with_those_that_it_allows() throws IOException {
    CountryRules rules = made();

    assertThat(rules.trouble(radio("QQ", 11))).isEmpty();
    assertThat(rules.trouble(radio("QQ", 12)))
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("channel 12 with 20 MHz is forbidden in QQ")
                    .endsWith("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11"));
    assertThat(rules.trouble(radio("QQ", 36))).as("nobody may begin to send there").isPresent();
  }

  @Test
  void of_an_unknown_country_or_without_the_file_nothing_is_claimed() throws IOException {
    assertThat(made().trouble(radio("TZ", 12))).isEmpty();
    assertThat(new CountryRules(dir.resolve("none")).trouble(radio("QQ", 12))).isEmpty();
    Path cut = dir.resolve("cut");
    Files.write(cut, new byte[] {'R', 'G', 'D', 'B', 0, 0, 0, 20, 'Q', 'Q', 0, 9});
    assertThat(new CountryRules(cut).trouble(radio("QQ", 12))).isEmpty();
  }

  @Test
  void the_machines_own_file_says_what_is_known_of_channel_13() {
    assumeTrue(Files.isReadable(OF_THE_MACHINE), "no wireless-regdb on this machine");
    CountryRules rules = new CountryRules(OF_THE_MACHINE);

    assertThat(rules.trouble(radio("DE", 13))).isEmpty();
    assertThat(rules.trouble(radio("US", 13))).isPresent();
    assertThat(rules.trouble(radio("US", 11))).isEmpty();
  }
}
