package io.gatehouse.bench.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Asks for a page until it comes. Arguments: source, address, port. Prints {@code ready}, and then
 * when the answer was there, by the clock that all programs of a machine share.
 */
public final class FirstAnswer {
  private FirstAnswer() {}

  public static void main(String[] args) throws Exception {
    InetSocketAddress target =
        new InetSocketAddress(InetAddress.getByName(args[1]), Integer.parseInt(args[2]));
    byte[] request = LoadClient.request(args[1], "/", "en");
    System.out.println("ready");
    while (true) {
      try {
        String answer =
            new String(LoadClient.ask(args[0], target, request), StandardCharsets.ISO_8859_1);
        if (answer.startsWith("HTTP/1.1 200")) {
          System.out.println(System.nanoTime());
          return;
        }
      } catch (IOException notYet) {
        // Nobody listens yet: that is what is being waited for.
        Thread.onSpinWait();
      }
      Thread.sleep(2);
    }
  }
}
