package io.gatehouse.network.wifi;

import io.gatehouse.platform.address.Mac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The access point as it is now, asked of hostapd itself. Blocks for at most a second a network.
 */
public final class Stations {
  private static final int LIMIT_MILLIS = 1_000;

  /** hostapd tells rates in units of 100 kbit/s. */
  private static final int RATE_KBPS = 100;

  private static final Pattern FIELD = Pattern.compile("(?m)^([a-z_]+)=(-?[0-9]{1,18})\\b.*$");

  private final Path controls;
  private final Path own;
  private final AtomicLong count = new AtomicLong();

  /**
   * @param controls hostapd's folder of sockets, one for each network
   * @param own a folder for ours
   */
  public Stations(Path controls, Path own) {
    this.controls = controls;
    this.own = own;
  }

  /** Everyone who is on one of the networks; nobody where there is no access point. */
  public List<Station> list() {
    List<Station> stations = new ArrayList<>();
    for (Path control : sockets()) {
      try (ControlSocket socket = open(control)) {
        String device = control.getFileName().toString();
        String text = socket.ask("STA-FIRST", LIMIT_MILLIS);
        while (Mac.parse(firstLine(text)).isPresent()) {
          stations.add(station(device, text));
          text = socket.ask("STA-NEXT " + firstLine(text), LIMIT_MILLIS);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the access point cannot be asked: " + e.getMessage(), e);
      }
    }
    return stations;
  }

  /** Sends a device off its network; it may come back. False where it is on none. */
  public boolean deauthenticate(Mac mac) {
    boolean sent = false;
    for (Station station : list()) {
      if (station.mac().equals(mac)) {
        try (ControlSocket socket = open(controls.resolve(station.device()))) {
          sent |= socket.ask("DEAUTHENTICATE " + mac, LIMIT_MILLIS).startsWith("OK");
        } catch (IOException e) {
          throw new UncheckedIOException("the access point cannot be asked: " + e.getMessage(), e);
        }
      }
    }
    return sent;
  }

  /** Whether an access point runs and answers. */
  public boolean answers() {
    List<Path> sockets = sockets();
    if (sockets.isEmpty()) {
      return false;
    }
    try (ControlSocket socket = open(sockets.getFirst())) {
      return socket.ask("PING", LIMIT_MILLIS).startsWith("PONG");
    } catch (IOException silent) {
      // Nobody there, or too busy for a word: that is what was asked.
      return false;
    }
  }

  private ControlSocket open(Path control) throws IOException {
    return new ControlSocket(control, own.resolve("hostapd-" + count.incrementAndGet() + ".sock"));
  }

  private List<Path> sockets() {
    return Files.isDirectory(controls) ? ControlSocket.all(controls) : List.of();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static Station station(String device, String text) {
    return new Station(
        Mac.of(firstLine(text)),
        device,
        (int) field(text, "signal"),
        field(text, "connected_time"),
        field(text, "rx_bytes"),
        field(text, "tx_bytes"),
        field(text, "tx_rate_info") * RATE_KBPS);
  }

  private static long field(String text, String name) {
    Matcher fields = FIELD.matcher(text);
    while (fields.find()) {
      if (fields.group(1).equals(name)) {
        return Long.parseLong(fields.group(2));
      }
    }
    return 0;
  }
}
