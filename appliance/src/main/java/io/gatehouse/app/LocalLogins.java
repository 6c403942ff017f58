package io.gatehouse.app;

import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Port;
import io.gatehouse.radius.packet.Refusal;
import io.gatehouse.radius.proxy.Local;
import io.gatehouse.radius.proxy.Service;
import io.gatehouse.radius.server.LocalServer;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The box's own decisions behind the RADIUS ports: each on a virtual thread, as it waits for the
 * store. Accounting that no route sends on is not answered, so that a router keeps it.
 */
final class LocalLogins implements Local, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalLogins.class);
  private static final int MOST_AT_ONCE = 512;

  private final LocalServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  LocalLogins(LocalServer server) {
    this.server = server;
  }

  /** Where the box stands; empty while its clock is not trusted. */
  static Optional<LocalDateTime> timeOf(WallClock wall) {
    return wall.trusted()
        ? Optional.of(LocalDateTime.ofInstant(wall.now(), ZoneId.systemDefault()))
        : Optional.empty();
  }

  @Override
  public void decide(Asked asked, Answer answer) {
    if (asked.service() == Service.ACCOUNTING || !places.tryAcquire()) {
      answer.give(null);
      return;
    }
    threads.execute(
        () -> {
          byte[] reply = null;
          try {
            reply = replyTo(asked);
          } catch (RuntimeException e) {
            LOG.error("a login at {} was not answered", asked.nas().name(), e);
          } finally {
            places.release();
            answer.give(reply);
          }
        });
  }

  /** Null where there is none. */
  private byte[] replyTo(Asked asked) {
    PacketCheck check = new PacketCheck();
    if (check.check(asked.request(), Port.AUTHENTICATION) != Refusal.NONE) {
      throw new IllegalStateException("a request was handed on that is not in order");
    }
    return server
        .answer(asked.request(), check, asked.secret().signer(), asked.nas().name())
        .orElse(null);
  }

  @Override
  public void close() {
    threads.close();
  }
}
