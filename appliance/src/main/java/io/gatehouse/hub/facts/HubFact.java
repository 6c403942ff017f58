package io.gatehouse.hub.facts;

/**
 * A fact of a box.
 *
 * @param seq its number on the box, without gaps
 * @param serviceMillis the box's time in service
 * @param wallMillis the box's time of day in ms since 1970; means little where it is not trusted
 */
public record HubFact(
    long seq,
    String boot,
    long serviceMillis,
    long wallMillis,
    boolean trusted,
    String kind,
    String json) {}
