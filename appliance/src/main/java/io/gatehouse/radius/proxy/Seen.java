package io.gatehouse.radius.proxy;

import io.gatehouse.radius.packet.Hiding;
import io.gatehouse.radius.packet.Packet;
import io.gatehouse.radius.packet.PacketCheck;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who was let in with which name and password, for hours without a server. Kept as digests under a
 * key that lives as long as the process: nothing of it can be read or stolen, and after a restart
 * everybody has to be let in by a server once more.
 */
final class Seen {
  private static final int MOST = 10_000;

  private final Mac mac;
  private final Map<Long, Long> until =
      new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > MOST;
        }
      };

  Seen() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /** Null where the request shows no password that could be compared: CHAP, EAP. */
  private Long digest(KnownNas nas, Packet request, PacketCheck checked) {
    if (checked.userPassword() == Packet.NOWHERE || checked.userName() == Packet.NOWHERE) {
      return null;
    }
    mac.update(request.valueCopy(checked.userName()));
    mac.update((byte) 0);
    byte[] digest = mac.doFinal(Hiding.password(request, checked.userPassword(), nas.signer));
    return ByteBuffer.wrap(digest).getLong();
  }

  void admitted(KnownNas nas, Packet request, PacketCheck checked, long nowNanos, int seconds) {
    Long digest = digest(nas, request, checked);
    if (digest != null) {
      until.put(digest, nowNanos + seconds * 1_000_000_000L);
    }
  }

  void rejected(KnownNas nas, Packet request, PacketCheck checked) {
    Long digest = digest(nas, request, checked);
    if (digest != null) {
      until.remove(digest);
    }
  }

  /** Seconds for which the pair still counts; 0 where it does not. */
  int secondsLeft(KnownNas nas, Packet request, PacketCheck checked, long nowNanos) {
    Long digest = digest(nas, request, checked);
    Long end = digest == null ? null : until.get(digest);
    return end == null || end - nowNanos <= 0 ? 0 : (int) ((end - nowNanos) / 1_000_000_000L) + 1;
  }
}
