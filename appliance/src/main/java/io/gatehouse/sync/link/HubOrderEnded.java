package io.gatehouse.sync.link;

import io.gatehouse.platform.journal.Fact;

/**
 * What became of an order of the hub.
 *
 * @param number the hub's number of it
 * @param order its kind
 * @param outcome DONE, REFUSED or CUT_OFF: the program ended meanwhile, so it may have been done
 * @param note for people
 */
record HubOrderEnded(long number, String order, String outcome, String note) implements Fact {}
