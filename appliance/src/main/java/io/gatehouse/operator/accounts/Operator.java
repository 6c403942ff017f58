package io.gatehouse.operator.accounts;

/**
 * A person with a login.
 *
 * @param mustChange true until the password that they were given has been replaced
 */
public record Operator(String id, String name, Role role, boolean mustChange) {}
