package io.gatehouse.radius.eap;

import io.gatehouse.platform.certificate.OwnCertificate;
import io.gatehouse.platform.clock.WallClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/** Conversations that are bent at one place or more, inside the tunnel and outside. */
final class BentEap {
  private static final int MOST_STEPS = 60;

  private final EapServer<Door> server;
  private long now;
  long successes;
  String lastFailure = "";

  BentEap(Path folder) {
    WallClock wall = new WallClock(Instant::now, Instant.EPOCH);
    ServerTls tls =
        new ServerTls(
            OwnCertificate.named(folder.resolve("own.pem"), "radius.test", wall, Instant.now())
                .keep(),
            "");
    server = new EapServer<>(() -> tls);
  }

  /** Lets in who has the right password. */
  private static final class Door implements Users {
    private boolean entered;

    @Override
    public boolean enter(String name, String password) {
      entered = password.equals("right");
      return entered;
    }

    @Override
    public boolean enterByCertificate(List<String> names) {
      throw new IllegalStateException("no certificate is believed");
    }

    @Override
    public boolean enterProved(String name) {
      entered = true;
      return true;
    }

    @Override
    public Optional<String> proof(String name, String spoken, byte[] challenge, byte[] response) {
      byte[] theirs = Arrays.copyOfRange(response, 26, 50);
      return Arrays.equals(theirs, TestPeer.RIGHT)
          ? Optional.of("S=" + "0".repeat(40))
          : Optional.empty();
    }
  }

  int going() {
    return server.size();
  }

  /** One login that nobody bends; true where it comes in. */
  boolean honest(EapMethod method, String protocol) {
    long before = successes;
    TestPeer peer = new TestPeer(method, protocol, UnaryOperator.identity());
    return talk(peer, "honest", UnaryOperator.identity(), 0) == null && successes == before + 1;
  }

  /**
   * So many bent ones.
   *
   * @return what went wrong; empty = nothing did
   */
  List<String> round(int conversations, RandomGenerator random) {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < conversations; i++) {
      EapMethod method = random.nextBoolean() ? EapMethod.PEAP : EapMethod.TTLS;
      String protocol = random.nextBoolean() ? "TLSv1.3" : "TLSv1.2";
      boolean outside = random.nextBoolean();
      int odds = 1 + random.nextInt(12);
      UnaryOperator<byte[]> bend = bytes -> random.nextInt(odds) == 0 ? bent(bytes, random) : bytes;
      TestPeer peer = new TestPeer(method, protocol, outside ? bytes -> bytes : bend);
      String device = "device-" + random.nextInt(2_000);
      try {
        String trouble =
            talk(peer, device, outside ? bend : UnaryOperator.identity(), random.nextInt(20));
        if (trouble != null) {
          wrong.add(method + " " + protocol + ": " + trouble);
        }
      } catch (RuntimeException e) {
        wrong.add(method + " " + protocol + ": " + e);
      }
    }
    return wrong;
  }

  private static byte[] bent(byte[] bytes, RandomGenerator random) {
    if (bytes.length == 0) {
      return new byte[random.nextInt(20)];
    }
    byte[] out = bytes.clone();
    switch (random.nextInt(6)) {
      case 0 -> out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> out[random.nextInt(Math.min(12, out.length))] = (byte) random.nextInt();
      case 2 -> out = Arrays.copyOf(out, random.nextInt(out.length));
      case 3 -> out = Arrays.copyOf(out, out.length + random.nextInt(2_000));
      case 4 -> random.nextBytes(out);
      default -> {
        int from = random.nextInt(out.length);
        System.arraycopy(out, 0, out, from, out.length - from);
      }
    }
    return out;
  }

  /** Null where all was as it must be. */
  private String talk(TestPeer peer, String device, UnaryOperator<byte[]> bend, int repeatedStep)
      throws IllegalStateException {
    byte[] state = {};
    byte[] said = TestPeer.identity(7);
    now += 1_000_000_000L;
    for (int step = 0; step < MOST_STEPS; step++) {
      byte[] sent = bend.apply(said);
      EapServer.Answer<Door> answer = server.take(sent, state, device, Door::new, 500, now);
      if (step == repeatedStep
          && answer.step() instanceof Step.Ask(byte[] first)
          && state.length > 0) {
        EapServer.Answer<Door> again = server.take(sent, state, device, Door::new, 500, now);
        if (!(again.step() instanceof Step.Ask(byte[] second)) || !Arrays.equals(first, second)) {
          return "a repeated packet is not answered as before";
        }
      }
      if (server.size() > EapServer.MOST) {
        return "there are " + server.size() + " conversations";
      }
      switch (answer.step()) {
        case Step.Success success -> {
          successes++;
          return answer.users().entered && success.keys().length == 64
              ? null
              : "somebody is in whom nobody let in";
        }
        case Step.Failure(byte[] end, String why) -> {
          lastFailure = why;
          return null;
        }
        case Step.Silence silence -> {
          return null;
        }
        case Step.Ask(byte[] eap) -> {
          state = answer.state();
          try {
            said = peer.answer(eap);
          } catch (SSLException e) {
            lastFailure = e.toString();
            // The peer saw through it, or was told: it says no more than that it heard.
            said = ack(eap);
          }
        }
      }
    }
    return "it does not end";
  }

  private static byte[] ack(byte[] question) {
    return new byte[] {2, question[1], 0, 6, question[4], 0};
  }
}
