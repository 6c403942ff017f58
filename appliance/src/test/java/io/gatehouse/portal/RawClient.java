package io.gatehouse.portal;

import io.gatehouse.platform.address.Ipv4;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A client that says exactly what a test wants it to say, from an address it chooses. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  /** Connects from {@code 127.x.y.z}. */
  RawClient(String from, int port) throws IOException {
    socket = new Socket();
    socket.bind(new InetSocketAddress(address(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
    socket.setSoTimeout(20_000);
  }

  private static InetAddress address(String quad) throws IOException {
    int bits = Ipv4.of(quad).bits();
    return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(bits).array());
  }

  void say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Everything up to the end of the connection; a reset counts as its end. */
  String hear() throws IOException {
    StringBuilder heard = new StringBuilder();
    InputStream in = socket.getInputStream();
    byte[] some = new byte[8_192];
    try {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        heard.append(new String(some, 0, n, StandardCharsets.UTF_8));
      }
    } catch (java.net.SocketException reset) {
      return heard.toString();
    }
    return heard.toString();
  }

  /** Everything up to the empty line that ends an answer's head. */
  String hearHead() throws IOException {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        break;
      }
      heard.append((char) next);
    }
    return heard.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** One request on a connection of its own, and its answer. */
  static Answer ask(String from, int port, String head, String body) throws IOException {
    try (RawClient client = new RawClient(from, port)) {
      client.say(head + "Connection: close\r\n\r\n" + body);
      return new Answer(client.hear());
    }
  }

  /** An HTTP answer as text. */
  record Answer(String text) {
    int status() {
      return text.length() < 12 ? 0 : Integer.parseInt(text.substring(9, 12));
    }

    String head() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? text : text.substring(0, end);
    }

    String body() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? "" : text.substring(end + 4);
    }

    Optional<String> header(String name) {
      return head()
          .lines()
          .filter(
              line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }
  }
}
