package io.gatehouse.operator.accounts;

import io.gatehouse.platform.clock.BootClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Who is signed in. Kept in memory by the digest of the token, so neither a restart nor a look at
 * the heap's keys gives a way in. A login ends 12 h after it began or after 30 min without a
 * request of the person's own.
 */
public final class Logins {
  private static final int MOST = 500;

  /** Letters of the digest that a login is shown under. */
  private static final int SHOWN = 16;

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
    final String from;
    final long since;
    long last;

    Kept(Operator operator, String from, long now) {
      this.operator = operator;
      this.from = from;
      this.since = now;
      this.last = now;
    }
  }

  /**
   * A login as it can be shown.
   *
   * @param id names it without giving a way in
   * @param from the address it began at
   */
  public record Login(
      String id,
      String operatorId,
      String operator,
      String from,
      long sinceSeconds,
      long idleSeconds) {}

  /**
   * Signs the operator in and returns the new token: 128 random bits, known to nobody before.
   *
   * @param from the peer's address, to be shown
   */
  public synchronized String open(Operator operator, String from) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    if (kept.size() >= MOST) {
      kept.remove(kept.firstEntry().getKey());
    }
    kept.put(digest(token), new Kept(operator, from, clock.uptimeMillis()));
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
    if (over(login, now)) {
      kept.remove(key);
      return Optional.empty();
    }
    if (active) {
      login.last = now;
    }
    return Optional.of(login.operator);
  }

  /** The id that a login is shown under, by its {@link #digest}. */
  public static String shown(String digest) {
    return digest.substring(0, SHOWN);
  }

  private static boolean over(Kept login, long now) {
    return now - login.since > LONGEST_MILLIS || now - login.last > IDLE_MILLIS;
  }

  /** Everybody who is signed in, in the order they came. */
  public synchronized List<Login> list() {
    long now = clock.uptimeMillis();
    kept.values().removeIf(login -> over(login, now));
    List<Login> all = new ArrayList<>();
    kept.forEach(
        (key, login) ->
            all.add(
                new Login(
                    shown(key),
                    login.operator.id(),
                    login.operator.name(),
                    login.from,
                    (now - login.since) / 1_000,
                    (now - login.last) / 1_000)));
    return all;
  }

  /**
   * Ends a login by the id it is shown under.
   *
   * @param operatorId whose it has to be, or empty = anybody's
   * @return false where there is none
   */
  public synchronized boolean end(String id, String operatorId) {
    return id.length() == SHOWN
        && kept.entrySet()
            .removeIf(
                login ->
                    login.getKey().startsWith(id)
                        && (operatorId.isEmpty()
                            || login.getValue().operator.id().equals(operatorId)));
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
