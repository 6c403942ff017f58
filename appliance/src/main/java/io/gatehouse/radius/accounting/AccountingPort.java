package io.gatehouse.radius.accounting;

import io.gatehouse.platform.store.StoreException;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes accounting requests, stores those that wait together with one sync, then acknowledges each
 * (RFC 2866 §2). One thread; while a commit is under way the next group gathers.
 */
public final class AccountingPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccountingPort.class);
  private static final int MOST_WAITING = 4_096;
  private static final int GROUP = 128;

  private final AccountingBook book;
  private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Thread thread =
      Thread.ofPlatform().name("radius-accounting").daemon().unstarted(this::run);
  private volatile boolean closed;

  public AccountingPort(AccountingBook book) {
    this.book = book;
  }

  private record Waiting(Report report, Packet request, Signer signer, Consumer<byte[]> answer) {}

  public void start() {
    thread.start();
  }

  /**
   * Takes a checked and verified request, from any thread, and returns at once.
   *
   * @param request may be kept
   * @param signer not used by anybody else
   * @param nas the name that the router is registered under
   * @param pool whose servers get the record; empty = it stays here
   * @param answer is given the signed reply, or null where the router has to send it again
   */
  public void take(
      Packet request, Signer signer, String nas, String pool, Consumer<byte[]> answer) {
    if (!waiting.offer(new Waiting(Report.of(request, nas, pool), request, signer, answer))) {
      answer.accept(null);
    }
  }

  private void run() {
    List<Waiting> group = new ArrayList<>(GROUP);
    while (!closed) {
      try {
        group.add(waiting.take());
      } catch (InterruptedException e) {
        continue;
      }
      waiting.drainTo(group, GROUP - 1);
      store(group);
      group.clear();
    }
  }

  private void store(List<Waiting> group) {
    try {
      book.take(group.stream().map(Waiting::report).toList());
    } catch (StoreException e) {
      // No answer: the routers keep what they have, and send it again.
      LOG.error("{} accounting records were not taken: {}", group.size(), e.getMessage());
      group.forEach(one -> one.answer.accept(null));
      return;
    }
    for (Waiting one : group) {
      one.answer.accept(
          PacketBuilder.reply(Code.ACCOUNTING_RESPONSE, one.request)
              .signedFor(one.request, one.signer));
    }
  }

  /** What has not been stored is not acknowledged. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
