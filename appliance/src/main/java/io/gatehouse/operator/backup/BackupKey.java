package io.gatehouse.operator.backup;

import io.gatehouse.platform.seal.PasswordHash;
import io.gatehouse.platform.seal.SealedInput;
import io.gatehouse.platform.seal.SealedOutput;
import io.gatehouse.platform.seal.SealingKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What backups are sealed with: made of the recovery passphrase by Argon2id, with the salt and
 * costs that stand before the text of each backup, so that the passphrase alone opens it anywhere.
 *
 * <p>The header: {@code GHBACKUP}, a byte for the version, memory in KiB and passes as 32-bit
 * numbers, 16 bytes of salt, 7 bytes before the nonces.
 */
final class BackupKey {
  private static final byte[] MAGIC = "GHBACKUP".getBytes(StandardCharsets.US_ASCII);
  private static final byte VERSION = 1;

  /** What a guess costs, in memory: as much as a password's, which the edge's heap has room for. */
  static final int MEMORY_KIB = 12 * 1024;

  private static final int PASSES = 4;

  /** What a header may ask of a box before anything of it is proven. */
  private static final int MOST_MEMORY_KIB = 16 * 1024;

  private static final int MOST_PASSES = 16;
  private static final int SALT = 16;
  private static final int HEADER = MAGIC.length + 1 + 2 * Integer.BYTES + SALT;

  private final int memoryKib;
  private final int passes;
  private final byte[] salt;
  private final byte[] material;

  private BackupKey(int memoryKib, int passes, byte[] salt, byte[] material) {
    this.memoryKib = memoryKib;
    this.passes = passes;
    this.salt = salt;
    this.material = material;
  }

  /** With {@link #MEMORY_KIB} it costs about 0.2 s. */
  static BackupKey of(RecoveryPassphrase passphrase, int memoryKib) {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return derive(passphrase, memoryKib, PASSES, salt);
  }

  private static BackupKey derive(
      RecoveryPassphrase passphrase, int memoryKib, int passes, byte[] salt) {
    byte[] key =
        new PasswordHash(new SecureRandom()).key(passphrase.bytes(), salt, memoryKib, passes);
    return new BackupKey(memoryKib, passes, salt, key);
  }

  /** To be sealed and kept. */
  byte[] encoded() {
    return ByteBuffer.allocate(2 * Integer.BYTES + SALT + SealingKey.BYTES)
        .putInt(memoryKib)
        .putInt(passes)
        .put(salt)
        .put(material)
        .array();
  }

  static BackupKey decoded(byte[] encoded) {
    ByteBuffer from = ByteBuffer.wrap(encoded);
    int memory = from.getInt();
    int passes = from.getInt();
    byte[] salt = new byte[SALT];
    byte[] key = new byte[SealingKey.BYTES];
    from.get(salt).get(key);
    return new BackupKey(memory, passes, salt, key);
  }

  /** Writes the header and seals what is written after it. */
  OutputStream seal(OutputStream out) throws IOException {
    byte[] prefix = new byte[SealedOutput.PREFIX];
    new SecureRandom().nextBytes(prefix);
    byte[] header =
        ByteBuffer.allocate(HEADER)
            .put(MAGIC)
            .put(VERSION)
            .putInt(memoryKib)
            .putInt(passes)
            .put(salt)
            .array();
    out.write(header);
    out.write(prefix);
    return new SealedOutput(out, material, header, prefix);
  }

  /** Opens with the box's own key. */
  InputStream open(InputStream in) throws IOException, Unopened {
    Header header = Header.read(in);
    if (!MessageDigest.isEqual(header.salt, salt)) {
      throw new Unopened("it was made with another recovery passphrase than the present one");
    }
    return header.open(in, material);
  }

  static InputStream open(InputStream in, RecoveryPassphrase passphrase)
      throws IOException, Unopened {
    Header header = Header.read(in);
    return header.open(
        in, derive(passphrase, header.memoryKib, header.passes, header.salt).material);
  }

  private static final class Header {
    private final byte[] bytes;
    private final int memoryKib;
    private final int passes;
    private final byte[] salt;
    private final byte[] prefix;

    private Header(byte[] bytes, int memoryKib, int passes, byte[] salt, byte[] prefix) {
      this.bytes = bytes;
      this.memoryKib = memoryKib;
      this.passes = passes;
      this.salt = salt;
      this.prefix = prefix;
    }

    static Header read(InputStream in) throws IOException, Unopened {
      byte[] bytes = in.readNBytes(HEADER);
      byte[] prefix = in.readNBytes(SealedOutput.PREFIX);
      ByteBuffer fields = ByteBuffer.wrap(bytes);
      byte[] magic = new byte[MAGIC.length];
      if (bytes.length > MAGIC.length) {
        fields.get(magic);
      }
      if (!Arrays.equals(magic, MAGIC)) {
        throw new Unopened("this is no backup of Gatehouse");
      }
      byte version = fields.get();
      if (version != VERSION) {
        throw new Unopened(
            "its format is version "
                + version
                + ", this program knows "
                + VERSION
                + ": a newer program made it");
      }
      if (prefix.length < SealedOutput.PREFIX) {
        throw new Unopened("it was cut off");
      }
      int memory = fields.getInt();
      int passes = fields.getInt();
      if (memory < 8 || memory > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
        throw new Unopened("it was changed, or is no backup of Gatehouse");
      }
      byte[] salt = new byte[SALT];
      fields.get(salt);
      return new Header(bytes, memory, passes, salt, prefix);
    }

    InputStream open(InputStream in, byte[] material) {
      return new SealedInput(in, material, bytes, prefix);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
