package io.gatehouse.operator.accounts;

import io.gatehouse.platform.clock.BootClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Who is signed in. Kept in memory by the digest of the token, so neither a restart nor a look at
 * the heap's keys gives a way in. A login ends 12 h after it began or after 30 min without a
 * request of the person's own.
 */
public final class Logins {
  private static final int MOST = 500;
  private static final int TOKEN_BYTES = 16;
  private static final long LONGEST_MILLIS = 12 * 3_600_000L;
  private static final long IDLE_MILLIS = 30 * 60_000L;

  private final BootClock clock;
  private final SecureRandom random = new SecureRandom();
  private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>();

  public Logins(BootClock clock) {
    this.clock = clock;
  }

  private static final class Kept {
    final Operator operator;
    final long since;
    long last;

    Kept(Operator operator, long now) {
      this.operator = operator;
      this.since = now;
      this.last = now;
    }
  }

  /** Signs the operator in and returns the new token: 128 random bits, known to nobody before. */
  public synchronized String open(Operator operator) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    if (kept.size() >= MOST) {
      kept.remove(kept.firstEntry().getKey());
    }
    kept.put(digest(token), new Kept(operator, clock.uptimeMillis()));
    return token;
  }

  /**
   * Whose login the token is.
   *
   * @param active whether a person asks; what a page asks by itself keeps no login alive
   */
  public synchronized Optional<Operator> find(String token, boolean active) {
    String key = digest(token);
    Kept login = kept.get(key);
    if (login == null) {
      return Optional.empty();
    }
    long now = clock.uptimeMillis();
    if (now - login.since > LONGEST_MILLIS || now - login.last > IDLE_MILLIS) {
      kept.remove(key);
      return Optional.empty();
    }
    if (active) {
      login.last = now;
    }
    return Optional.of(login.operator);
  }

  /** Signs out. */
  public synchronized void close(String token) {
    kept.remove(digest(token));
  }

  /** Ends all logins of an operator, as after a change of the password. */
  public synchronized void closeAll(String operatorId) {
    kept.values().removeIf(login -> login.operator.id().equals(operatorId));
  }

  /** How many are signed in. */
  public synchronized int count() {
    return kept.size();
  }

  /** A name for the token that can be kept without giving a way in. */
  public static String digest(String token) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
