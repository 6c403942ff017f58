package io.gatehouse.radius.eap;

import java.util.List;
import java.util.Optional;

/** Who may come in. Asked on the caller's thread, may block; of one conversation alone. */
public interface Users {

  /** Whether the password is this name's and the device may come in now; if so, it is in. */
  boolean enter(String name, String password);

  /**
   * Whether one of the names that a valid certificate bears may come in now; if so, it is in.
   *
   * @param names the nearest first
   */
  boolean enterByCertificate(List<String> names);

  /** Whether this name, that has proved itself by MS-CHAPv2, may come in now; if so, it is in. */
  boolean enterProved(String name);

  /**
   * Whether it is this name's answer to a challenge; nobody comes in by it.
   *
   * @param spoken the name that the answer was made with (RFC 2759 §8.2)
   * @param challenge 16 bytes
   * @param response 50 bytes as in MS-CHAP2-Response (RFC 2548 §2.3.2)
   * @return {@code S=…}, which proves to the device that the box knows the password (RFC 2759 §5)
   */
  Optional<String> proof(String name, String spoken, byte[] challenge, byte[] response);
}
