package io.gatehouse.guest.usage;

import io.gatehouse.platform.journal.Fact;

/**
 * Bytes were counted: the sums of one durable batch. Who had which share of them stands in the
 * batch itself ({@link UsageLedger#batch}), so that a thousand sessions cost one row a minute.
 */
public record Usage(long batch, int sessions, long upBytes, long downBytes) implements Fact {}
