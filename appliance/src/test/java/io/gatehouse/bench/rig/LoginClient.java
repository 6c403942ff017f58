package io.gatehouse.bench.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A guest's device that sends a datagram to the internet again and again and notices when the first
 * one comes back. Arguments: own address, the portal's, the echo's address and port. Reads {@code
 * redeem CODE} or {@code watch} from its input; answers with the moment that the code was sent (for
 * {@code watch}: nothing), and with the moment of the first echo.
 */
public final class LoginClient {
  private static final Pattern TOKEN = Pattern.compile("name=\"?token\"? value=\"([^\"]+)\"");
  private static final int LIMIT_MILLIS = 10_000;

  private final String own;
  private final InetSocketAddress portal;
  private final InetSocketAddress echo;

  private LoginClient(String own, InetSocketAddress portal, InetSocketAddress echo) {
    this.own = own;
    this.portal = portal;
    this.echo = echo;
  }

  public static void main(String[] args) throws Exception {
    LoginClient client =
        new LoginClient(
            args[0],
            new InetSocketAddress(InetAddress.getByName(args[1]), 80),
            new InetSocketAddress(InetAddress.getByName(args[2]), Integer.parseInt(args[3])));
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("redeem ")) {
        client.redeem(line.substring(7));
      } else {
        long echoed =
            client.watch(Thread.ofPlatform().unstarted(() -> System.out.println("watching")));
        System.out.println("echo " + echoed);
      }
    }
  }

  private void redeem(String code) throws Exception {
    byte[] request = form(own, portal, code);
    AtomicLong sent = new AtomicLong();
    Thread post =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  try {
                    sent.set(System.nanoTime());
                    LoadClient.ask(own, portal, request);
                  } catch (IOException e) {
                    System.err.println("POST: " + e);
                  }
                });
    long echoed = watch(post);
    post.join();
    // Not before: whoever reads it would wake up beside what is measured.
    System.out.println("sent " + sent.get());
    System.out.println("echo " + echoed);
  }

  /** The request that brings a code in, with the token of a page that was asked for just now. */
  public static byte[] form(String own, InetSocketAddress portal, String code) throws IOException {
    String host = portal.getAddress().getHostAddress();
    byte[] page = LoadClient.ask(own, portal, LoadClient.request(host, "/", "en"));
    Matcher token = TOKEN.matcher(new String(page, StandardCharsets.UTF_8));
    if (!token.find()) {
      throw new IOException("no form on the page: " + new String(page, StandardCharsets.UTF_8));
    }
    byte[] form =
        ("token=" + token.group(1) + "&lang=en&code=" + code).getBytes(StandardCharsets.US_ASCII);
    byte[] head =
        ("POST /voucher HTTP/1.1\r\nHost: "
                + host
                + "\r\nAccept: text/html\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + form.length
                + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = Arrays.copyOf(head, head.length + form.length);
    System.arraycopy(form, 0, request, head.length, form.length);
    return request;
  }

  /**
   * Knocks five times a millisecond; a port of its own, so that no old connection is met. Returns
   * the moment of the first echo, 0 where none came.
   */
  private long watch(Thread afterFirstKnock) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] knock = new byte[32];
      Thread knocking =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try {
                      while (!socket.isClosed()) {
                        socket.send(new DatagramPacket(knock, knock.length, echo));
                        LockSupport.parkNanos(200_000);
                      }
                    } catch (IOException closed) {
                      // The echo was heard and the socket closed.
                      return;
                    }
                  });
      Thread.sleep(20);
      afterFirstKnock.start();
      socket.setSoTimeout(LIMIT_MILLIS);
      long echoed = 0;
      try {
        socket.receive(new DatagramPacket(new byte[64], 64));
        echoed = System.nanoTime();
      } catch (SocketTimeoutException shut) {
        System.err.println("no echo: " + shut.getMessage());
      }
      socket.close();
      knocking.join();
      return echoed;
    }
  }
}
