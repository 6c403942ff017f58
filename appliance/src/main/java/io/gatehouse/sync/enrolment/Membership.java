package io.gatehouse.sync.enrolment;

import io.gatehouse.sync.channel.HubAddress;
import io.gatehouse.sync.channel.Pair;
import io.gatehouse.sync.wire.AuthorityKey;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/**
 * That a box belongs to a hub: all that it has of it.
 *
 * @param box the name it has in the fleet
 */
public record Membership(HubAddress hub, AuthorityKey authority, String box, Pair pair) {

  /** What the box shows. */
  public X509Certificate certificate() {
    return certificate(pair.certificate());
  }

  static X509Certificate certificate(String pem) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the box's certificate cannot be read", e);
    }
  }
}
