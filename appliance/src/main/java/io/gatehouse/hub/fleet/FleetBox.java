package io.gatehouse.hub.fleet;

/**
 * A box as the hub knows it.
 *
 * @param name what people call it
 * @param ownName what it calls itself; empty before it has enrolled
 * @param have the newest of its facts that is here for good
 * @param missing facts that it did not have any more when it could send them
 * @param seenMillis the last contact by the wall clock, in ms since 1970; 0 for none
 * @param trouble why nothing is taken from it; empty where all is well
 * @param certificateEndsMillis by the wall clock; 0 where it has none that is good
 */
public record FleetBox(
    String id,
    String tenant,
    String site,
    String name,
    String ownName,
    long have,
    long missing,
    long seenMillis,
    String trouble,
    long certificateEndsMillis) {}
