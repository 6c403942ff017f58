package io.gatehouse.radius.datagram;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.proxy.Counts;
import io.gatehouse.radius.proxy.Local;
import io.gatehouse.radius.proxy.Output;
import io.gatehouse.radius.proxy.Proxy;
import io.gatehouse.radius.proxy.Service;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy on real UDP: one thread that waits for all its sockets, takes and sends up to 64
 * datagrams a call, and runs what others ask of it in between.
 */
public final class Datagrams implements Output, Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Datagrams.class);
  private static final int BUSY_MILLIS = 50;
  private static final int IDLE_MILLIS = 1_000;
  private static final int BUFFER = 4 << 20;
  private static final int LISTENERS = Service.values().length;
  private static final int FIRST_OWN = 1 + LISTENERS;
  private static final int POLLFD = 8;
  private static final int MOST_DESCRIPTORS = 128;
  private static final long MILLI = 1_000_000;

  private final Arena arena = Arena.ofShared();
  private final Batch in = new Batch(arena, Packet.LONGEST + 1);
  private final Batch out = new Batch(arena, Packet.LONGEST);
  private final byte[] datagram = new byte[Packet.LONGEST + 1];
  private final MemorySegment polled = arena.allocate((long) MOST_DESCRIPTORS * POLLFD, 8);
  private final MemorySegment state = arena.allocate(LibC.callState());
  private final MemorySegment one = arena.allocate(JAVA_LONG);
  private final MemorySegment scratch = arena.allocate(JAVA_LONG);
  private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private final Counts counts;
  private final Proxy proxy;
  private final Thread thread;
  private int descriptors;
  private int outFd = -1;
  private int outCount;
  private volatile boolean closing;
  private final Object waking = new Object();
  private boolean closed;

  /**
   * Opens the ports and begins.
   *
   * @param listensAt an address of the box, or 0.0.0.0 for all
   * @throws PortTaken where another program has one of the ports
   */
  public Datagrams(Radius settings, Ipv4 listensAt, Local local, Counts counts) {
    this.counts = counts;
    one.set(JAVA_LONG, 0, 1);
    watch(LibC.eventfd());
    try {
      watch(open(listensAt, settings.authenticationPort()));
      watch(open(listensAt, settings.accountingPort()));
    } catch (PortTaken e) {
      closeAll();
      throw e;
    }
    proxy = new Proxy(settings, this, local, this, counts, System.nanoTime());
    thread = Thread.ofPlatform().name("radius").daemon().start(this::run);
  }

  private void watch(int fd) {
    long at = (long) descriptors++ * POLLFD;
    polled.set(JAVA_INT, at, fd);
    polled.set(JAVA_SHORT, at + 4, LibC.POLLIN);
  }

  private int fd(int index) {
    return polled.get(JAVA_INT, (long) index * POLLFD);
  }

  private int open(Ipv4 address, int port) {
    int fd = LibC.socket(state);
    if (fd < 0) {
      throw new PortTaken("no socket could be opened: error " + LibC.errno(state));
    }
    scratch.set(JAVA_INT, 0, BUFFER);
    LibC.option(fd, LibC.SO_RCVBUF, scratch);
    LibC.option(fd, LibC.SO_SNDBUF, scratch);
    MemorySegment name = arena.allocate(Batch.ADDRESS_BYTES, 8);
    name.set(JAVA_SHORT, 0, (short) LibC.AF_INET);
    name.set(LibC.NETWORK_SHORT, 2, (short) port);
    name.set(LibC.NETWORK_INT, 4, address.bits());
    if (LibC.bind(state, fd, name) != 0) {
      int error = LibC.errno(state);
      LibC.close(fd);
      throw new PortTaken(
          "UDP "
              + address
              + ":"
              + port
              + " cannot be opened: error "
              + error
              + (error == 98 ? ", another program has it" : ""));
    }
    return fd;
  }

  /** Runs it on the RADIUS thread, soon. */
  @Override
  public void execute(Runnable errand) {
    errands.add(errand);
    if (Thread.currentThread() != thread) {
      wake();
    }
  }

  /** Others may still bring something while the ports close: the descriptor is another's then. */
  private void wake() {
    synchronized (waking) {
      if (!closed) {
        LibC.write(fd(0), one);
      }
    }
  }

  /** Other settings from when it returns; the ports stay as they are. */
  public void follow(Radius settings) {
    CompletableFuture.runAsync(() -> proxy.follow(settings, System.nanoTime()), this).join();
  }

  public Counts counts() {
    return counts;
  }

  public Proxy proxy() {
    return proxy;
  }

  private void run() {
    long ticked = System.nanoTime();
    while (!closing) {
      int wait = proxy.waiting() > 0 ? BUSY_MILLIS : IDLE_MILLIS;
      try {
        if (LibC.poll(polled, descriptors, errands.isEmpty() ? wait : 0) > 0) {
          take();
        }
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
          errand.run();
        }
        long now = System.nanoTime();
        if (now - ticked >= BUSY_MILLIS * MILLI) {
          ticked = now;
          proxy.tick(now);
        }
        flush();
      } catch (RuntimeException e) {
        // One datagram must not end the service for all others.
        LOG.error("radius: a datagram could not be handled", e);
      }
    }
  }

  private void take() {
    int count = descriptors;
    for (int i = 0; i < count; i++) {
      if (polled.get(JAVA_SHORT, (long) i * POLLFD + 6) == 0) {
        continue;
      }
      if (i == 0) {
        LibC.read(fd(0), scratch);
      } else {
        drain(i);
      }
    }
  }

  private void drain(int index) {
    int fd = fd(index);
    int received = in.receive(fd);
    long now = System.nanoTime();
    for (int i = 0; i < received; i++) {
      int length = Math.min(in.length(i), datagram.length);
      in.read(i, datagram, length);
      if (index < FIRST_OWN) {
        Service service = index == 1 ? Service.AUTHENTICATION : Service.ACCOUNTING;
        proxy.request(service, datagram, length, in.address(i), in.port(i), now);
      } else {
        proxy.reply(index - FIRST_OWN, datagram, length, in.address(i), in.port(i), now);
      }
    }
    flush();
  }

  @Override
  public void answer(Service service, int address, int port, byte[] bytes, int length) {
    send(fd(1 + service.number()), address, port, bytes, length);
  }

  @Override
  public void ask(int socket, int address, int port, byte[] bytes, int length) {
    while (descriptors <= FIRST_OWN + socket) {
      // The kernel gives a port that nobody foresees.
      watch(open(new Ipv4(0), 0));
    }
    send(fd(FIRST_OWN + socket), address, port, bytes, length);
  }

  private void send(int fd, int address, int port, byte[] bytes, int length) {
    if (fd != outFd || outCount == Batch.SIZE) {
      flush();
      outFd = fd;
    }
    out.write(outCount++, address, port, bytes, length);
  }

  private void flush() {
    if (outCount > 0) {
      int count = outCount;
      outCount = 0;
      out.send(outFd, count);
    }
  }

  /** Closes the ports; what is on its way is lost. */
  @Override
  public void close() {
    closing = true;
    execute(() -> {});
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeAll();
  }

  private void closeAll() {
    synchronized (waking) {
      closed = true;
      for (int i = 0; i < descriptors; i++) {
        LibC.close(fd(i));
      }
      arena.close();
    }
  }
}
