package io.gatehouse.radius.eap;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The conversations that are going on, found by the State that each answer brings back. A device
 * has one at a time; a state is good once, and the last question is put again where only the answer
 * to it got lost.
 *
 * @param <U> what each conversation asks about users
 */
public final class EapServer<U extends Users> {
  /** At most so many at once; a tunnel takes some 60 KB while it is built. */
  public static final int MOST = 512;

  private static final long KEEP_NANOS = 60_000_000_000L;
  private static final long SPARE_NANOS = 5_000_000_000L;
  private static final int KEY_BYTES = 15;

  private final Supplier<ServerTls> tls;
  private final SecureRandom random = new SecureRandom();
  private final LinkedHashMap<String, Known<U>> byState = new LinkedHashMap<>();
  private final Map<String, Known<U>> byDevice = new HashMap<>();

  /**
   * @param tls what a conversation that begins shows and believes
   */
  public EapServer(Supplier<ServerTls> tls) {
    this.tls = tls;
  }

  private static final class Known<U extends Users> {
    private final String key;
    private final String device;
    private final U users;
    private final Conversation conversation;
    private long heardNanos;
    private int round;
    private byte[] lastResponse = {};
    private Step lastStep;

    private Known(String key, String device, U users, Conversation conversation, long nowNanos) {
      this.key = key;
      this.device = device;
      this.users = users;
      this.conversation = conversation;
      this.heardNanos = nowNanos;
    }
  }

  /** What is answered, and in which conversation. */
  public static final class Answer<U extends Users> {
    private final Step step;
    private final byte[] state;
    private final U users;
    private final String method;

    private Answer(Step step, byte[] state, U users, String method) {
      this.step = step;
      this.state = state;
      this.users = users;
      this.method = method;
    }

    public Step step() {
      return step;
    }

    /** Goes with a question, and comes back with its answer; empty with an end. */
    public byte[] state() {
      return state.clone();
    }

    /** The conversation's; null where there is none. */
    public U users() {
      return users;
    }

    /** Its name for the log. */
    public String method() {
      return method;
    }
  }

  /** How many conversations are going on. */
  public int size() {
    synchronized (byState) {
      return byState.size();
    }
  }

  /**
   * Takes a peer's packet.
   *
   * @param eap empty = begin by asking for the name (RFC 3579 §2.1)
   * @param state as it came back; empty = none
   * @param device who speaks, and through which router: has one conversation at a time
   * @param users made for a conversation that begins
   * @param pieceBytes of TLS in one packet, at most
   */
  public Answer<U> take(
      byte[] eap, byte[] state, String device, Supplier<U> users, int pieceBytes, long nowNanos) {
    if (eap.length == 0) {
      Known<U> known = begin(device, users, 1, nowNanos);
      return known == null ? silence() : ask(known, known.conversation.begin(), eap);
    }
    EapPacket response = EapPacket.response(eap);
    if (response == null) {
      return silence();
    }
    Known<U> known;
    if (state.length == 0) {
      if (response.type() != EapPacket.IDENTITY) {
        return silence();
      }
      known = begin(device, users, response.id(), nowNanos);
    } else {
      known = find(state, device, nowNanos);
    }
    if (known == null) {
      return state.length == 0 ? silence() : unknown(response.id());
    }
    synchronized (known) {
      int round = state.length == 0 ? 0 : state[KEY_BYTES] & 0xff;
      if (round != (known.round & 0xff)) {
        boolean again =
            round == ((known.round - 1) & 0xff) && Arrays.equals(eap, known.lastResponse);
        return again ? answer(known, known.lastStep) : silence();
      }
      return ask(known, known.conversation.take(response, pieceBytes), eap);
    }
  }

  private static <U extends Users> Answer<U> silence() {
    return new Answer<>(new Step.Silence(), new byte[] {}, null, "EAP");
  }

  /** The box was restarted, or the device thought for a minute: it has to begin anew. */
  private static <U extends Users> Answer<U> unknown(int id) {
    return new Answer<>(
        new Step.Failure(EapPacket.end(false, id), "the conversation is not known any more"),
        new byte[] {},
        null,
        "EAP");
  }

  private Known<U> begin(String device, Supplier<U> users, int id, long nowNanos) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    U own = users.get();
    Known<U> known =
        new Known<>(
            HexFormat.of().formatHex(key),
            device,
            own,
            new Conversation(tls.get(), own, id),
            nowNanos);
    synchronized (byState) {
      Known<U> before = byDevice.get(device);
      if (before != null) {
        remove(before);
      }
      if (!makeRoom(nowNanos)) {
        return null;
      }
      byState.put(known.key, known);
      byDevice.put(device, known);
    }
    return known;
  }

  /** The one that was silent longest goes first; they stand in that order. */
  private boolean makeRoom(long nowNanos) {
    while (!byState.isEmpty()) {
      Known<U> oldest = byState.firstEntry().getValue();
      long silent = nowNanos - oldest.heardNanos;
      if (silent < KEEP_NANOS && (byState.size() < MOST || silent < SPARE_NANOS)) {
        break;
      }
      remove(oldest);
    }
    return byState.size() < MOST;
  }

  private void remove(Known<U> known) {
    byState.remove(known.key, known);
    byDevice.remove(known.device, known);
  }

  private Known<U> find(byte[] state, String device, long nowNanos) {
    if (state.length != KEY_BYTES + 1) {
      return null;
    }
    synchronized (byState) {
      String key = HexFormat.of().formatHex(state, 0, KEY_BYTES);
      Known<U> known = byState.get(key);
      if (known == null
          || !known.device.equals(device)
          || nowNanos - known.heardNanos > KEEP_NANOS) {
        return null;
      }
      known.heardNanos = nowNanos;
      byState.putLast(key, known);
      return known;
    }
  }

  private Answer<U> ask(Known<U> known, Step step, byte[] eap) {
    if (step instanceof Step.Ask) {
      known.round++;
      known.lastResponse = eap;
      known.lastStep = step;
    } else if (!(step instanceof Step.Silence)) {
      synchronized (byState) {
        remove(known);
      }
    }
    return answer(known, step);
  }

  private Answer<U> answer(Known<U> known, Step step) {
    byte[] state = {};
    if (step instanceof Step.Ask) {
      state = Arrays.copyOf(HexFormat.of().parseHex(known.key), KEY_BYTES + 1);
      state[KEY_BYTES] = (byte) known.round;
    }
    return new Answer<>(step, state, known.users, known.conversation.title());
  }
}
