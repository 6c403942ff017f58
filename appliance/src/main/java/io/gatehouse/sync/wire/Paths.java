package io.gatehouse.sync.wire;

/**
 * The calls of version 1. All but {@link #ENROL} take the box's certificate; the hub knows the box
 * by it, so no call names one.
 */
public final class Paths {
  /** POST {@link Messages.Enrol}, answers {@link Messages.Enrolled}. */
  public static final String ENROL = "/sync/v1/enrol";

  /** POST {@link Messages.Renew}, answers {@link Messages.Enrolled}. */
  public static final String RENEW = "/sync/v1/renew";

  /** GET, answers {@link Messages.State}. */
  public static final String STATE = "/sync/v1/state";

  /** POST {@link Messages.Facts} with gzip, answers {@link Messages.State} after the commit. */
  public static final String FACTS = "/sync/v1/facts";

  /**
   * GET {@code ?known=N&taken=M&word=W&site=S}, answers {@link Messages.News} once there are
   * settings above N, an order above M or a change of the site above S, or 204 after {@link
   * #WAIT_SECONDS}. Orders are signed with the word, which the box makes anew for each call.
   */
  public static final String NEWS = "/sync/v1/news";

  /**
   * GET {@code ?after=N}, answers {@link Messages.Site}: what has changed at the box's site after
   * its change N, of what all its boxes sell. {@link #NEWS} with {@code &site=N} says when there is
   * something.
   */
  public static final String SITE = "/sync/v1/site";

  /** Most changes in one answer of {@link #SITE}. */
  public static final int MOST_CHANGES = 500;

  /** Shorter than what routers on the way forget a silent connection after. */
  public static final int WAIT_SECONDS = 25;

  /** Most facts in one batch. */
  public static final int MOST_FACTS = 1_000;

  /** Bytes of a batch as it travels. */
  public static final int LARGEST_BODY = 1024 * 1024;

  private Paths() {}

  /** What a box asks {@link #NEWS} with. */
  public static String news(long known, long taken, String word, long site) {
    return NEWS + "?known=" + known + "&taken=" + taken + "&word=" + word + "&site=" + site;
  }
}
