package io.gatehouse.guest.account;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.store.Row;
import io.gatehouse.platform.store.Tx;
import java.util.List;
import java.util.Optional;

/** The rows of accounts and of their devices. */
final class AccountTable {
  private static final String SELECT =
      "SELECT id, name, plan_id, status, quota_bytes, at_once, time_window, only_listed, address,"
          + " pool, vlan, group_name, pass_id, password_hash, password_sealed FROM account ";

  private AccountTable() {}

  /** An account with its password as it lies there. */
  record Stored(Account account, AccountPasswords.Kept password) {}

  private static Row<Stored> stored(Tx tx) {
    return row -> {
      String id = row.getString(1);
      String address = row.getString(9);
      String pass = row.getString(13);
      AccountPasswords.Kept kept = new AccountPasswords.Kept(row.getString(14), row.getBytes(15));
      Account account =
          new Account(
              id,
              row.getString(2),
              row.getString(3),
              Account.Status.valueOf(row.getString(4)),
              row.getLong(5),
              row.getInt(6),
              TimeWindow.parse(row.getString(7)).orElseThrow(),
              macs(tx, id),
              row.getInt(8) != 0,
              kept.sealed() != null,
              new Account.Lan(
                  Ipv4.parse(address), row.getString(10), row.getInt(11), row.getString(12)),
              pass == null ? "" : pass);
      return new Stored(account, kept);
    };
  }

  private static List<Mac> macs(Tx tx, String accountId) {
    return tx.list(
        "SELECT mac FROM account_mac WHERE account_id = ? ORDER BY mac",
        row -> Mac.of(row.getString(1)),
        accountId);
  }

  static Optional<Stored> find(Tx tx, String id) {
    return tx.one(SELECT + "WHERE id = ?", stored(tx), id);
  }

  static Optional<Stored> named(Tx tx, String name) {
    return tx.one(SELECT + "WHERE name = ?", stored(tx), name);
  }

  static Optional<Stored> of(Tx tx, Mac mac) {
    return tx.one(
        SELECT + "WHERE id = (SELECT account_id FROM account_mac WHERE mac = ?)",
        stored(tx),
        mac.toString());
  }

  static Optional<Stored> ofPass(Tx tx, String passId) {
    return tx.one(SELECT + "WHERE pass_id = ?", stored(tx), passId);
  }

  /** By name, after a name. */
  static List<Account> list(Tx tx, String search, String after, int max) {
    return tx
        .list(
            SELECT + "WHERE name > ? AND name LIKE ? ESCAPE '!' ORDER BY name LIMIT ?",
            stored(tx),
            after,
            "%" + search.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%",
            max)
        .stream()
        .map(Stored::account)
        .toList();
  }

  static void insert(Tx tx, Account account, AccountPasswords.Kept password, long now) {
    tx.update(
        "INSERT INTO account (plan_id, status, quota_bytes, at_once, time_window, only_listed,"
            + " address, pool, vlan, group_name, name, id, password_hash, password_sealed,"
            + " created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values(account, password.hash(), password.sealed(), now));
    putMacs(tx, account);
  }

  static void save(Tx tx, Account account) {
    tx.update(
        "UPDATE account SET plan_id = ?, status = ?, quota_bytes = ?, at_once = ?, time_window = ?,"
            + " only_listed = ?, address = ?, pool = ?, vlan = ?, group_name = ?, name = ?"
            + " WHERE id = ?",
        values(account));
    tx.update("DELETE FROM account_mac WHERE account_id = ?", account.id());
    putMacs(tx, account);
  }

  private static Object[] values(Account account, Object... more) {
    Object[] own = {
      account.planId(),
      account.status(),
      account.quotaBytes(),
      account.atOnce(),
      account.window().text(),
      account.onlyListed(),
      account.lan().address().map(Ipv4::toString).orElse(""),
      account.lan().pool(),
      account.lan().vlan(),
      account.lan().group(),
      account.name(),
      account.id()
    };
    Object[] all = new Object[own.length + more.length];
    System.arraycopy(own, 0, all, 0, own.length);
    System.arraycopy(more, 0, all, own.length, more.length);
    return all;
  }

  static void savePassword(Tx tx, String id, AccountPasswords.Kept password) {
    tx.update(
        "UPDATE account SET password_hash = ?, password_sealed = ? WHERE id = ?",
        password.hash(),
        password.sealed(),
        id);
  }

  private static void putMacs(Tx tx, Account account) {
    tx.updateAll(
        "INSERT INTO account_mac (mac, account_id) VALUES (?, ?)",
        account.macs().stream().map(mac -> new Object[] {mac.toString(), account.id()}).toList());
  }

  static void savePass(Tx tx, String id, String passId) {
    tx.update("UPDATE account SET pass_id = ? WHERE id = ?", passId, id);
  }

  static void remove(Tx tx, String id) {
    tx.update("DELETE FROM account_mac WHERE account_id = ?", id);
    tx.update("DELETE FROM account WHERE id = ?", id);
  }
}
