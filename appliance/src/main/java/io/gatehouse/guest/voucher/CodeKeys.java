package io.gatehouse.guest.voucher;

/** The secret keys that codes are digested and verified with. */
public final class CodeKeys {}
