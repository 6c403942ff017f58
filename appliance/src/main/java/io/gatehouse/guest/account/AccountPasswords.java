package io.gatehouse.guest.account;

import io.gatehouse.platform.seal.PasswordHash;
import io.gatehouse.platform.seal.SealingKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keeps and checks passwords; the package tells why there are two ways. */
final class AccountPasswords {
  private static final int MOST_REMEMBERED = 20_000;
  private static final int DIGEST_BYTES = 32;

  private final SealingKey sealing;
  private final SecureRandom random = new SecureRandom();
  private final PasswordHash hashes = new PasswordHash(random);
  private final SecretKeySpec ofThisStart;
  private final Map<String, byte[]> matched =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  AccountPasswords(SealingKey sealing) {
    this.sealing = sealing;
    byte[] key = new byte[DIGEST_BYTES];
    random.nextBytes(key);
    ofThisStart = new SecretKeySpec(key, "HmacSHA256");
  }

  /** A password as it lies in the database; one of the two is null. */
  static final class Kept {
    private final String hash;
    private final byte[] sealed;

    Kept(String hash, byte[] sealed) {
      this.hash = hash;
      this.sealed = sealed;
    }

    String hash() {
      return hash;
    }

    byte[] sealed() {
      return sealed;
    }

    @Override
    public String toString() {
      return "***";
    }
  }

  Kept keep(AccountPassword password, boolean challenges, String accountId) {
    return challenges
        ? new Kept(null, sealing.seal(password.bytes(), place(accountId)))
        : new Kept(hashes.of(password.bytes()), null);
  }

  private static String place(String accountId) {
    return "account " + accountId;
  }

  /** The password itself, where it is kept so that challenges can be answered. */
  Optional<AccountPassword> open(Kept kept, String accountId) {
    return kept.sealed == null
        ? Optional.empty()
        : Optional.of(
            AccountPassword.typed(
                new String(sealing.unseal(kept.sealed, place(accountId)), StandardCharsets.UTF_8)));
  }

  /** Whether this is the account's password. The first time for a hash takes tens of ms. */
  boolean matches(Kept kept, String accountId, AccountPassword typed) {
    if (kept.sealed != null) {
      return MessageDigest.isEqual(sealing.unseal(kept.sealed, place(accountId)), typed.bytes());
    }
    byte[] digest = digest(kept.hash, typed);
    byte[] known;
    synchronized (matched) {
      known = matched.get(kept.hash);
    }
    if (known != null) {
      return MessageDigest.isEqual(known, digest);
    }
    boolean right = hashes.matches(typed.bytes(), kept.hash);
    if (right) {
      synchronized (matched) {
        matched.put(kept.hash, digest);
      }
    }
    return right;
  }

  private byte[] digest(String hash, AccountPassword typed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(ofThisStart);
      mac.update(hash.getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(typed.bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256", e);
    }
  }
}
