package io.gatehouse.platform.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;

/** Reads what an operator uploads: a key, and a certificate with its issuers in PEM. */
final class UploadedPair {
  private static final int MOST_CERTIFICATES = 10;
  private static final int LEAST_RSA_BITS = 2_048;
  private static final byte[] PROBE = "does the key belong to it".getBytes(StandardCharsets.UTF_8);

  private UploadedPair() {}

  /** Refused with the name of the text that is wrong and why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String field;

    Unusable(String field, String reason) {
      super(reason);
      this.field = field;
    }

    String field() {
      return field;
    }
  }

  /** The pair, its own certificate first and each next one the issuer of the one before. */
  static BoxCertificate read(String certificates, String key) throws Unusable {
    List<X509Certificate> chain = chain(certificates);
    PrivateKey secret = key(key);
    X509Certificate leaf = chain.getFirst();
    if (!belong(leaf.getPublicKey(), secret)) {
      throw new Unusable("key", "does not belong to the first certificate");
    }
    for (int i = 0; i + 1 < chain.size(); i++) {
      if (!signed(chain.get(i), chain.get(i + 1))) {
        throw new Unusable(
            "certificate",
            "certificate " + (i + 2) + " is not the issuer of the one before it: leaf first");
      }
    }
    try {
      StringBuilder all = new StringBuilder();
      for (X509Certificate one : chain) {
        all.append(pem(one));
      }
      String keyPem = pem(new PemObject("PRIVATE KEY", secret.getEncoded()));
      return new BoxCertificate(leaf, all.toString(), new BoxCertificate.KeyPem(keyPem));
    } catch (IOException e) {
      throw new IllegalStateException("writing PEM into memory", e);
    }
  }

  static List<X509Certificate> chain(String text) throws Unusable {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .forEach(one -> chain.add((X509Certificate) one));
    } catch (GeneralSecurityException e) {
      throw new Unusable("certificate", "is not a certificate in PEM");
    }
    if (chain.isEmpty() || chain.size() > MOST_CERTIFICATES) {
      throw new Unusable("certificate", "must hold 1 to " + MOST_CERTIFICATES + " certificates");
    }
    return chain;
  }

  private static PrivateKey key(String text) throws Unusable {
    try (PEMParser in = new PEMParser(new StringReader(text))) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      for (Object part = in.readObject(); part != null; part = in.readObject()) {
        switch (part) {
          case PrivateKeyInfo info -> {
            return converter.getPrivateKey(info);
          }
          case PEMKeyPair pair -> {
            return converter.getPrivateKey(pair.getPrivateKeyInfo());
          }
          case PKCS8EncryptedPrivateKeyInfo locked -> throw encrypted();
          case PEMEncryptedKeyPair locked -> throw encrypted();
          // The parameters of a curve may stand before its key.
          default -> {}
        }
      }
    } catch (IOException | IllegalStateException e) {
      throw new Unusable("key", "is not a private key in PEM");
    }
    throw new Unusable("key", "holds no private key");
  }

  private static Unusable encrypted() {
    return new Unusable("key", "is locked with a passphrase: upload it without one");
  }

  private static boolean belong(PublicKey open, PrivateKey secret) throws Unusable {
    String algorithm =
        switch (open.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> throw new Unusable("certificate", "phones trust EC and RSA keys only");
        };
    if (open instanceof RSAKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
      throw new Unusable("certificate", "an RSA key needs " + LEAST_RSA_BITS + " bits or more");
    }
    try {
      Signature sign = Signature.getInstance(algorithm);
      sign.initSign(secret);
      sign.update(PROBE);
      byte[] made = sign.sign();
      sign.initVerify(open);
      sign.update(PROBE);
      return sign.verify(made);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean signed(X509Certificate one, X509Certificate by) {
    try {
      one.verify(by.getPublicKey());
      return one.getIssuerX500Principal().equals(by.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String pem(Object thing) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter out = new JcaPEMWriter(text)) {
      out.writeObject(thing);
    }
    return text.toString();
  }
}
