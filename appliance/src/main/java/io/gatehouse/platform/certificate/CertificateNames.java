package io.gatehouse.platform.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Whom a certificate is of. */
public final class CertificateNames {
  private static final int RFC822_NAME = 1;
  private static final int DNS_NAME = 2;

  private CertificateNames() {}

  /**
   * Its alternative names (mail, host), then its common names (RFC 5216 §5.2). A name that cannot
   * be read is left out.
   */
  public static List<String> of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> one : alternatives) {
          if (one.get(0).equals(RFC822_NAME) || one.get(0).equals(DNS_NAME)) {
            names.add(String.valueOf(one.get(1)));
          }
        }
      }
    } catch (CertificateParsingException e) {
      // Whoever signed it let names through that are none; the common name stands.
      names.clear();
    }
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    for (RDN part : subject.getRDNs(BCStyle.CN)) {
      names.add(IETFUtils.valueToString(part.getFirst().getValue()));
    }
    return names;
  }
}
