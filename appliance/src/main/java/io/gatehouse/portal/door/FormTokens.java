package io.gatehouse.portal.door;

import io.gatehouse.platform.address.Ipv4;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows that a form came from a page of ours that went to the same address a while ago. Works
 * without a cookie, as the browsers that phones open for portals drop them. The key lives as long
 * as the process; one instance belongs to one event loop.
 */
public final class FormTokens {
  /** A page may lie open this long, in seconds. */
  static final int LIFETIME = 7_200;

  private static final int TAG_BYTES = 12;

  private final Mac mac;
  private final LongSupplier seconds;

  public FormTokens(LongSupplier seconds) {
    this.seconds = seconds;
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** 22 characters of the URL-safe base-64 alphabet. */
  public byte[] make(Ipv4 ip) {
    int now = (int) seconds.getAsLong();
    byte[] token = ByteBuffer.allocate(4 + TAG_BYTES).putInt(now).put(tag(ip, now)).array();
    return Base64.getUrlEncoder().withoutPadding().encode(token);
  }

  public boolean valid(String token, Ipv4 ip) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (bytes.length != 4 + TAG_BYTES) {
      return false;
    }
    int made = ByteBuffer.wrap(bytes).getInt();
    long age = seconds.getAsLong() - made;
    boolean genuine =
        MessageDigest.isEqual(tag(ip, made), Arrays.copyOfRange(bytes, 4, bytes.length));
    return genuine && age >= 0 && age <= LIFETIME;
  }

  private byte[] tag(Ipv4 ip, int made) {
    mac.update(ByteBuffer.allocate(8).putInt(ip.bits()).putInt(made).flip());
    return Arrays.copyOf(mac.doFinal(), TAG_BYTES);
  }
}
