package io.gatehouse.hub.site;

/** What holds for a voucher that two boxes of a site let in while they were apart. */
public enum Apart {
  /** The one of which the hub hears first has it; the other takes it back. */
  SITE,
  /** It cannot happen: the codes are taken by the one box that they were made for. */
  HOME,
  /** Both have it, and the hub says so. */
  REPORT
}
