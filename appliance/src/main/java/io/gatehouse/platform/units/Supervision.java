package io.gatehouse.platform.units;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process tells whoever supervises it, by the datagrams of sd_notify(3): that it is up,
 * and again and again that it lives. A process that stops saying so is ended and started again.
 * Where nobody supervises, nothing is said.
 */
public final class Supervision {
  private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);

  /** Three times within the limit: one late round is no reason to end anybody. */
  private static final int BEATS = 3;

  private final Optional<File> socket;
  private final Optional<Duration> beat;
  private volatile boolean up;

  private Supervision(Optional<File> socket, Optional<Duration> beat) {
    this.socket = socket;
    this.beat = beat;
  }

  /**
   * @param environment the process's own: {@code NOTIFY_SOCKET} names the socket, {@code
   *     WATCHDOG_USEC} how many microseconds of silence are too long
   */
  public static Supervision of(Map<String, String> environment) {
    String path = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (!path.startsWith("/")) {
      return new Supervision(Optional.empty(), Optional.empty());
    }
    String silence = environment.getOrDefault("WATCHDOG_USEC", "");
    Optional<Duration> beat =
        silence.matches("[0-9]{1,15}")
            ? Optional.of(Duration.ofMillis(Math.max(1, Long.parseLong(silence) / 1_000 / BEATS)))
            : Optional.empty();
    return new Supervision(Optional.of(new File(path)), beat);
  }

  /** How often {@link #alive} is to be said; empty where nobody listens for it. */
  public Optional<Duration> beat() {
    return beat;
  }

  public void ready() {
    say("READY=1");
    up = true;
  }

  /**
   * To be called only by who has just seen that the process does its work. Nothing is said before
   * {@link #ready}: systemd counts the silence from the first word on, and a slow start has a limit
   * of its own, {@code TimeoutStartSec}.
   */
  public void alive() {
    if (up) {
      say("WATCHDOG=1");
    }
  }

  private void say(String word) {
    if (socket.isEmpty()) {
      return;
    }
    try (UnixDatagramChannel channel = UnixDatagramChannel.open()) {
      channel.send(
          ByteBuffer.wrap(word.getBytes(StandardCharsets.US_ASCII)),
          new UnixSocketAddress(socket.get()));
    } catch (IOException e) {
      LOG.warn("the supervisor was not told {}: {}", word, e.getMessage());
    }
  }
}
