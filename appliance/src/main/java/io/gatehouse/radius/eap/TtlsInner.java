package io.gatehouse.radius.eap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** PAP in attribute-value pairs (RFC 5281 §10, §11.2.5): the device speaks, the box decides. */
final class TtlsInner implements Inner {
  private static final int USER_NAME = 1;
  private static final int USER_PASSWORD = 2;
  private static final int HEADER = 8;
  private static final int VENDOR_HEADER = 12;
  private static final int VENDOR = 0x80;
  private static final int MANDATORY = 0x40;

  private final Users users;

  TtlsInner(Users users) {
    this.users = users;
  }

  @Override
  public byte[] begin(int id) {
    return null;
  }

  @Override
  public Said take(byte[] clear, int id) {
    String name = null;
    String password = null;
    int at = 0;
    while (at < clear.length) {
      if (clear.length - at < HEADER) {
        return broken();
      }
      int flags = clear[at + 4] & 0xff;
      int length = number(clear, at + 4) & 0xff_ffff;
      boolean vendors = (flags & VENDOR) != 0;
      int head = vendors ? VENDOR_HEADER : HEADER;
      if (length < head || length > clear.length - at) {
        return broken();
      }
      int code = number(clear, at);
      byte[] value = Arrays.copyOfRange(clear, at + head, at + length);
      if (!vendors && code == USER_NAME && name == null) {
        name = new String(value, StandardCharsets.UTF_8);
      } else if (!vendors && code == USER_PASSWORD && password == null) {
        password = unpadded(value);
      } else if ((flags & MANDATORY) != 0) {
        return new Said.Out("the device wants more than PAP inside EAP-TTLS");
      }
      // Each begins at a multiple of four; the last may leave its filling out.
      at += (length + 3) & ~3;
    }
    if (name == null || password == null) {
      return new Said.Out("only PAP is spoken inside EAP-TTLS");
    }
    return users.enter(name, password) ? new Said.In() : new Said.Out("the password is not taken");
  }

  private static Said broken() {
    return new Said.Out("what stands inside the tunnel cannot be read");
  }

  /** RFC 5281 §11.2.5: filled with zeros to hide its length. */
  private static String unpadded(byte[] value) {
    int length = value.length;
    while (length > 0 && value[length - 1] == 0) {
      length--;
    }
    return new String(value, 0, length, StandardCharsets.UTF_8);
  }

  private static int number(byte[] bytes, int at) {
    return bytes[at] << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }
}
