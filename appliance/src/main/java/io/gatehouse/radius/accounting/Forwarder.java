package io.gatehouse.radius.accounting;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.store.StoreException;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketBuilder;
import io.gatehouse.radius.packet.PacketCheck;
import io.gatehouse.radius.packet.Port;
import io.gatehouse.radius.packet.Refusal;
import io.gatehouse.radius.packet.Signatures;
import io.gatehouse.radius.packet.Signer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the records of one pool on, oldest first, on a thread of its own. Where a server is silent
 * the next one is asked.
 */
final class Forwarder implements AutoCloseable {
  /** So often a record may stay unanswered while others are answered. */
  public static final int MOST_TRIES = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

  /** A source port has 256 ids. */
  private static final int AT_ONCE = 200;

  private static final int RECEIVE_BUFFER = 1 << 20;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final AccountingQueue queue;
  private final ServiceClock clock;
  private final String pool;
  private final List<Upstream> upstreams;
  private final int patienceMillis;
  private Upstream upstream;
  private Signer signer;
  private int turn;
  private final DatagramSocket socket;
  private final Semaphore news = new Semaphore(0);
  private final Map<Long, Integer> tries = new HashMap<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean answering = true;
  private int nextId;
  private long pauseMillis;

  /**
   * @param upstreams at least one
   * @param patienceMillis how long to wait for the next answer, 50 to 10,000
   */
  Forwarder(
      AccountingQueue queue,
      ServiceClock clock,
      String pool,
      List<Upstream> upstreams,
      int patienceMillis) {
    this.queue = queue;
    this.clock = clock;
    this.pool = pool;
    this.upstreams = List.copyOf(upstreams);
    this.patienceMillis = patienceMillis;
    ask(0);
    try {
      socket = new DatagramSocket();
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
    } catch (IOException e) {
      throw new IllegalStateException("no UDP socket for " + pool, e);
    }
    queue.onArrival(news::release);
    thread = Thread.ofPlatform().name("accounting-" + pool).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Whether a server has answered in the last round. */
  boolean answering() {
    return answering;
  }

  private void run() {
    while (!closed) {
      boolean went = false;
      try {
        went = round();
      } catch (IOException | StoreException e) {
        if (!closed) {
          LOG.warn("accounting for {} waits: {}", pool, e.getMessage());
          backOff();
        }
      }
      if (!went && !closed) {
        pause();
      }
    }
  }

  /** Until something new has come in, or a pause after silence is over. */
  private void pause() {
    try {
      if (pauseMillis > 0) {
        Thread.sleep(pauseMillis);
      } else if (news.tryAcquire(1, TimeUnit.SECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private void ask(int next) {
    turn = next % upstreams.size();
    upstream = upstreams.get(turn);
    signer = upstream.secret().signer();
  }

  /** Nobody answers: the next server, at once where it was not asked yet. */
  private void backOff() {
    answering = false;
    ask(turn + 1);
    boolean all = turn == 0;
    pauseMillis = all ? Math.clamp(pauseMillis * 2, 500, LONGEST_PAUSE_MILLIS) : pauseMillis;
  }

  /** Sends the oldest records once. False where there was nothing to do or nobody answered. */
  private boolean round() throws IOException {
    List<AccountingQueue.Waiting> batch = queue.oldest(pool, AT_ONCE);
    if (batch.isEmpty()) {
      pauseMillis = 0;
      return false;
    }
    Map<Integer, Sent> underWay = new HashMap<>();
    List<Long> broken = new ArrayList<>();
    for (AccountingQueue.Waiting record : batch) {
      int id = nextId++ & 0xff;
      Optional<byte[]> request = request(record, id);
      if (request.isPresent()) {
        underWay.put(id, new Sent(record.seq(), request.get()));
        socket.send(new DatagramPacket(request.get(), request.get().length, upstream.address()));
      } else {
        broken.add(record.seq());
      }
    }
    List<Long> acknowledged = answers(underWay);
    if (acknowledged.isEmpty() && broken.isEmpty()) {
      backOff();
      return false;
    }
    answering = true;
    pauseMillis = 0;
    queue.settle(acknowledged, broken, "does not fit into a packet");
    acknowledged.forEach(tries::remove);
    setAside(underWay);
    return true;
  }

  /** While others are answered, what is not gets so many tries and no more. */
  private void setAside(Map<Integer, Sent> unanswered) {
    List<Long> poison = new ArrayList<>();
    for (Sent sent : unanswered.values()) {
      if (tries.merge(sent.seq, 1, Integer::sum) >= MOST_TRIES) {
        poison.add(sent.seq);
        tries.remove(sent.seq);
      }
    }
    if (!poison.isEmpty()) {
      LOG.warn("{} does not take {} accounting records; set aside", pool, poison.size());
      queue.settle(List.of(), poison, "not answered " + MOST_TRIES + " times while others were");
    }
  }

  /** A request that waits for its answer. */
  private static final class Sent {
    private final long seq;
    private final byte[] request;

    Sent(long seq, byte[] request) {
      this.seq = seq;
      this.request = request;
    }
  }

  /** Takes answers until all are there or none has come for a while; what is left is unanswered. */
  private List<Long> answers(Map<Integer, Sent> underWay) throws IOException {
    List<Long> acknowledged = new ArrayList<>();
    DatagramPacket in = new DatagramPacket(new byte[Packet.LONGEST + 1], Packet.LONGEST + 1);
    PacketCheck check = new PacketCheck();
    Packet packet = new Packet();
    long until = System.nanoTime() + patienceMillis * 1_000_000L;
    while (!underWay.isEmpty()) {
      long left = (until - System.nanoTime()) / 1_000_000L;
      if (left <= 0) {
        break;
      }
      socket.setSoTimeout((int) left);
      in.setLength(Packet.LONGEST + 1);
      try {
        socket.receive(in);
      } catch (SocketTimeoutException e) {
        break;
      }
      if (!in.getSocketAddress().equals(upstream.address())) {
        continue;
      }
      packet.over(in.getData(), 0, in.getLength());
      if (check.check(packet, Port.REPLIES) != Refusal.NONE
          || packet.code() != Code.ACCOUNTING_RESPONSE) {
        continue;
      }
      Sent sent = underWay.get(packet.id());
      if (sent != null
          && Signatures.ofReply(packet, check, signer, sent.request, Packet.AUTHENTICATOR, false)
              == Refusal.NONE) {
        underWay.remove(packet.id());
        acknowledged.add(sent.seq);
        until = System.nanoTime() + patienceMillis * 1_000_000L;
      }
    }
    return acknowledged;
  }

  /** The record with its age as it is now; empty where it does not fit. */
  private Optional<byte[]> request(AccountingQueue.Waiting record, int id) {
    Packet kept = packetOf(record.attributes());
    PacketBuilder builder = PacketBuilder.request(Code.ACCOUNTING_REQUEST, id);
    boolean named = false;
    boolean dated = false;
    try {
      for (int at = kept.first(); at < kept.end(); at = kept.next(at)) {
        int type = kept.type(at);
        named |= type == Attribute.NAS_IDENTIFIER || type == Attribute.NAS_IP_ADDRESS;
        named |= type == Attribute.NAS_IPV6_ADDRESS;
        dated |= type == Attribute.EVENT_TIMESTAMP;
        builder.add(type, kept.valueCopy(at));
      }
      if (!named) {
        builder.add(Attribute.NAS_IDENTIFIER, record.nas());
      }
      if (!dated && record.wallMillis() > 0) {
        builder.add(
            Attribute.EVENT_TIMESTAMP, (int) (record.wallMillis() / 1_000 - record.delaySeconds()));
      }
      long age = record.delaySeconds() + (clock.millis() - record.serviceMillis()) / 1_000;
      builder.add(Attribute.ACCT_DELAY_TIME, (int) Math.clamp(age, 0, 0xffff_ffffL));
      return Optional.of(builder.signed(signer));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Kept attributes behind an empty header, to be walked. */
  private static Packet packetOf(byte[] attributes) {
    byte[] whole = new byte[Packet.HEADER + attributes.length];
    System.arraycopy(attributes, 0, whole, Packet.HEADER, attributes.length);
    return Packet.of(whole);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    socket.close();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
