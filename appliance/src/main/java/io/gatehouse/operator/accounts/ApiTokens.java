package io.gatehouse.operator.accounts;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Ways in for programs: {@code Authorization: Bearer gh_…}. A token belongs to an operator, may at
 * most what its scope and its operator may, and ends: by service time, and earlier by the wall
 * clock where that is trusted. Kept by digest; looking one up touches no disk.
 */
public final class ApiTokens {
  /** Longer than this nobody remembers what a token was for. */
  public static final int LONGEST_DAYS = 366;

  private static final int MOST = 100;
  private static final int BYTES = 24;
  private static final String PREFIX = "gh_";

  private final Store store;
  private final ServiceClock service;
  private final WallClock wall;
  private final SecureRandom random = new SecureRandom();
  private volatile Map<String, Kept> known;

  public ApiTokens(Store store, ServiceClock service, WallClock wall) {
    this.store = store;
    this.service = service;
    this.wall = wall;
    reload();
  }

  private record Kept(ApiToken token, Operator operator, boolean disabled, long wallMillis) {}

  /** What became of the wish for a token. */
  public sealed interface Made {
    /**
     * @param text lets a program in; shown now and never again
     */
    record Token(ApiToken token, String text) implements Made {
      @Override
      public String toString() {
        return "Token[" + token + ", ***]";
      }
    }

    record Invalid(Map<String, String> errors) implements Made {}
  }

  /**
   * @param scope what programs with it may at most; not more than the operator may
   * @param days 1 to {@link #LONGEST_DAYS}
   */
  public Made make(Operator operator, String name, Role scope, int days) {
    if (name.isBlank() || name.length() > 64) {
      return new Made.Invalid(Map.of("name", "must have 1 to 64 characters"));
    }
    if (!operator.role().may(scope)) {
      return new Made.Invalid(Map.of("scope", "is more than you may yourself"));
    }
    if (days < 1 || days > LONGEST_DAYS) {
      return new Made.Invalid(Map.of("days", "must be 1 to " + LONGEST_DAYS));
    }
    if (known.size() >= MOST) {
      return new Made.Invalid(Map.of("name", "there are " + MOST + " tokens already"));
    }
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    long length = Duration.ofDays(days).toMillis();
    String id =
        store.write(
            tx -> {
              String fresh = tx.newId();
              tx.update(
                  "INSERT INTO api_token (id, operator, name, role, digest, created_ms, expires_ms,"
                      + " expires_wall_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                  fresh,
                  operator.id(),
                  name,
                  scope,
                  Logins.digest(text),
                  service.millis(),
                  service.millis() + length,
                  wall.trusted() ? wall.now().toEpochMilli() + length : 0);
              return fresh;
            });
    reload();
    return new Made.Token(find(id).orElseThrow(), text);
  }

  /** How many days of service are left of it, rounded up. */
  public long daysLeft(ApiToken token) {
    long left = token.expiresMillis() - service.millis();
    return (left + Duration.ofDays(1).toMillis() - 1) / Duration.ofDays(1).toMillis();
  }

  /** All that are not over, newest first. */
  public List<ApiToken> all() {
    return known.values().stream()
        .filter(kept -> !over(kept))
        .map(Kept::token)
        .sorted((a, b) -> Long.compare(b.expiresMillis(), a.expiresMillis()))
        .toList();
  }

  public Optional<ApiToken> find(String id) {
    return all().stream().filter(token -> token.id().equals(id)).findFirst();
  }

  /** For whom a program with this token acts, with the role it may use. */
  public Optional<Operator> holder(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return Optional.ofNullable(known.get(Logins.digest(text)))
        .filter(kept -> !over(kept) && !kept.disabled && !kept.operator.mustChange())
        .map(
            kept ->
                new Operator(
                    kept.operator.id(),
                    kept.operator.name(),
                    kept.operator.role().atMost(kept.token.scope()),
                    false));
  }

  private boolean over(Kept kept) {
    return service.millis() >= kept.token.expiresMillis()
        || (kept.wallMillis > 0 && wall.trusted() && wall.now().toEpochMilli() >= kept.wallMillis);
  }

  /** Ends a token at once; false where there is none. */
  public boolean revoke(String id) {
    boolean done = store.write(tx -> tx.update("DELETE FROM api_token WHERE id = ?", id)) > 0;
    reload();
    return done;
  }

  /** Takes in what changed about tokens and the operators they belong to; forgets what is over. */
  void reload() {
    List<Map.Entry<String, Kept>> rows =
        store.read(
            tx ->
                tx.list(
                    "SELECT t.digest, t.id, t.name, t.role, t.expires_ms, t.expires_wall_ms, o.id,"
                        + " o.name, o.role, o.must_change, o.disabled FROM api_token t"
                        + " JOIN operator o ON o.id = t.operator WHERE t.expires_ms > ?",
                    row ->
                        Map.entry(
                            row.getString(1),
                            new Kept(
                                new ApiToken(
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(7),
                                    row.getString(8),
                                    Role.valueOf(row.getString(4)),
                                    row.getLong(5)),
                                new Operator(
                                    row.getString(7),
                                    row.getString(8),
                                    Role.valueOf(row.getString(9)),
                                    row.getInt(10) != 0),
                                row.getInt(11) != 0,
                                row.getLong(6))),
                    service.millis()));
    known = rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
