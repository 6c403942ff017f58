package io.gatehouse.operator.audit;

import io.gatehouse.platform.journal.Fact;

/** An operator did something, or was refused it. */
public record OperatorActed(String who, String from, String action, String target, String outcome)
    implements Fact {}
