package io.gatehouse.campaign;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One request and its answer over one connection, read to the last byte or not believed. */
public final class HttpTalk {
  private static final int LONGEST = 4 << 20;
  private static final int PATIENCE_SECONDS = 20;

  /** Hangs up on whoever lets us wait: channels know no time limit. */
  private static final ScheduledExecutorService IMPATIENT =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  private HttpTalk() {}

  /** A complete answer. */
  public record Answer(int status, String head, String body) {}

  public static String get(String host, String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  }

  public static String post(String host, String path, String type, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: "
        + host
        + "\r\nConnection: close\r\nContent-Type: "
        + type
        + "\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  /** Sends over a connection that is there. An answer that ends early is an exception. */
  public static Answer talk(SocketChannel channel, String request) throws IOException {
    Future<?> limit = IMPATIENT.schedule(() -> hangUp(channel), PATIENCE_SECONDS, TimeUnit.SECONDS);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      String head = head(in);
      int status = Integer.parseInt(head.split(" ", 3)[1]);
      return new Answer(status, head, body(in, head));
    } finally {
      limit.cancel(false);
    }
  }

  private static void hangUp(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException closedAnyway) {
      return;
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(512);
    int matched = 0;
    while (matched < 4) {
      int read = in.read();
      if (read < 0 || head.size() > 16_384) {
        throw new IOException("the answer's head is not whole");
      }
      head.write(read);
      boolean carriage = matched % 2 == 0;
      matched = read == (carriage ? '\r' : '\n') ? matched + 1 : read == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static String body(InputStream in, String head) throws IOException {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("\r\ncontent-length:");
    if (at < 0) {
      return lower.contains("\r\ntransfer-encoding: chunked") ? chunks(in) : "";
    }
    int from = at + "\r\ncontent-length:".length();
    int length = Integer.parseInt(lower.substring(from, lower.indexOf("\r\n", from)).strip());
    byte[] body = in.readNBytes(Math.min(length, LONGEST));
    if (body.length < length) {
      throw new IOException("the answer's body is not whole");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line(in), 16);
      byte[] chunk = in.readNBytes(length);
      if (chunk.length < length) {
        throw new IOException("the answer's body is not whole");
      }
      body.writeBytes(chunk);
      line(in);
      if (length == 0) {
        return body.toString(StandardCharsets.UTF_8);
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new IOException("the answer's body is not whole");
      }
      line.append((char) read);
    }
    return line.toString().strip();
  }
}
