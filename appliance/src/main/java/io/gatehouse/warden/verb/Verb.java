package io.gatehouse.warden.verb;

/**
 * One of the few things that root does for the edge. Each verb is a record with typed arguments,
 * written to lines of text and typed again on the other side.
 */
public sealed interface Verb
    permits Query,
        Admit,
        GateBatch,
        ShapeBatch,
        Apply,
        Confirm,
        Revert,
        LoadFirewall,
        UseLine,
        UnitAction,
        Diagnose,
        Reboot {
  /** The verb's name on the wire. */
  String name();
}
