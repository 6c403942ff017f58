package io.gatehouse.radius;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** FreeRADIUS' radclient: asks one request and tells what came back. */
public final class RadClient {
  private RadClient() {}

  /**
   * @param kind auth, acct, coa, disconnect, status
   * @param attributes as radclient reads them: {@code User-Name = anna} lines
   * @return everything that it printed
   */
  public static String ask(int port, String kind, String secret, String attributes) {
    try {
      Process client =
          new ProcessBuilder(
                  "radclient", "-x", "-t", "3", "-r", "1", "127.0.0.1:" + port, kind, secret)
              .redirectErrorStream(true)
              .start();
      client.getOutputStream().write(attributes.getBytes(StandardCharsets.UTF_8));
      client.getOutputStream().close();
      String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!client.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("radclient hangs");
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
