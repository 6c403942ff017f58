package io.gatehouse.network.revision;

import io.gatehouse.platform.journal.Fact;

/** A revision went from one state to the next. */
record RevisionChanged(long revision, RevisionState state, String author, String note)
    implements Fact {}
