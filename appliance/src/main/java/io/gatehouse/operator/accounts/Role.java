package io.gatehouse.operator.accounts;

import java.util.Optional;

/** What an operator may do. Each role may also do what the roles before it may. */
public enum Role {
  /** Looks. */
  VIEWER,
  /** Serves guests: makes and revokes vouchers, ends sessions. */
  STAFF,
  /** Runs the box: plans, settings, certificates, diagnostics. */
  ADMIN,
  /** Decides who else may: operators, tokens, where they may come from, backups. */
  SUPER_ADMIN;

  /** Under this name a route keeps the least role that may use it. */
  public static final String KEY = "io.gatehouse.role";

  /** Whether this role may do what at least the other one may. */
  public boolean may(Role least) {
    return compareTo(least) >= 0;
  }

  /** The lesser of both. */
  public Role atMost(Role other) {
    return may(other) ? other : this;
  }

  /** The role of that name; anything else is empty. */
  public static Optional<Role> named(String text) {
    for (Role role : values()) {
      if (role.name().equals(text)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
