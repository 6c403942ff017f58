package io.gatehouse.sync.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** A wire that is cut, with a reset, after so many bytes of a connection. */
final class Cutter implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int port;
  private final IntSupplier bytes;
  final AtomicInteger cuts = new AtomicInteger();

  /**
   * @param port of the hub
   * @param bytes for each connection, how many pass; negative for all
   */
  Cutter(int port, IntSupplier bytes) throws IOException {
    this.port = port;
    this.bytes = bytes;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = door.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
        int budget = bytes.getAsInt();
        AtomicInteger left = new AtomicInteger(budget < 0 ? Integer.MAX_VALUE : budget);
        Thread.ofVirtual().start(() -> carry(near, far, left));
        Thread.ofVirtual().start(() -> carry(far, near, left));
      }
    } catch (IOException e) {
      // Closed: the end.
      return;
    }
  }

  private void carry(Socket from, Socket to, AtomicInteger left) {
    byte[] some = new byte[512];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        int before = left.getAndAdd(-read);
        out.write(some, 0, Math.max(0, Math.min(read, before)));
        out.flush();
        if (before < read) {
          break;
        }
      }
      if (left.get() < 0) {
        cuts.incrementAndGet();
        from.setSoLinger(true, 0);
        to.setSoLinger(true, 0);
      }
      from.close();
      to.close();
    } catch (IOException e) {
      // The other direction was cut.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
