package io.gatehouse.platform.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

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

  /** The pair as a TLS server shows it. */
  public X509ExtendedKeyManager keys() {
    try (PEMParser in = new PEMParser(new StringReader(key.reveal()))) {
      PrivateKey secret = new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) in.readObject());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      X509Certificate[] chain = UploadedPair.chain(certificatePem).toArray(X509Certificate[]::new);
      store.setKeyEntry("own", secret, new char[0], chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    } catch (GeneralSecurityException | UploadedPair.Unusable e) {
      throw new IllegalStateException("the certificate cannot be used", e);
    } catch (IOException e) {
      throw new IllegalStateException("the certificate's key cannot be read", e);
    }
  }

  /** The last moment at which clients accept it. */
  public Instant end() {
    return certificate.getNotAfter().toInstant();
  }
}
