package io.gatehouse.warden.port;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.warden.kernel.Devices;
import io.gatehouse.warden.kernel.Firewall;
import io.gatehouse.warden.kernel.LibC;
import io.gatehouse.warden.reply.Sighting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds each admitted device to the port of the bridge that it was met at: the set {@code
 * guests-at} in the kernel, and {@link Whereabouts} beside it. Where the kernel cannot tell ports
 * apart, devices are in no such set and admitted wherever they are.
 */
public final class GuestPorts implements AutoCloseable {
  private final Devices devices;
  private final Firewall firewall;
  private final BridgeTable table;
  private final ArpAsker arp;
  private final Whereabouts whereabouts;
  private final BridgeNews news;

  public GuestPorts(Devices devices, LibC libc, Firewall firewall) {
    this.devices = devices;
    this.firewall = firewall;
    this.whereabouts = new Whereabouts(firewall::marks);
    this.table = new BridgeTable(libc);
    this.arp = new ArpAsker(libc);
    this.news = new BridgeNews(libc, whereabouts, GuestPorts::clock);
  }

  public void start() {
    news.start();
  }

  private static long clock() {
    return System.nanoTime() / 1_000_000;
  }

  /** Whether the kernel holds devices to their places; not so before the rules are loaded. */
  public boolean held() {
    return firewall.holdsPlaces();
  }

  /**
   * Takes in who was admitted, and where, before this program ran.
   *
   * @param saved what ipset printed of guests-up and guests-at
   */
  public void recall(String saved) {
    int bridge = bridge();
    Map<Ipv4, Integer> bound = new HashMap<>();
    for (String line : saved.split("\n")) {
      int at = line.indexOf("add guests-at ");
      if (at >= 0) {
        String[] words = line.substring(at).split("[ /]", -1);
        bound.put(Ipv4.of(words[2]), Integer.parseUnsignedInt(words[4].substring(2), 16) >>> 4);
      }
    }
    for (String line : saved.split("\n")) {
      int at = line.indexOf("add guests-up ");
      if (at >= 0) {
        String[] words = line.substring(at).split("[ ,]", -1);
        Ipv4 ip = Ipv4.of(words[2]);
        Mac mac = Mac.of(words[3]);
        int port = bridge == 0 ? 0 : table.port(mac, bridge);
        whereabouts.recall(ip, mac, bound.getOrDefault(ip, 0), port, clock());
      }
    }
  }

  /** The line for the set, of a device that is let in now. */
  public String admit(Ipv4 ip, Mac mac, int bridge) {
    int port = bridge == 0 ? 0 : table.port(mac, bridge);
    return line(ip, whereabouts.admit(ip, mac, port, clock()));
  }

  /** The line for the set, of a device that may be where it is now and no longer where it was. */
  public String follow(Ipv4 ip, int bridge) {
    int port = whereabouts.at(ip).map(mac -> table.port(mac, bridge)).orElse(0);
    if (!firewall.marks(port)) {
      return "";
    }
    whereabouts.bind(ip, port);
    return line(ip, port);
  }

  public String leave(Ipv4 ip) {
    whereabouts.leave(ip, clock());
    return line(ip, Whereabouts.ANYWHERE);
  }

  private String line(Ipv4 ip, int port) {
    if (!firewall.holdsPlaces()) {
      return "";
    }
    return port == Whereabouts.ANYWHERE
        ? "del -exist guests-at " + ip
        : "add -exist guests-at " + ip + " skbmark 0x" + Integer.toHexString(port << 4) + "/0x0";
  }

  /** Admitted addresses whose neighbour entries are not permanent any more; each is told once. */
  public Map<Ipv4, Mac> takeLoose() {
    return whereabouts.takeLoose();
  }

  /** Who is astray or moves about; each is asked for a sign of life. */
  public String sightings() {
    int bridge = bridge();
    if (bridge != 0) {
      long now = clock();
      for (Mac mac : whereabouts.toLookFor()) {
        int port = table.port(mac, bridge);
        if (port != 0) {
          whereabouts.met(mac, port, now);
        }
      }
    }
    List<Sighting> seen = whereabouts.notable(clock());
    String name = devices.read().guests();
    seen.forEach(sighting -> arp.ask(sighting.ip(), name));
    return Sighting.write(seen);
  }

  /** The number of the guests' bridge, 0 while there is none. */
  public int bridge() {
    try {
      Path index = Path.of("/sys/class/net", devices.read().guests(), "ifindex");
      return Integer.parseInt(Files.readString(index).strip());
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    news.close();
    table.close();
    arp.close();
  }
}
