package io.gatehouse.guest.account;

import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The accounts of this box. What is looked up often is kept in memory until it is changed. */
public final class GuestAccounts {
  private static final int MOST_CACHED = 4_096;

  private final Store store;
  private final Journal journal;
  private final ServiceClock clock;
  private final AccountPasswords passwords;
  private final Map<String, AccountTable.Stored> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AccountTable.Stored> eldest) {
          return size() > MOST_CACHED;
        }
      };
  private long changes;

  /**
   * @param sealing seals the passwords that challenges need
   */
  public GuestAccounts(Store store, Journal journal, ServiceClock clock, SealingKey sealing) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
    this.passwords = new AccountPasswords(sealing);
  }

  /** Accounts whose name holds a text, by name, after a name. */
  public List<Account> list(String search, String after, int max) {
    return store.read(tx -> AccountTable.list(tx, AccountRules.name(search), after, max));
  }

  public Optional<Account> find(String id) {
    return store.read(tx -> AccountTable.find(tx, id)).map(AccountTable.Stored::account);
  }

  /** As {@link #find(String)}, inside a transaction at hand. */
  public Optional<Account> find(Tx tx, String id) {
    return AccountTable.find(tx, id).map(AccountTable.Stored::account);
  }

  public Optional<Account> named(String name) {
    return login(name).map(Login::account);
  }

  /** The account whose pass this is. */
  public Optional<Account> ofPass(Tx tx, String passId) {
    return AccountTable.ofPass(tx, passId).map(AccountTable.Stored::account);
  }

  /** As {@link #ofPass(Tx, String)}, in a look of its own. */
  public Optional<Account> ofPass(String passId) {
    return store.read(tx -> ofPass(tx, passId));
  }

  /** Remembers what the account has bought; part of the transaction that makes the pass. */
  public void bought(Tx tx, String accountId, String passId) {
    AccountTable.savePass(tx, accountId, passId);
    forget();
  }

  /** The account of a name that somebody gave, ready to be asked for its password. */
  public Optional<Login> login(String typedName) {
    String name = AccountRules.name(typedName);
    long seen;
    synchronized (cache) {
      AccountTable.Stored known = cache.get(name);
      if (known != null) {
        return Optional.of(new Login(known));
      }
      seen = changes;
    }
    Optional<AccountTable.Stored> read = store.read(tx -> AccountTable.named(tx, name));
    read.ifPresent(stored -> remember(name, stored, seen));
    return read.map(Login::new);
  }

  private void remember(String name, AccountTable.Stored stored, long seen) {
    synchronized (cache) {
      if (changes == seen) {
        cache.put(name, stored);
      }
    }
  }

  private void forget() {
    synchronized (cache) {
      changes++;
      cache.clear();
    }
  }

  /** The account that a device is listed under. */
  public Optional<Account> of(Mac mac) {
    return store.read(tx -> AccountTable.of(tx, mac)).map(AccountTable.Stored::account);
  }

  /** An account with what proves that it is the caller's. */
  public final class Login {
    private final AccountTable.Stored stored;

    private Login(AccountTable.Stored stored) {
      this.stored = stored;
    }

    public Account account() {
      return stored.account();
    }

    /** Whether this is its password. The first time after a start may take tens of ms. */
    public boolean matches(AccountPassword typed) {
      return passwords.matches(stored.password(), stored.account().id(), typed);
    }

    /** The password itself, for CHAP and MS-CHAPv2; empty where only a hash is kept. */
    public Optional<AccountPassword> password() {
      return passwords.open(stored.password(), stored.account().id());
    }
  }

  /**
   * Checks and stores an account. A new one needs a password; one that is changed keeps its own
   * unless another is given.
   */
  public Saved save(Account typed, Optional<AccountPassword> password) {
    Account draft = named(typed);
    Map<String, String> errors = AccountRules.check(draft, password);
    if (!errors.isEmpty()) {
      return new Saved.Invalid(errors);
    }
    try {
      return store.write(
          tx -> draft.id().isEmpty() ? create(tx, draft, password) : change(tx, draft, password));
    } finally {
      forget();
    }
  }

  private static Account named(Account typed) {
    return new Account(
        typed.id(),
        AccountRules.name(typed.name()),
        typed.planId(),
        typed.status(),
        typed.quotaBytes(),
        typed.atOnce(),
        typed.window(),
        typed.macs(),
        typed.onlyListed(),
        typed.challenges(),
        typed.lan(),
        typed.passId());
  }

  Saved create(Tx tx, Account draft, Optional<AccountPassword> password) {
    Map<String, String> errors = conflicts(tx, draft);
    if (password.isEmpty()) {
      errors.put("password", "is needed for a new account");
    }
    if (!errors.isEmpty()) {
      return new Saved.Invalid(errors);
    }
    Account account = draft.withId(tx.newId());
    AccountTable.insert(
        tx,
        account,
        passwords.keep(password.orElseThrow(), account.challenges(), account.id()),
        clock.millis());
    return stored(tx, account, true);
  }

  private Saved change(Tx tx, Account draft, Optional<AccountPassword> password) {
    Optional<AccountTable.Stored> before = AccountTable.find(tx, draft.id());
    if (before.isEmpty()) {
      return new Saved.NotFound();
    }
    Map<String, String> errors = conflicts(tx, draft);
    Optional<AccountPassword> fresh = password;
    if (fresh.isEmpty() && before.get().account().challenges() != draft.challenges()) {
      fresh = passwords.open(before.get().password(), draft.id());
      if (fresh.isEmpty()) {
        errors.put(
            "password", "is needed, as only its hash is kept and challenges need the password");
      }
    }
    if (!errors.isEmpty()) {
      return new Saved.Invalid(errors);
    }
    AccountTable.save(tx, draft);
    fresh.ifPresent(
        p ->
            AccountTable.savePassword(
                tx, draft.id(), passwords.keep(p, draft.challenges(), draft.id())));
    return stored(tx, draft, password.isPresent());
  }

  private Saved stored(Tx tx, Account account, boolean password) {
    journal.append(
        tx,
        new AccountFacts.AccountStored(
            account.id(), account.name(), account.planId(), account.status(), password));
    return new Saved.Stored(account);
  }

  private static Map<String, String> conflicts(Tx tx, Account draft) {
    Map<String, String> errors = new LinkedHashMap<>();
    AccountTable.named(tx, draft.name())
        .filter(other -> !other.account().id().equals(draft.id()))
        .ifPresent(other -> errors.put("name", "is another account's"));
    if (tx.one("SELECT 1 FROM plan WHERE id = ?", row -> row.getInt(1), draft.planId()).isEmpty()) {
      errors.put("planId", "there is no such plan");
    }
    for (Mac mac : draft.macs()) {
      AccountTable.of(tx, mac)
          .filter(other -> !other.account().id().equals(draft.id()))
          .ifPresent(
              other -> errors.put("macs", mac + " is listed under " + other.account().name()));
    }
    return errors;
  }

  /** Removes an account; what was bought and used stays in the books. False where there is none. */
  public boolean remove(String id) {
    try {
      return store.write(
          tx -> {
            Optional<Account> account = find(tx, id);
            account.ifPresent(
                gone -> {
                  AccountTable.remove(tx, id);
                  journal.append(tx, new AccountFacts.AccountRemoved(id, gone.name()));
                });
            return account.isPresent();
          });
    } finally {
      forget();
    }
  }

  /** What became of a draft. */
  public sealed interface Saved {
    record Stored(Account account) implements Saved {}

    /** Field name to what is wrong with it, in plain words. */
    record Invalid(Map<String, String> errors) implements Saved {}

    record NotFound() implements Saved {}
  }
}
