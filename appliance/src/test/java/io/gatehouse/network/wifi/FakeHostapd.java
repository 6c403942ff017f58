package io.gatehouse.network.wifi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/**
 * A control socket that tells of stations which are not there: a machine without a radio has none.
 * What it says of each is in the words of hostapd 2.10.
 */
public final class FakeHostapd implements AutoCloseable {
  private static final String END = "END";
  private static final int LONGEST = 8_192;

  private final Path socket;
  private final List<String> stations;
  private final UnixDatagramChannel channel;

  /**
   * @param controls the folder of control sockets
   * @param stations what it answers about each
   */
  public FakeHostapd(Path controls, String device, List<String> stations) {
    this.stations = List.copyOf(stations);
    try {
      socket = Files.createDirectories(controls).resolve(device);
      channel = UnixDatagramChannel.open();
      channel.bind(new UnixSocketAddress(socket.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("fake-hostapd").start(this::serve);
  }

  /** What hostapd says of a station. */
  public static String station(String mac, int signal, int rate, int seconds) {
    return String.join(
        "\n",
        mac,
        "flags=[AUTH][ASSOC][AUTHORIZED]",
        "aid=1",
        "capability=0x431",
        "rx_packets=10",
        "tx_packets=20",
        "rx_bytes=1000",
        "tx_bytes=2000",
        "inactive_msec=4",
        "signal=" + signal,
        "rx_rate_info=60",
        "tx_rate_info=" + rate + " mcs 7",
        "connected_time=" + seconds,
        "");
  }

  private void serve() {
    ByteBuffer question = ByteBuffer.allocate(LONGEST);
    try {
      while (true) {
        UnixSocketAddress asker = channel.receive(question.clear());
        String words = StandardCharsets.US_ASCII.decode(question.flip()).toString();
        if (words.equals(END)) {
          channel.close();
          return;
        }
        channel.send(ByteBuffer.wrap(answer(words).getBytes(StandardCharsets.US_ASCII)), asker);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String answer(String words) {
    if (words.equals("PING")) {
      return "PONG\n";
    }
    if (words.equals("STA-FIRST")) {
      return stations.isEmpty() ? "" : stations.getFirst();
    }
    if (words.startsWith("STA-NEXT ")) {
      String before = words.substring("STA-NEXT ".length());
      for (int i = 0; i + 1 < stations.size(); i++) {
        if (stations.get(i).startsWith(before)) {
          return stations.get(i + 1);
        }
      }
      return "";
    }
    return "UNKNOWN COMMAND\n";
  }

  @Override
  public void close() {
    try (UnixDatagramChannel last = UnixDatagramChannel.open()) {
      last.send(
          ByteBuffer.wrap(END.getBytes(StandardCharsets.US_ASCII)),
          new UnixSocketAddress(socket.toFile()));
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
