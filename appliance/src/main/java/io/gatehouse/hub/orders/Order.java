package io.gatehouse.hub.orders;

/**
 * Something that a box is to do.
 *
 * @param number per box, from 1
 * @param kind one of {@code sync.wire.OrderKind}
 * @param subject what it is about, as the kind wants it
 * @param outcome DONE, REFUSED or CUT_OFF as the box said; EXPIRED where the box did not ask in
 *     time; empty while it waits
 */
public record Order(
    long number, String kind, String subject, String author, String outcome, String note) {}
