package io.gatehouse.guest.account;

import io.gatehouse.platform.journal.Fact;

/** What is recorded of accounts; never a password. */
sealed interface AccountFacts extends Fact {

  /** An account was made or changed; its terms from now on. */
  record AccountStored(
      String account, String name, String plan, Account.Status status, boolean password)
      implements AccountFacts {}

  record AccountRemoved(String account, String name) implements AccountFacts {}
}
