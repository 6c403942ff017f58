package io.gatehouse.portal.page;

import io.gatehouse.guest.presence.EndReason;
import java.util.Locale;

/**
 * One thing to tell a guest on top of a page.
 *
 * @param key text without its {@code portal.} prefix
 * @param tone class of the box it stands in
 * @param aboutCode whether the code field is what is wrong
 * @param status of the HTTP answer
 * @param seconds argument of the text; -1 = it has none
 */
public record Notice(String key, String tone, boolean aboutCode, int status, long seconds) {
  public static final Notice NONE = new Notice("", "", false, 200, -1);
  public static final Notice OLD_PAGE = refusal("oldpage", 403);
  public static final Notice FAILED = refusal("failed", 500);
  public static final Notice BUSY = refusal("busy", 503);
  public static final Notice NO_SESSION = refusal("nosession", 409);
  public static final Notice NOT_PAUSABLE = refusal("notpausable", 409);
  public static final Notice MUST_ACCEPT = new Notice("free.mustaccept", "bad", false, 422, -1);

  /** A refusal that the code itself is the reason of. */
  public static Notice code(String reason) {
    return new Notice("refused." + reason, "bad", true, 422, -1);
  }

  public static Notice refusal(String reason, int status) {
    return new Notice("refused." + reason, "bad", false, status, -1);
  }

  /** A refusal that ends by itself. */
  public static Notice until(String reason, long seconds) {
    return new Notice("refused." + reason, "bad", false, 429, Math.max(1, seconds));
  }

  /** Why the last session of this device ended. */
  public static Notice ended(EndReason reason) {
    String tone = reason == EndReason.GUEST || reason == EndReason.MOVED ? "good" : "warn";
    return new Notice("ended." + reason.name().toLowerCase(Locale.ROOT), tone, false, 200, -1);
  }
}
