package io.gatehouse.platform.seal;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) in PHC string format. 12 MiB and 3 passes is the smallest set of OWASP's
 * advice that fits a box with little memory; only one hash is computed at a time, so that a flood
 * of logins costs 12 MiB and not more.
 */
public final class PasswordHash {
  private static final int MEMORY_KIB = 12 * 1024;
  private static final int PASSES = 3;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /** Costs as much as a real one and fits no password. */
  public static final String NOBODY =
      "$argon2id$v=19$m=12288,t=3,p=1$" + "A".repeat(22) + "$" + "A".repeat(43);

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=1\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final Semaphore one = new Semaphore(1, true);
  private final SecureRandom random;

  public PasswordHash(SecureRandom random) {
    this.random = random;
  }

  /** Hashes with a fresh salt. */
  public String of(byte[] password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = compute(password, salt, MEMORY_KIB, PASSES, HASH_BYTES);
    Base64.Encoder text = Base64.getEncoder().withoutPadding();
    return String.format(
        Locale.ROOT,
        "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s",
        MEMORY_KIB,
        PASSES,
        text.encodeToString(salt),
        text.encodeToString(hash));
  }

  /** Whether the password made the hash; takes the same time either way. */
  public boolean matches(byte[] password, String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalStateException("a stored password hash is not argon2id in PHC format");
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(3));
    byte[] hash = Base64.getDecoder().decode(parts.group(4));
    int memory = Integer.parseInt(parts.group(1));
    int passes = Integer.parseInt(parts.group(2));
    return MessageDigest.isEqual(hash, compute(password, salt, memory, passes, hash.length));
  }

  /**
   * Key material from a passphrase, the same each time.
   *
   * @param memoryKib memory it costs, in KiB
   * @param passes times that memory is gone through
   */
  public byte[] key(byte[] passphrase, byte[] salt, int memoryKib, int passes) {
    return compute(passphrase, salt, memoryKib, passes, SealingKey.BYTES);
  }

  private byte[] compute(byte[] password, byte[] salt, int memory, int passes, int length) {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build();
    byte[] hash = new byte[length];
    one.acquireUninterruptibly();
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(parameters);
      generator.generateBytes(password, hash);
    } finally {
      one.release();
    }
    return hash;
  }
}
