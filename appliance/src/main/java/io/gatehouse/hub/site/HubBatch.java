package io.gatehouse.hub.site;

/**
 * Vouchers made together at the hub.
 *
 * @param number stands in each code
 * @param home the box that takes them; empty where all of the site do
 * @param spent how many were let in, as far as the hub has heard
 */
public record HubBatch(
    String id,
    String site,
    int number,
    String planId,
    String home,
    String prefix,
    String note,
    String author,
    int size,
    long spent,
    boolean revoked) {}
