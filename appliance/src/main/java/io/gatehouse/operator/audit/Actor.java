package io.gatehouse.operator.audit;

import io.gatehouse.operator.accounts.Role;

/**
 * Who asks for something.
 *
 * @param name the operator's name, or {@code local} for whoever may open the box's own socket
 * @param from the peer's address, or {@code socket}
 * @param role what they may do
 */
public record Actor(String name, String from, Role role) {
  /** Whoever the file permissions of the API's socket let in: root and the service's own group. */
  public static final Actor LOCAL = new Actor("local", "socket", Role.SUPER_ADMIN);

  /** Under this name a way in keeps the actor of a request it has let in. */
  public static final String KEY = "io.gatehouse.actor";
}
