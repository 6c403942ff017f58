package io.gatehouse.platform.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of those who sign others', as an operator gives them: PEM, up to ten. */
public final class Issuers {
  private Issuers() {}

  /** What is wrong with the text; nothing with an empty one, which means nobody. */
  public static Optional<String> trouble(String pem) {
    try {
      if (!pem.isEmpty()) {
        UploadedPair.chain(pem);
      }
      return Optional.empty();
    } catch (UploadedPair.Unusable e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * The trust in certificates that they have signed.
   *
   * @param pem one without trouble; of an empty one nothing comes
   */
  public static TrustManager[] trust(String pem) {
    if (pem.isEmpty()) {
      return new TrustManager[0];
    }
    try {
      List<X509Certificate> issuers = UploadedPair.chain(pem);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < issuers.size(); i++) {
        store.setCertificateEntry("issuer-" + i, issuers.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException | UploadedPair.Unusable e) {
      throw new IllegalStateException("the issuers cannot be used", e);
    }
  }
}
