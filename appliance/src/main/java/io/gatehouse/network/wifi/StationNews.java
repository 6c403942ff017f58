package io.gatehouse.network.wifi;

import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.journal.Fact;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jnr.enxio.channels.NativeSelectorProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who joins and leaves the access point, as hostapd tells it. One thread listens while there is an
 * access point; it ends with that, and {@link #look} begins it again.
 */
public final class StationNews implements AutoCloseable {
  /** How often to look for an access point where there was none. */
  public static final Duration EVERY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(StationNews.class);
  private static final int LIMIT_MILLIS = 1_000;
  private static final long MINUTE_MILLIS = 60_000;

  /** Anyone can join and leave with one made-up address after the other. */
  private static final int MOST_A_MINUTE = 120;

  private static final Pattern NEWS =
      Pattern.compile("<\\d>AP-STA-(CONNECTED|DISCONNECTED) ([0-9a-f:]{17})\\b.*", Pattern.DOTALL);

  private final Path controls;
  private final Path own;
  private final Consumer<List<Fact>> tell;
  private final LongSupplier millis;
  private final Map<Path, Heard> heard = new HashMap<>();
  private volatile boolean closed;
  private Thread thread;
  private long minute;
  private int told;
  private int untold;

  /** A device has joined the network in the air of that interface. */
  public record StationJoined(Mac mac, String device) implements Fact {}

  /** It has left it, or was sent off. */
  public record StationLeft(Mac mac, String device) implements Fact {}

  /** So many more came and went within a minute; they are not written down one by one. */
  public record StationsInARush(int comingsAndGoings) implements Fact {}

  /**
   * One network's socket.
   *
   * @param key of the file: hostapd that was started again has another one there
   */
  private record Heard(ControlSocket socket, Object key) {}

  /**
   * @param controls hostapd's folder of sockets, one for each network
   * @param own a folder for ours
   * @param tell is handed what is worth the journal, what came together in one piece
   * @param millis a clock that only goes forward
   */
  public StationNews(Path controls, Path own, Consumer<List<Fact>> tell, LongSupplier millis) {
    this.controls = controls;
    this.own = own;
    this.tell = tell;
    this.millis = millis;
  }

  /** Begins to listen where there is an access point and nobody listens. */
  public synchronized void look() {
    if (closed || (thread != null && thread.isAlive()) || sockets().isEmpty()) {
      return;
    }
    thread = Thread.ofPlatform().daemon().name("stations").start(this::listen);
  }

  private List<Path> sockets() {
    return Files.isDirectory(controls) ? ControlSocket.all(controls) : List.of();
  }

  private void listen() {
    try (Selector any = NativeSelectorProvider.getInstance().openSelector()) {
      while (!closed) {
        attach(any);
        if (heard.isEmpty()) {
          return;
        }
        any.select(LIMIT_MILLIS);
        any.selectedKeys().clear();
        List<Fact> facts = facts();
        if (!facts.isEmpty()) {
          tell.accept(facts);
        }
      }
    } catch (IOException e) {
      LOG.warn("the access point's news are not heard: {}", e.getMessage());
    } finally {
      heard.values().forEach(StationNews::close);
      heard.clear();
    }
  }

  private void attach(Selector any) throws IOException {
    Map<Path, Object> there = new HashMap<>();
    for (Path control : sockets()) {
      key(control).ifPresent(key -> there.put(control, key));
    }
    heard
        .entrySet()
        .removeIf(
            one -> {
              boolean gone = !one.getValue().key().equals(there.get(one.getKey()));
              if (gone) {
                close(one.getValue());
              }
              return gone;
            });
    for (Map.Entry<Path, Object> one : there.entrySet()) {
      if (!heard.containsKey(one.getKey())) {
        String name = "hostapd-news-" + one.getKey().getFileName() + ".sock";
        ControlSocket socket = new ControlSocket(one.getKey(), own.resolve(name));
        try {
          socket.attach(LIMIT_MILLIS);
          socket.wakes(any);
          heard.put(one.getKey(), new Heard(socket, one.getValue()));
        } catch (IOException silent) {
          // It is just starting or ending: the next look finds out.
          socket.close();
        }
      }
    }
  }

  private static Optional<Object> key(Path control) {
    try {
      return Optional.of(Files.getAttribute(control, "unix:ino"));
    } catch (IOException gone) {
      // Between two looks at the folder hostapd has ended.
      return Optional.empty();
    }
  }

  private List<Fact> facts() throws IOException {
    List<Fact> facts = new ArrayList<>();
    long now = millis.getAsLong();
    if (now - minute >= MINUTE_MILLIS) {
      if (untold > 0) {
        facts.add(new StationsInARush(untold));
      }
      minute = now;
      told = 0;
      untold = 0;
    }
    for (Map.Entry<Path, Heard> one : heard.entrySet()) {
      for (String words : one.getValue().socket().news()) {
        Matcher news = NEWS.matcher(words);
        if (!news.matches()) {
          continue;
        }
        if (told >= MOST_A_MINUTE) {
          untold++;
          continue;
        }
        told++;
        Mac mac = Mac.of(news.group(2));
        String device = one.getKey().getFileName().toString();
        facts.add(
            news.group(1).equals("CONNECTED")
                ? new StationJoined(mac, device)
                : new StationLeft(mac, device));
      }
    }
    return facts;
  }

  private static void close(Heard one) {
    try {
      one.socket().close();
    } catch (IOException e) {
      LOG.warn("a socket of the access point's news stays: {}", e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      try {
        thread.join(2L * LIMIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
