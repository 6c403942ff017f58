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
   * GET {@code ?known=N&taken=M&word=W}, answers {@link Messages.News} once there are settings
   * above N or an order above M, or 204 after {@link #WAIT_SECONDS}. Orders are signed with the
   * word, which the box makes anew for each call.
   */
  public static final String NEWS = "/sync/v1/news";

  /** Shorter than what routers on the way forget a silent connection after. */
  public static final int WAIT_SECONDS = 25;

  /** Most facts in one batch. */
  public static final int MOST_FACTS = 1_000;

  /** Bytes of a batch as it travels. */
  public static final int LARGEST_BODY = 1024 * 1024;

  private Paths() {}
}
