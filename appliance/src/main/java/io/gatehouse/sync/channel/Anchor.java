package io.gatehouse.sync.channel;

import io.gatehouse.sync.wire.AuthorityKey;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The one authority that a channel believes, by its key.
 *
 * <p>A trust anchor is a name and a key (RFC 5280 §6.1.1). The TLS library wants it inside a
 * certificate, whose own signature it does not read, so one is made around the key here.
 */
public final class Anchor {
  private static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59Z");

  private final AuthorityKey key;

  public Anchor(AuthorityKey key) {
    this.key = key;
  }

  /**
   * For TLS: believes certificates of this authority alone, each of its dates judged at a moment.
   *
   * @param at the present, or where the clock is surely wrong the newest moment that surely has
   *     passed: a certificate that had ended by then is refused also in 1970
   */
  public TrustManager trust(Instant at) {
    try {
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(Set.of(new TrustAnchor(certificate(), null)), null);
      // Ends come soon and the hub refuses what it took back, so there are no lists to ask for.
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      return factory.getTrustManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the authority's key cannot be made an anchor of trust", e);
    }
  }

  /**
   * The second lock behind the TLS library's: who stands at the other end of a connection that is
   * open and has carried nothing yet.
   *
   * @param chain as it was shown, the own certificate first
   * @throws NotProven where it is not the authority's or not this host's, with the reason
   */
  public void prove(X509Certificate[] chain, String host, Instant at) throws NotProven {
    X509Certificate own = chain[0];
    try {
      own.verify(key.key());
      own.checkValidity(Date.from(at));
    } catch (GeneralSecurityException e) {
      throw new NotProven("its certificate is not this hub's: " + e.getMessage(), e);
    }
    if (!isFor(own, host)) {
      throw new NotProven("its certificate is not for " + host, null);
    }
  }

  private static boolean isFor(X509Certificate certificate, String host) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      return names != null && names.stream().anyMatch(name -> names(name, host));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean names(List<?> name, String host) {
    String value = String.valueOf(name.get(1));
    if (value.equalsIgnoreCase(host)) {
      return true;
    }
    // Addresses of version 6 have many ways to be written.
    return host.contains(":") && value.contains(":") && address(value).equals(address(host));
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      return InetAddress.getLoopbackAddress();
    }
  }

  private X509Certificate certificate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
      KeyPair nobody = generator.generateKeyPair();
      X500Name name = new X500Name(AuthorityKey.NAME);
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name, BigInteger.ONE, Date.from(Instant.EPOCH), Date.from(FOREVER), name, key.key());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.key()));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(nobody.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("the authority's key cannot be put into a certificate", e);
    }
  }
}
