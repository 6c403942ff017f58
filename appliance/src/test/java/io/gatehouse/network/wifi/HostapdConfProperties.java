package io.gatehouse.network.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.template.ConfigTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever names and passphrases say, the file says what was meant and nothing else. */
class HostapdConfProperties {
  private static final HostapdConf CONF = new HostapdConf(new ConfigTemplates());

  @Provide
  Arbitrary<Wifi> wifi() {
    return WifiDraws.wifi().filter(wifi -> !wifi.networks().isEmpty());
  }

  private static String render(Wifi wifi) {
    Map<String, String> files = CONF.render(wifi, new HostapdConf.Bridges("br-guest", "br-mgmt"));
    return files.get("etc/gatehouse/hostapd.conf");
  }

  @Property(tries = 300)
  void the_file_holds_the_intended_keys_and_no_others(@ForAll("wifi") Wifi wifi) {
    assertThat(IntendedKeys.parsed(render(wifi))).isEqualTo(IntendedKeys.of(wifi));
  }

  @Property(tries = 40)
  void the_real_daemon_reads_it(@ForAll("wifi") Wifi wifi) throws IOException {
    Path hostapd = Path.of("/usr/sbin/hostapd");
    Assume.that(Files.isExecutable(hostapd));
    Path folder = Files.createTempDirectory("hostapd");
    Path file = folder.resolve("hostapd.conf");
    try {
      Files.writeString(file, render(wifi));
      String said = said(hostapd, file);
      assertThat(said).contains("Could not open configuration file '" + file + ".none'");

      // The control: it does complain of a line that does not belong.
      Files.writeString(file, render(wifi) + "no_such_key=1\n");
      assertThat(said(hostapd, file)).contains("unknown configuration item");
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }

  private static String said(Path hostapd, Path file) {
    List<String> argv = List.of(hostapd.toString(), file.toString(), file + ".none");
    Command.Outcome outcome = new Command(Duration.ofSeconds(20), argv).run();
    return outcome.out() + outcome.err();
  }
}
