package io.gatehouse.operator.accounts;

/**
 * A person with a login.
 *
 * @param mustChange true until the password that came with the box has been replaced
 */
public record Operator(String id, String name, boolean mustChange) {}
