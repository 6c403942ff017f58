package io.gatehouse.network.wifi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jnr.enxio.channels.NativeSelectorProvider;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/**
 * hostapd's control socket of one network in the air: datagrams of text, an answer to each question
 * (hostapd's wpa_ctrl.h). hostapd answers to the asker's own address, so the asker needs one.
 */
final class ControlSocket implements AutoCloseable {
  private static final int LONGEST = 8_192;

  private final Path own;
  private final UnixDatagramChannel channel;
  private final Selector selector;
  private final UnixSocketAddress hostapd;

  /**
   * @param own a path that hostapd sees too; what lies there goes away
   */
  ControlSocket(Path hostapd, Path own) throws IOException {
    this.own = own;
    this.hostapd = new UnixSocketAddress(hostapd.toFile());
    Files.deleteIfExists(own);
    channel = UnixDatagramChannel.open();
    channel.bind(new UnixSocketAddress(own.toFile()));
    channel.configureBlocking(false);
    selector = NativeSelectorProvider.getInstance().openSelector();
    channel.register(selector, SelectionKey.OP_READ);
  }

  /** The sockets in hostapd's folder, one for each network in the air. */
  static List<Path> all(Path controls) {
    try (Stream<Path> all = Files.list(controls)) {
      return all.filter(path -> path.getFileName().toString().matches("[a-z][a-z0-9_-]{0,14}"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + controls, e);
    }
  }

  /** Asks and waits for the answer. */
  String ask(String question, int limitMillis) throws IOException {
    channel.send(ByteBuffer.wrap(question.getBytes(StandardCharsets.US_ASCII)), hostapd);
    // A reader that blocks is ended by nothing, so the wait is the selector's.
    if (selector.select(limitMillis) == 0) {
      throw new SocketTimeoutException("hostapd did not answer within " + limitMillis + " ms");
    }
    ByteBuffer answer = ByteBuffer.allocate(LONGEST);
    channel.receive(answer);
    return StandardCharsets.UTF_8.decode(answer.flip()).toString();
  }

  /** Has hostapd send its news here, until this end is closed or hostapd ends. */
  void attach(int limitMillis) throws IOException {
    String answer = ask("ATTACH", limitMillis);
    if (!answer.startsWith("OK")) {
      throw new IOException("hostapd does not tell its news: " + answer.strip());
    }
  }

  /** Has the other selector wake when something has come. */
  void wakes(Selector other) throws IOException {
    channel.register(other, SelectionKey.OP_READ);
  }

  /** What has come since the last question, in hostapd's words; never waits. */
  List<String> news() throws IOException {
    List<String> news = new ArrayList<>();
    while (selector.selectNow() > 0) {
      selector.selectedKeys().clear();
      ByteBuffer words = ByteBuffer.allocate(LONGEST);
      channel.receive(words);
      news.add(StandardCharsets.UTF_8.decode(words.flip()).toString());
    }
    return news;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
    Files.deleteIfExists(own);
  }
}
