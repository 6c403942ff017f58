package io.gatehouse;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate authority for tests: root and issuer, as public ones have. */
public final class TestAuthority {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final KeyPair rootKeys = keys("EC", 256);
  private final KeyPair issuerKeys = keys("EC", 256);

  /** What phones trust. */
  public final X509Certificate root =
      sign("Test Root", "Test Root", rootKeys, rootKeys, true, forYears(10));

  private final X509Certificate issuer =
      sign("Test Issuer", "Test Root", issuerKeys, rootKeys, true, forYears(5));

  /**
   * A key and its certificate.
   *
   * @param chain PEM, the name's own first, then the issuer
   * @param key PEM
   */
  public record Pair(String chain, String key) {}

  /** Good for these names for 90 days. */
  public Pair issue(String... names) {
    return issue(Instant.now().plus(90, ChronoUnit.DAYS), "EC", 256, names);
  }

  public Pair issue(Instant end, String algorithm, int bits, String... names) {
    KeyPair keys = keys(algorithm, bits);
    X509Certificate leaf = sign(names[0], "Test Issuer", keys, issuerKeys, false, end, names);
    return new Pair(
        pem(leaf) + pem(issuer), pem(new PemObject("PRIVATE KEY", keys.getPrivate().getEncoded())));
  }

  private static Instant forYears(int years) {
    return Instant.now().plus(365L * years, ChronoUnit.DAYS);
  }

  private static KeyPair keys(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate sign(
      String subject,
      String issuer,
      KeyPair keys,
      KeyPair by,
      boolean authority,
      Instant end,
      String... names) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=" + issuer),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(end.minus(4_000, ChronoUnit.DAYS)),
              Date.from(end),
              new X500Name("CN=" + subject),
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (names.length > 0) {
        GeneralName[] all =
            Stream.of(names)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String pem(Object thing) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter out = new JcaPEMWriter(text)) {
      out.writeObject(thing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
