package io.gatehouse.warden.server;

import io.gatehouse.platform.process.CommandFailed;
import io.gatehouse.platform.units.Supervision;
import io.gatehouse.platform.units.Units;
import io.gatehouse.warden.gate.Connections;
import io.gatehouse.warden.gate.KernelGate;
import io.gatehouse.warden.gate.KernelShaper;
import io.gatehouse.warden.gate.PipeBroken;
import io.gatehouse.warden.kernel.Devices;
import io.gatehouse.warden.kernel.Firewall;
import io.gatehouse.warden.kernel.KernelRefused;
import io.gatehouse.warden.kernel.LibC;
import io.gatehouse.warden.kernel.Lines;
import io.gatehouse.warden.port.GuestPorts;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.rollout.Places;
import io.gatehouse.warden.rollout.RolloutFolder;
import io.gatehouse.warden.rollout.StagedFiles;
import io.gatehouse.warden.wire.Frame;
import io.gatehouse.warden.wire.VerbSyntaxException;
import io.gatehouse.warden.wire.VerbText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import jnr.ffi.LibraryLoader;
import jnr.unixsocket.Credentials;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The warden: root's small process. Serves verbs to the edge's user and to root over a Unix socket
 * and to nobody else, and keeps the firewall as it was loaded.
 */
public final class WardenServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WardenServer.class);
  private static final int MOST_CLIENTS = 16;
  private static final long LOOK_MILLIS = 1_000;

  private final Places places;
  private final Edge edge;
  private final KernelGate gate;
  private final KernelShaper shaper;
  private final Firewall firewall;
  private final RolloutFolder rollout;
  private final VerbDesk desk;
  private final Connections connections;
  private final GuestPorts ports;
  private final Supervision supervision;
  private final Semaphore seats = new Semaphore(MOST_CLIENTS);
  private UnixServerSocketChannel door;
  private volatile boolean open;

  /** Who may call besides root: the edge's user and group. */
  public record Edge(int uid, int gid) {}

  /**
   * @param supervision is told that the server is up, and that it goes on carrying verbs out
   */
  public WardenServer(Places places, Edge edge, Units units, Supervision supervision) {
    this.supervision = supervision;
    this.places = places;
    this.edge = edge;
    LibC libc = LibraryLoader.create(LibC.class).load("c");
    Devices devices = new Devices(places.etc().resolve("firewall/devices"));
    connections = new Connections(libc);
    firewall = new Firewall(places.script());
    ports = new GuestPorts(devices, libc, firewall);
    gate = new KernelGate(devices, connections, ports);
    shaper = new KernelShaper(devices);
    rollout = new RolloutFolder(places);
    StagedFiles staged = new StagedFiles(places, libc, edge.uid(), rollout);
    desk = new VerbDesk(gate, shaper, firewall, new Lines(devices), staged, rollout, units);
  }

  /** Loads the firewall, opens the socket and returns. */
  public void start() throws IOException {
    open = true;
    try {
      firewall.load();
    } catch (CommandFailed closed) {
      // The script has closed the gate; verbs that mend it must still be taken.
      LOG.error("the firewall is closed: {}", closed.getMessage());
    }
    ports.start();
    Files.createDirectories(places.socket().getParent());
    Files.deleteIfExists(places.socket());
    door = UnixServerSocketChannel.open();
    door.socket().bind(new UnixSocketAddress(places.socket().toFile()));
    Files.setAttribute(places.socket(), "unix:gid", edge.gid());
    Files.setPosixFilePermissions(places.socket(), PosixFilePermissions.fromString("rw-rw----"));
    Thread.ofPlatform().name("door").start(this::welcome);
    Thread.ofPlatform().daemon().name("drift").start(this::watch);
    supervision.ready();
  }

  private void welcome() {
    while (open) {
      try {
        UnixSocketChannel caller = door.accept();
        if (!seats.tryAcquire()) {
          LOG.warn("a caller was turned away: {} are served already", MOST_CLIENTS);
          caller.close();
          continue;
        }
        Thread.ofPlatform().daemon().name("caller").start(() -> serve(caller));
      } catch (IOException e) {
        if (open) {
          LOG.error("the socket cannot be served: {}", e.getMessage());
          return;
        }
      }
    }
  }

  private void serve(UnixSocketChannel caller) {
    try (caller) {
      Credentials peer = caller.getOption(UnixSocketOptions.SO_PEERCRED);
      InputStream in = Channels.newInputStream(caller);
      OutputStream out = Channels.newOutputStream(caller);
      if (peer.getUid() != edge.uid() && peer.getUid() != 0) {
        LOG.warn("refused: user {} (process {}) may not call", peer.getUid(), peer.getPid());
        Frame.write(out, Reply.write(new Reply.Refused("this user may not call the warden")));
        return;
      }
      for (String text = Frame.read(in, Frame.LONGEST_REQUEST);
          text != null;
          text = Frame.read(in, Frame.LONGEST_REQUEST)) {
        write(out, answer(text));
      }
    } catch (IOException gone) {
      LOG.info("a caller left: {}", gone.getMessage());
    } finally {
      seats.release();
    }
  }

  private static void write(OutputStream out, VerbDesk.Answer answer) throws IOException {
    switch (answer) {
      case VerbDesk.Answer.Told told -> Frame.write(out, Reply.write(told.reply()));
      case VerbDesk.Answer.Listing listing -> {
        byte[] start = Reply.write(new Reply.Done("")).getBytes(StandardCharsets.UTF_8);
        Frame.writeHead(out, start.length + listing.printed().length());
        out.write(start);
        listing.printed().writeTo(out);
      }
    }
  }

  private VerbDesk.Answer answer(String text) {
    try {
      VerbDesk.Answer answer = desk.carryOut(VerbText.read(text));
      if (answer instanceof VerbDesk.Answer.Told(Reply.Refused refused)) {
        LOG.warn("refused: {}", refused.reason());
      } else if (answer instanceof VerbDesk.Answer.Told(Reply.Failed failed)) {
        LOG.error("failed: {}", failed.reason());
      }
      return answer;
    } catch (VerbSyntaxException e) {
      // The text itself stays out of the log: it is a stranger's.
      LOG.warn("refused: {}", e.getMessage());
      return new VerbDesk.Answer.Told(new Reply.Refused(e.getMessage()));
    }
  }

  private void watch() {
    while (open) {
      try {
        Thread.sleep(LOOK_MILLIS);
        gate.endIfStuck();
        shaper.endIfStuck();
        rollout.revertIfDue();
        // Past the desk no verb hangs, and past the repair no tool does.
        desk.mend();
        supervision.alive();
        firewall.repair();
        supervision.alive();
      } catch (CommandFailed | KernelRefused | PipeBroken e) {
        LOG.error("the box cannot be brought back in order: {}", e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Waits until the socket is closed. */
  public void await() throws InterruptedException {
    synchronized (seats) {
      while (open) {
        seats.wait();
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (seats) {
      open = false;
      seats.notifyAll();
    }
    if (door != null) {
      door.close();
      Files.deleteIfExists(places.socket());
    }
    gate.close();
    shaper.close();
    connections.close();
    ports.close();
  }
}
