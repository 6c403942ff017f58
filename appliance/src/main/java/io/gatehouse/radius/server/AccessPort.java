package io.gatehouse.radius.server;

import io.gatehouse.radius.door.Asked;
import io.gatehouse.radius.door.Door;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers access requests, each on a virtual thread of its own. */
public final class AccessPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessPort.class);
  private static final int MOST_AT_ONCE = 512;

  private final LocalServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private Door door;

  public AccessPort(LocalServer server) {
    this.server = server;
  }

  /** The port that answers go out by. */
  public void at(Door opened) {
    door = opened;
  }

  /** Takes requests of the port's thread; where all places are taken, it waits. */
  public void take(List<Asked> all) {
    for (Asked asked : all) {
      places.acquireUninterruptibly();
      threads.execute(() -> answer(asked));
    }
  }

  private void answer(Asked asked) {
    try {
      Optional<byte[]> reply =
          server.answer(asked.packet(), asked.check(), asked.signer(), asked.client().name());
      reply.ifPresentOrElse(bytes -> door.answer(asked, bytes), () -> door.forget(asked));
    } catch (RuntimeException e) {
      LOG.error("an access request of {} was not answered", asked.client().name(), e);
      door.forget(asked);
    } finally {
      places.release();
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
