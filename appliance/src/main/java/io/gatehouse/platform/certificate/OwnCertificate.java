package io.gatehouse.platform.certificate;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.clock.WallClock;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * The certificate that the box signs for its own console: EC P-256, valid from the build's date so
 * that a box which believes it is 1970 still makes one that clients with the right time accept, for
 * ten years so that a box on a shelf does not come up expired. Key and certificate are one file,
 * replaced as one: a power cut leaves the old pair or the new one.
 */
public final class OwnCertificate {
  private static final Duration VALID = Duration.ofDays(3_650);
  private static final Duration RENEW_BEFORE = Duration.ofDays(60);

  private final Path file;
  private final List<String> names;
  private final Optional<Ipv4> address;
  private final String title;
  private final WallClock wall;
  private final Instant floor;

  /**
   * @param file inside the box's {@code tls} folder; the folder is made if it is missing
   * @param names the DNS names it is good for
   * @param address the address it is good for
   * @param floor the build's date: no true time lies before it
   */
  public OwnCertificate(
      Path file, List<String> names, Ipv4 address, WallClock wall, Instant floor) {
    this(file, "Gatehouse " + address, names, Optional.of(address), wall, floor);
  }

  private OwnCertificate(
      Path file,
      String title,
      List<String> names,
      Optional<Ipv4> address,
      WallClock wall,
      Instant floor) {
    this.file = file;
    this.title = title;
    this.names = List.copyOf(names);
    this.address = address;
    this.wall = wall;
    this.floor = floor;
  }

  /** One that goes by a name alone, and stays when the box gets other addresses. */
  public static OwnCertificate named(Path file, String name, WallClock wall, Instant floor) {
    return new OwnCertificate(file, name, List.of(name), Optional.empty(), wall, floor);
  }

  /**
   * The certificate to serve with: the kept one, or a new one where there is none, it names other
   * places, or it ends within 60 days by a trusted clock. Call it at start and each day.
   */
  public BoxCertificate keep() {
    Optional<BoxCertificate> kept = load().filter(this::stillGood);
    if (kept.isPresent()) {
      return kept.get();
    }
    BoxCertificate fresh = make();
    PairFile.write(file, fresh);
    return fresh;
  }

  private boolean stillGood(BoxCertificate kept) {
    boolean ending = wall.trusted() && wall.now().isAfter(kept.end().minus(RENEW_BEFORE));
    return !ending && placesOf(kept.certificate()).equals(places());
  }

  private Set<String> places() {
    List<String> all = new ArrayList<>(names);
    address.ifPresent(one -> all.add(one.toString()));
    return Set.copyOf(all);
  }

  private static Set<String> placesOf(X509Certificate certificate) {
    try {
      var alternatives = certificate.getSubjectAlternativeNames();
      List<String> all = new ArrayList<>();
      if (alternatives != null) {
        alternatives.forEach(name -> all.add(String.valueOf(name.get(1))));
      }
      return Set.copyOf(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the box's certificate cannot be read", e);
    }
  }

  private BoxCertificate make() {
    try {
      SecureRandom random = new SecureRandom();
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair keys = generator.generateKeyPair();
      X509Certificate certificate =
          new JcaX509CertificateConverter().getCertificate(signed(keys, random));
      PemObject key = new PemObject("PRIVATE KEY", keys.getPrivate().getEncoded());
      return new BoxCertificate(certificate, pem(certificate), new BoxCertificate.KeyPem(pem(key)));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make the box's certificate", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot encode the box's certificate", e);
    }
  }

  private X509CertificateHolder signed(KeyPair keys, SecureRandom random)
      throws OperatorCreationException, IOException {
    Instant now = wall.trusted() ? wall.now() : floor;
    Instant start = floor.truncatedTo(ChronoUnit.DAYS);
    X500Name name = new X500Name("CN=" + title);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(120, random).add(BigInteger.ONE),
            Date.from(start),
            Date.from(now.truncatedTo(ChronoUnit.DAYS).plus(VALID)),
            name,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    List<GeneralName> places = new ArrayList<>();
    names.forEach(dns -> places.add(new GeneralName(GeneralName.dNSName, dns)));
    address.ifPresent(one -> places.add(new GeneralName(GeneralName.iPAddress, one.toString())));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(places.toArray(GeneralName[]::new)));
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
  }

  private static String pem(Object thing) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter out = new JcaPEMWriter(text)) {
      out.writeObject(thing);
    }
    return text.toString();
  }

  private Optional<BoxCertificate> load() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Empty where it is no pair: a damaged file is replaced, as no other trust hangs on it. */
  private static Optional<BoxCertificate> parse(String text) {
    try (PEMParser in = new PEMParser(new StringReader(text))) {
      if (in.readObject() instanceof PrivateKeyInfo key
          && in.readObject() instanceof X509CertificateHolder holder) {
        X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
        String keyPem = pem(new PemObject("PRIVATE KEY", key.getEncoded()));
        return Optional.of(
            new BoxCertificate(certificate, pem(certificate), new BoxCertificate.KeyPem(keyPem)));
      }
      return Optional.empty();
    } catch (IOException | GeneralSecurityException | IllegalStateException e) {
      return Optional.empty();
    }
  }
}
