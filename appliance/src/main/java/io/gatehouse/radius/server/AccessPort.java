package io.gatehouse.radius.server;

import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Port;
import io.gatehouse.radius.packet.Refusal;
import io.gatehouse.radius.packet.Signer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers access requests, each on a virtual thread of its own. */
public final class AccessPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessPort.class);
  private static final int MOST_AT_ONCE = 512;

  private final LocalServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  public AccessPort(LocalServer server) {
    this.server = server;
  }

  /**
   * Takes a checked and verified request, from any thread, and returns at once.
   *
   * @param request may be kept
   * @param signer not used by anybody else
   * @param nas the name that the router is registered under
   * @param answer is given the signed reply; null where nothing can be decided now, and the router
   *     has to ask again
   */
  public void take(Packet request, Signer signer, String nas, Consumer<byte[]> answer) {
    if (!places.tryAcquire()) {
      answer.accept(null);
      return;
    }
    threads.execute(() -> decide(request, signer, nas, answer));
  }

  private void decide(Packet request, Signer signer, String nas, Consumer<byte[]> answer) {
    byte[] reply = null;
    try {
      PacketCheck check = new PacketCheck();
      if (check.check(request, Port.AUTHENTICATION) == Refusal.NONE) {
        reply = server.answer(request, check, signer, nas).orElse(null);
      }
    } catch (RuntimeException e) {
      LOG.error("an access request of {} was not answered", nas, e);
    } finally {
      places.release();
      answer.accept(reply);
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
