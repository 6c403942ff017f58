package io.gatehouse.hub.authority;

import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import io.gatehouse.sync.wire.AuthorityKey;
import io.gatehouse.sync.wire.Unreadable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * The hub's certificate authority: its key, EC P-256, made at the first start and sealed in the
 * store, signs the hub's own certificate, those of the boxes, and orders to them; nothing else.
 *
 * <p>Certificates begin on the day this program was built, so that a box that knows no later time
 * takes them; how long they last counts from now.
 */
public final class Authority {
  /** Long enough for a box that is away for a season; renewed from half of it on. */
  public static final Duration BOX_LASTS = Duration.ofDays(730);

  /** The hub makes itself a new one each day; who steals one has it for so long. */
  static final Duration SERVER_LASTS = Duration.ofDays(30);

  private static final String PLACE = "hub.authority";
  private static final Duration AUTHORITY_LASTS = Duration.ofDays(30 * 365);

  private final WallClock wall;
  private final Instant built;
  private final AuthorityKey shown;
  private final PublicKey publicKey;
  private final PrivateKey key;

  private Authority(WallClock wall, Instant built, AuthorityKey shown, PrivateKey key) {
    this.wall = wall;
    this.built = built;
    this.shown = shown;
    this.publicKey = shown.key();
    this.key = key;
  }

  /**
   * The authority of this hub, made where there is none yet.
   *
   * @param built the day of the program: no true time lies before it
   */
  public static Authority open(Store store, SealingKey seal, WallClock wall, Instant built) {
    Kept fresh = fresh(seal);
    Kept kept =
        store.write(
            tx -> {
              tx.update(
                  "INSERT INTO hub_authority (id, key_sealed, public_key) VALUES (1, ?, ?)"
                      + " ON CONFLICT (id) DO NOTHING",
                  fresh.sealed.bytes,
                  fresh.publicKey);
              return tx.one(
                      "SELECT key_sealed, public_key FROM hub_authority WHERE id = 1",
                      row -> new Kept(new Sealed(row.getBytes(1)), row.getString(2)))
                  .orElseThrow();
            });
    try {
      return new Authority(
          wall,
          built.truncatedTo(ChronoUnit.DAYS),
          AuthorityKey.parse(kept.publicKey),
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(seal.unseal(kept.sealed.bytes, PLACE))));
    } catch (GeneralSecurityException | Unreadable e) {
      throw new IllegalStateException("the authority's key in the store is damaged", e);
    }
  }

  private record Kept(Sealed sealed, String publicKey) {}

  private static final class Sealed {
    private final byte[] bytes;

    Sealed(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private static Kept fresh(SealingKey seal) {
    KeyPair keys = keys();
    return new Kept(
        new Sealed(seal.seal(keys.getPrivate().getEncoded(), PLACE)),
        AuthorityKey.of(keys.getPublic()).text());
  }

  /** What boxes are told to believe. */
  public AuthorityKey key() {
    return shown;
  }

  /** The certificate of the authority itself, for the listener that checks the boxes. */
  public String certificate() {
    X500Name self = new X500Name(AuthorityKey.NAME);
    return pem(
        sign(
            new JcaX509v3CertificateBuilder(
                self,
                serial(),
                Date.from(built),
                Date.from(wall.now().plus(AUTHORITY_LASTS)),
                self,
                publicKey),
            new KeyUsage(KeyUsage.keyCertSign),
            new BasicConstraints(0)));
  }

  /**
   * A certificate with which a box shows who it is.
   *
   * @param box the name that it has in the fleet
   */
  public Issued issue(Request request, String box) {
    Instant ends = wall.now().plus(BOX_LASTS).truncatedTo(ChronoUnit.SECONDS);
    JcaX509v3CertificateBuilder builder =
        builder(new X500NameBuilder().addRDN(BCStyle.CN, box).build(), ends, request.key());
    X509Certificate certificate = leaf(builder, KeyPurposeId.id_kp_clientAuth);
    return new Issued(certificate.getSerialNumber(), pem(certificate), ends);
  }

  /**
   * A key and certificate for the hub's listener.
   *
   * @param hosts DNS names and addresses under which boxes reach it
   */
  public ServerPair server(List<String> hosts) {
    KeyPair keys = keys();
    Instant ends = wall.now().plus(SERVER_LASTS).truncatedTo(ChronoUnit.SECONDS);
    JcaX509v3CertificateBuilder builder =
        builder(
            new X500NameBuilder().addRDN(BCStyle.CN, hosts.getFirst()).build(),
            ends,
            keys.getPublic());
    GeneralName[] places =
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new);
    add(builder, Extension.subjectAlternativeName, new GeneralNames(places));
    X509Certificate certificate = leaf(builder, KeyPurposeId.id_kp_serverAuth);
    return new ServerPair(
        pem(certificate), pem(new PemObject("PRIVATE KEY", keys.getPrivate().getEncoded())), ends);
  }

  /**
   * Signs an order.
   *
   * @param text of {@code sync.wire.OrderText}, which no certificate begins like
   */
  public byte[] sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private JcaX509v3CertificateBuilder builder(X500Name subject, Instant ends, PublicKey of) {
    return new JcaX509v3CertificateBuilder(
        new X500Name(AuthorityKey.NAME), serial(), Date.from(built), Date.from(ends), subject, of);
  }

  private X509Certificate leaf(JcaX509v3CertificateBuilder builder, KeyPurposeId purpose) {
    add(builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(purpose));
    try {
      add(
          builder,
          Extension.authorityKeyIdentifier,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(publicKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return sign(builder, new KeyUsage(KeyUsage.digitalSignature), new BasicConstraints(false));
  }

  private X509Certificate sign(
      JcaX509v3CertificateBuilder builder, KeyUsage usage, BasicConstraints constraints) {
    try {
      builder.addExtension(Extension.basicConstraints, true, constraints);
      builder.addExtension(Extension.keyUsage, true, usage);
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a certificate cannot be signed", e);
    }
  }

  private static void add(
      JcaX509v3CertificateBuilder builder,
      org.bouncycastle.asn1.ASN1ObjectIdentifier which,
      org.bouncycastle.asn1.ASN1Encodable value) {
    try {
      builder.addExtension(which, false, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BigInteger serial() {
    return new BigInteger(120, new SecureRandom()).add(BigInteger.ONE);
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a key", e);
    }
  }

  private static String pem(Object thing) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter out = new JcaPEMWriter(text)) {
      out.writeObject(thing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
