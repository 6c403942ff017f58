package io.gatehouse.warden.verb;

/** What became of a verb. */
public sealed interface Reply {
  /** It was carried out; the payload is what the verb promises, often nothing. */
  record Done(String payload) implements Reply {}

  /** The warden would not: unknown verb, bad argument, wrong user. Nothing was done. */
  record Refused(String reason) implements Reply {}

  /** It was tried and went wrong; the reason carries argv, exit code and output. */
  record Failed(String reason) implements Reply {}

  /** Nobody answered. */
  record Unreachable(String reason) implements Reply {}
}
