package io.gatehouse.operator.accounts;

/**
 * A token as it can be shown.
 *
 * @param scope what programs with it may at most
 * @param expiresMillis service time
 */
public record ApiToken(
    String id, String name, String operatorId, String operator, Role scope, long expiresMillis) {}
