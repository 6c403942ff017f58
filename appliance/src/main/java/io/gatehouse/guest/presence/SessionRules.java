package io.gatehouse.guest.presence;

/**
 * How sessions are kept.
 *
 * @param idleSeconds a session ends after this long without a byte; 0 = never
 * @param durableSeconds how often counted bytes are written, at least 60 in the field
 * @param foldSeconds how often totals are written into the rows of open sessions
 */
public record SessionRules(int idleSeconds, int durableSeconds, int foldSeconds) {

  public static SessionRules factory() {
    return new SessionRules(1_800, 60, 3_600);
  }
}
