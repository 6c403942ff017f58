package io.gatehouse.guest.account;

import io.gatehouse.platform.address.Mac;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What makes an account one that can be kept. */
final class AccountRules {
  private static final int MOST_MACS = 64;
  private static final int LONGEST_NAME_BYTES = 64;

  /** RFC 2865: what does not fit into one attribute. */
  private static final int LONGEST_TEXT = 63;

  private AccountRules() {}

  /** The one way a name is written: without spaces around it, in lower case. */
  static String name(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  /** Field name to what is wrong with it, in plain words; empty for a good one. */
  static Map<String, String> check(Account draft, Optional<AccountPassword> password) {
    Map<String, String> errors = new LinkedHashMap<>();
    String name = draft.name();
    if (name.isEmpty()
        || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES
        || name.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))
        || name.contains("\\")
        || name.contains(",")) {
      errors.put(
          "name",
          "must have 1 to 64 bytes without spaces, commas, backslashes, control characters");
    } else if (looksLikeMac(name)) {
      errors.put("name", "looks like a device's address: list it under macs instead");
    }
    password.flatMap(p -> p.weakness(name)).ifPresent(why -> errors.put("password", why));
    if (draft.quotaBytes() < 0 || draft.quotaBytes() > 1L << 50) {
      errors.put("quotaBytes", "must be 0 to " + (1L << 50));
    }
    if (draft.atOnce() < 0 || draft.atOnce() > 100) {
      errors.put("atOnce", "must be 0 to 100");
    }
    macs(draft, errors);
    lan(draft.lan(), errors);
    return errors;
  }

  private static boolean looksLikeMac(String name) {
    String bare = name.replaceAll("[:.-]", "");
    return bare.length() == 12 && bare.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static void macs(Account draft, Map<String, String> errors) {
    if (draft.macs().size() > MOST_MACS) {
      errors.put("macs", "must be at most " + MOST_MACS);
    } else if (new HashSet<>(draft.macs()).size() < draft.macs().size()) {
      errors.put("macs", "names a device twice");
    } else if (draft.macs().stream().anyMatch(Mac::isMulticast)) {
      errors.put("macs", "has a group address, which no device can have");
    } else if (draft.onlyListed() && draft.macs().isEmpty()) {
      errors.put("onlyListed", "needs at least one device in macs");
    }
  }

  private static void lan(Account.Lan lan, Map<String, String> errors) {
    text("pool", lan.pool(), errors);
    text("group", lan.group(), errors);
    if (lan.vlan() < 0 || lan.vlan() > 4094) {
      errors.put("vlan", "must be 1 to 4094, or 0 for none");
    }
    if (lan.address().isPresent() && !lan.pool().isEmpty()) {
      errors.put("pool", "cannot be given beside an address");
    }
  }

  private static void text(String field, String value, Map<String, String> errors) {
    if (value.length() > LONGEST_TEXT || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      errors.put(field, "must have at most 63 letters, digits and signs, without spaces");
    }
  }
}
