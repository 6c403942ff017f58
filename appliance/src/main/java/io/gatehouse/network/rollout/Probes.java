package io.gatehouse.network.rollout;

import io.gatehouse.network.lan.LanFiles;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.wifi.Stations;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.names.Question;
import io.gatehouse.warden.reply.FirewallReport;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Diagnose;
import io.gatehouse.warden.verb.Query;
import io.gatehouse.warden.verb.UnitAction.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Looks whether the box does what its settings say, from where its people come. */
public final class Probes {
  /** A small box that has just started takes seconds for its first page. */
  private static final Duration LIMIT = Duration.ofSeconds(6);

  private static final Path UDP = Path.of("/proc/net/udp");

  /** Port 67 as the kernel prints it. */
  private static final String DHCP = ":0043 ";

  private final Box box;
  private final int portalPort;
  private final int consolePort;
  private final Stations stations;

  /**
   * @param stations asked only where the settings have an access point
   */
  public Probes(Box box, int portalPort, int consolePort, Stations stations) {
    this.stations = stations;
    this.box = box;
    this.portalPort = portalPort;
    this.consolePort = consolePort;
  }

  /** What does not work, in words for a person; empty where all is well. */
  public List<String> failures(Settings settings) {
    List<String> failures = new ArrayList<>();
    Ipv4 console = settings.management().box();
    Ipv4 portal = settings.guest().box();
    String name = settings.management().names().getFirst();
    if (!speaksHttp(console, 80) || !listens(console, consolePort)) {
      failures.add("the console does not answer on " + console);
    }
    if (!speaksHttp(portal, portalPort)) {
      failures.add("the portal does not answer on " + portal);
    }
    if (!knows(console, 53, name)) {
      failures.add("names are not answered on " + console);
    }
    if (!knows(portal, LanFiles.GATE_PORT, name)) {
      failures.add("names before login are not answered on " + portal);
    }
    if (!dhcpListens()) {
      failures.add("no DHCP server listens");
    }
    firewall(failures);
    if (!settings.wifi().networks().isEmpty()) {
      radio(failures);
    }
    return failures;
  }

  /** Daemons that do not answer, and what was seen of it. */
  public Map<Daemon, String> silent(Settings settings) {
    Map<Daemon, String> silent = new EnumMap<>(Daemon.class);
    Ipv4 console = settings.management().box();
    Ipv4 portal = settings.guest().box();
    String name = settings.management().names().getFirst();
    if (!knows(console, 53, name)) {
      silent.put(Daemon.DNSMASQ_LAN, "names are not answered on " + console);
    } else if (!dhcpListens()) {
      silent.put(Daemon.DNSMASQ_LAN, "no DHCP server listens");
    }
    if (!knows(portal, LanFiles.GATE_PORT, name)) {
      silent.put(Daemon.DNSMASQ_GATE, "names before login are not answered on " + portal);
    }
    if (!settings.wifi().networks().isEmpty() && !stations.answers()) {
      silent.put(Daemon.HOSTAPD, "the access point does not answer on its control socket");
    }
    return silent;
  }

  private void firewall(List<String> failures) {
    Reply reply = box.call(new Query.FirewallState());
    if (!(reply instanceof Reply.Done done)) {
      failures.add("the firewall cannot be looked at: " + reply.words());
    } else if (!FirewallReport.read(done.payload()).loaded()) {
      failures.add("the firewall is closed, as its rules did not load");
    }
  }

  private void radio(List<String> failures) {
    Reply reply = box.call(new Diagnose(Diagnose.Look.RADIO));
    if (!(reply instanceof Reply.Done done) || !done.payload().contains("state=ENABLED")) {
      failures.add("the access point is not in the air: " + reply.words().strip());
    }
  }

  private static boolean knows(Ipv4 resolver, int port, String name) {
    return Question.address(name)
        .ask(resolver, port, LIMIT)
        .filter(a -> a.records() > 0)
        .isPresent();
  }

  private static boolean dhcpListens() {
    try {
      return Files.readString(UDP).contains(DHCP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean listens(Ipv4 address, int port) {
    try (Socket socket = new Socket()) {
      connect(socket, address, port);
      return true;
    } catch (IOException silent) {
      // Refused or late: nobody is there, which is what was asked.
      return false;
    }
  }

  private static boolean speaksHttp(Ipv4 address, int port) {
    try (Socket socket = new Socket()) {
      connect(socket, address, port);
      String request = "GET / HTTP/1.1\r\nHost: " + address + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes(5);
      return new String(start, StandardCharsets.US_ASCII).equals("HTTP/");
    } catch (IOException silent) {
      // Refused or late: nobody is there, which is what was asked.
      return false;
    }
  }

  private static void connect(Socket socket, Ipv4 address, int port) throws IOException {
    socket.setSoTimeout((int) LIMIT.toMillis());
    byte[] four = ByteBuffer.allocate(4).putInt(address.bits()).array();
    socket.connect(
        new InetSocketAddress(InetAddress.getByAddress(four), port), (int) LIMIT.toMillis());
  }
}
