package io.gatehouse.radius.eap;

import io.gatehouse.platform.certificate.BoxCertificate;
import io.gatehouse.platform.certificate.Issuers;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** What the box shows to devices, and whose certificates it believes. */
public final class ServerTls {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final KeyManager[] keys;
  private final TrustManager[] trust;

  /**
   * @param own the box's certificate
   * @param issuers of the devices' certificates, in PEM; empty = nobody comes in by one
   */
  public ServerTls(BoxCertificate own, String issuers) {
    keys = new KeyManager[] {own.keys()};
    trust = Issuers.trust(issuers);
  }

  boolean believesCertificates() {
    return trust.length > 0;
  }

  /**
   * One end of a tunnel. Each has a context of its own: a ticket that another conversation gave is
   * unknown to it, so that nobody resumes a session past the password in it.
   */
  SSLEngine engine(boolean certificate) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, certificate ? trust : new TrustManager[0], null);
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(false);
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setProtocols(PROTOCOLS);
      parameters.setNeedClientAuth(certificate);
      engine.setSSLParameters(parameters);
      return engine;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS cannot begin", e);
    }
  }
}
