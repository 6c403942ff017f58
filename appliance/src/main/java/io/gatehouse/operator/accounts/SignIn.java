package io.gatehouse.operator.accounts;

/** What became of a name and a password. */
public sealed interface SignIn {
  record Welcome(Operator operator) implements SignIn {}

  /** Wrong, and nobody is told which of the two. */
  record Wrong() implements SignIn {}

  /** Too many wrong ones before; this one was not looked at. */
  record Wait(long seconds) implements SignIn {}
}
