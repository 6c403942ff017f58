package io.gatehouse.sync.link;

import io.gatehouse.platform.journal.Fact;

/**
 * How settings of the hub ended on this box.
 *
 * @param revision the hub's number of them
 * @param outcome KEPT, REFUSED or TAKEN_BACK
 * @param note why; for people
 */
record HubSettingsEnded(long revision, String outcome, String note) implements Fact {}
