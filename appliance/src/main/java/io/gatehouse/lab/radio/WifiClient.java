package io.gatehouse.lab.radio;

import io.gatehouse.lab.Web;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.LeaseSeen;
import io.gatehouse.lab.net.Run;
import java.time.Duration;
import java.util.Optional;

/** A device with a radio: wpa_supplicant, a DHCP client and a browser without scripts. */
public final class WifiClient {
  private static final String TOOL = "bash /usr/lib/gatehouse-radio/site/client ";
  private static final Duration SHORT = Duration.ofMinutes(3);
  private static final int PAGE_SECONDS = 180;

  private final RadioLab lab;
  private final String name;

  WifiClient(RadioLab lab, String name) {
    this.lab = lab;
    this.name = name;
  }

  /** Wants an open network from now on and goes on trying; returns at once. */
  public void want(String ssid) {
    tool(SHORT, "join " + Words.hex(ssid)).must();
  }

  /** Wants a network with WPA2 or WPA3 from now on. */
  public void want(String ssid, String passphrase) {
    tool(SHORT, "join " + Words.hex(ssid) + " " + Words.one(passphrase)).must();
  }

  /** Switches its radio's programs off. */
  public void leave() {
    tool(SHORT, "leave").must();
  }

  /** Waits until it is associated and through the handshake, if there is one. */
  public void awaitJoined(Duration limit) {
    awaitState(limit, "until", "did not join");
  }

  /** Waits until it has lost its network. */
  public void awaitLost(Duration limit) {
    awaitState(limit, "while", "did not lose its network");
  }

  private void awaitState(Duration limit, String word, String complaint) {
    Run run =
        lab.run(
            "box",
            limit,
            word
                + " "
                + TOOL
                + name
                + " state 2>/dev/null | grep -q ^wpa_state=COMPLETED; do"
                + " sleep 0.5; done");
    if (!run.ok()) {
      throw new LabException(
          "%s %s within %d s\n%s"
              .formatted(name, complaint, limit.toSeconds(), lab.log("radio-" + name)));
    }
  }

  /** wpa_supplicant's own words: ssid, bssid, freq, wpa_state ... */
  public String state() {
    return tool(SHORT, "state").out();
  }

  /** The name of the network it is on, empty if it is on none. */
  public Optional<String> ssid() {
    String state = state();
    return state.lines().filter(l -> l.equals("wpa_state=COMPLETED")).findFirst().isEmpty()
        ? Optional.empty()
        : state.lines().filter(l -> l.startsWith("ssid=")).findFirst().map(l -> l.substring(5));
  }

  /** Asks for a lease anew, waits for it, and goes on renewing it. */
  public LeaseSeen lease() {
    tool(SHORT, "lease").must();
    return LeaseSeen.ofNote(
        lab.run(
                "box",
                Duration.ofMinutes(10),
                "until [ -e /run/lab/leases/%1$s ]; do sleep 0.5; done; cat /run/lab/leases/%1$s"
                    .formatted(name))
            .must());
  }

  public Web web() {
    return new Web(
        PAGE_SECONDS,
        argv -> lab.run(name, Duration.ofSeconds(PAGE_SECONDS + 30), Words.all(argv)));
  }

  /** Runs a shell script as root in the client's network namespace. */
  public Run run(Duration limit, String script) {
    return lab.run(name, limit, script);
  }

  private Run tool(Duration limit, String words) {
    return lab.run("box", limit, TOOL + name + " " + words);
  }
}
