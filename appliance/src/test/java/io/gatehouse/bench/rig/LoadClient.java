package io.gatehouse.bench.rig;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks for a page many times, each time over a new connection, from many addresses and in many
 * languages. Arguments: address, port, host, path, requests, first device, devices. Prints how many
 * answers came and what they weighed.
 */
public final class LoadClient {
  private static final List<String> LANGUAGES = List.of("en", "fr", "es", "pt", "sw", "ar", "hi");
  private static final int AT_ONCE = 16;
  private static final int LIMIT_MILLIS = 10_000;

  private LoadClient() {}

  public static void main(String[] args) throws Exception {
    InetSocketAddress target =
        new InetSocketAddress(InetAddress.getByName(args[0]), Integer.parseInt(args[1]));
    int requests = Integer.parseInt(args[4]);
    int first = Integer.parseInt(args[5]);
    int devices = Integer.parseInt(args[6]);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger answers = new AtomicInteger();
    AtomicLong bytes = new AtomicLong();
    CountDownLatch done = new CountDownLatch(AT_ONCE);
    for (int i = 0; i < AT_ONCE; i++) {
      Thread.ofPlatform()
          .start(
              () -> {
                for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                  String source = Floor.device(first + n % devices).ip().toString();
                  byte[] request = request(args[2], args[3], LANGUAGES.get(n % LANGUAGES.size()));
                  try {
                    bytes.addAndGet(ask(source, target, request).length);
                    answers.incrementAndGet();
                  } catch (IOException e) {
                    System.err.println(source + ": " + e);
                  }
                }
                done.countDown();
              });
    }
    done.await();
    System.out.println(answers.get() + " " + bytes.get());
    System.exit(0);
  }

  public static byte[] request(String host, String path, String language) {
    return ("GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nAccept: text/html\r\n"
            + "Accept-Language: "
            + language
            + "\r\nAccept-Encoding: gzip, deflate\r\n"
            + "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)\r\n"
            + "Connection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The whole answer, headers included. */
  public static byte[] ask(String source, InetSocketAddress target, byte[] request)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(source, 0));
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.connect(target, LIMIT_MILLIS);
      socket.getOutputStream().write(request);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toByteArray();
    }
  }
}
