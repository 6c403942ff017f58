package io.gatehouse.lab.radio;

import io.gatehouse.lab.net.LabException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A Unix socket of QEMU's that is read up to an expected text, within a time. */
final class HostSocket implements AutoCloseable {
  private final SocketChannel channel;
  private final Selector selector;
  private final StringBuilder read = new StringBuilder();
  private final ByteBuffer buffer = ByteBuffer.allocate(65_536);
  private final Duration limit;
  private final long end;

  private HostSocket(SocketChannel channel, Selector selector, Duration limit) {
    this.channel = channel;
    this.selector = selector;
    this.limit = limit;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /**
   * @param limit for everything that is done with it
   */
  static HostSocket open(Path path, Duration limit) {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(path));
      Selector selector = Selector.open();
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      return new HostSocket(channel, selector, limit);
    } catch (IOException e) {
      throw new LabException("the machine is not running: " + path, e);
    }
  }

  void send(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        if (channel.write(bytes) == 0) {
          Thread.sleep(5);
        }
      }
    } catch (IOException e) {
      throw new LabException("the machine is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  /** Other lines, such as a late answer to somebody who has gone, are passed over. */
  String readLineThatStartsWith(String start) {
    while (true) {
      int at;
      while ((at = read.indexOf("\n")) >= 0) {
        String line = read.substring(0, at).strip();
        read.delete(0, at + 1);
        if (line.startsWith(start)) {
          return line;
        }
      }
      more(start);
    }
  }

  String readUntil(String text) {
    int at;
    while ((at = read.indexOf(text)) < 0) {
      more(text);
    }
    String before = read.substring(0, at);
    read.delete(0, at + text.length());
    return before;
  }

  private void more(String awaited) {
    try {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0 || selector.select(left) == 0) {
        throw new LabException(
            "the machine said nothing for " + limit.toSeconds() + " s, awaited: " + awaited);
      }
      selector.selectedKeys().clear();
      buffer.clear();
      if (channel.read(buffer) < 0) {
        throw new LabException("the machine is gone");
      }
      // Both ends speak ASCII: the monitor by nature, the agent by base64.
      read.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
    } catch (IOException e) {
      throw new LabException("the machine is gone", e);
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
      channel.close();
    } catch (IOException e) {
      throw new LabException("cannot close a socket", e);
    }
  }
}
