package io.gatehouse.platform.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A certificate with its key.
 *
 * @param certificatePem in PEM
 * @param key the private key
 */
public record BoxCertificate(X509Certificate certificate, String certificatePem, KeyPem key) {

  /** A private key in PEM (PKCS #8), which never shows itself. */
  public static final class KeyPem {
    private final String pem;

    KeyPem(String pem) {
      this.pem = pem;
    }

    /** For the TLS listener and the file. */
    public String reveal() {
      return pem;
    }

    @Override
    public String toString() {
      return "***";
    }
  }

  /** The last moment at which clients accept it. */
  public Instant end() {
    return certificate.getNotAfter().toInstant();
  }
}
