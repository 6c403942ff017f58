package io.gatehouse.network.wifi;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
    Files.deleteIfExists(own);
  }
}
