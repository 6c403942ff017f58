package io.gatehouse.radius.proxy;

import io.gatehouse.network.radius.Radius;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Sends variants of malformed requests over real UDP and looks at what became of each. */
public final class Hostile implements AutoCloseable {
  /** So many that the sockets' buffers hold them. */
  private static final int BURST = 50;

  private static final int LIMIT_MILLIS = 5_000;

  private final ProxyRig rig = new ProxyRig(Radius.Order.FAILOVER, Radius.Outage.CLOSED);

  public Hostile() throws IOException {}

  /** How many there are. */
  public static int classes() {
    return Malformed.values().length;
  }

  /**
   * Sends so many variants of each class.
   *
   * @return what did not become of them what the table says; empty where all did
   */
  public List<String> round(int variants, SplittableRandom random) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Malformed one : Malformed.values()) {
      Malformed.Draw draw = new Malformed.Draw(random.split(), rig.nas.signer());
      for (int sent = 0; sent < variants; sent += BURST) {
        burst(one, draw, Math.min(BURST, variants - sent)).ifPresent(wrong::add);
      }
    }
    return wrong;
  }

  private Optional<String> burst(Malformed one, Malformed.Draw draw, int variants)
      throws IOException {
    Map<String, Long> before = rig.box.counts().reasons();
    boolean taken = one.outcome().equals(Malformed.TAKEN);
    int port = rig.port + one.service().number();
    int answered = 0;
    for (int i = 0; i < variants; i++) {
      rig.nas.send(one.variant(draw), port);
      if (taken) {
        answered += rig.nas.receive(LIMIT_MILLIS) == null ? 0 : 1;
      }
    }
    Map<String, Long> expected = new TreeMap<>(before);
    if (!taken) {
      expected.merge(one.outcome(), (long) variants, Long::sum);
    }
    long end = System.nanoTime() + LIMIT_MILLIS * 1_000_000L;
    while (!rig.box.counts().reasons().equals(expected) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    // Whatever was answered besides stands in the socket now.
    answered += taken ? 0 : rig.nas.receive(1) == null ? 0 : 1;
    Map<String, Long> after = rig.box.counts().reasons();
    if (after.equals(expected) && answered == (taken ? variants : 0)) {
      return Optional.empty();
    }
    after.entrySet().removeIf(e -> e.getValue().equals(before.get(e.getKey())));
    return Optional.of(
        one
            + ": of "
            + variants
            + " expected "
            + one.outcome()
            + ", answered "
            + answered
            + ", reasons now "
            + after);
  }

  @Override
  public void close() {
    rig.close();
  }
}
