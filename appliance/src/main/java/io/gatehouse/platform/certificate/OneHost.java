package io.gatehouse.platform.certificate;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows one host's certificate to those who ask for that host. Before login every name leads to
 * this box: who asks for somebody else's is refused in the handshake, before anything is signed,
 * and never shown a certificate of another name. Nothing is kept per name (RFC 6066).
 */
public final class OneHost extends X509ExtendedKeyManager {
  private final String host;
  private final X509ExtendedKeyManager keys;

  private OneHost(String host, X509ExtendedKeyManager keys) {
    this.host = host;
    this.keys = keys;
  }

  /** For a TLS listener. */
  public static OneHost of(String host, BoxCertificate pair) {
    return new OneHost(host, pair.keys());
  }

  /** No alias ends the handshake. Who names nobody has asked for the address itself. */
  @Override
  public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
    if (engine.getHandshakeSession() instanceof ExtendedSSLSession session
        && !asksForUs(session.getRequestedServerNames())) {
      return null;
    }
    return keys.chooseEngineServerAlias(type, issuers, engine);
  }

  private boolean asksForUs(List<SNIServerName> names) {
    return names.isEmpty()
        || names.stream()
            .anyMatch(
                name ->
                    name instanceof SNIHostName asked
                        && asked.getAsciiName().equalsIgnoreCase(host));
  }

  @Override
  public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
    return keys.chooseServerAlias(type, issuers, socket);
  }

  @Override
  public String[] getServerAliases(String type, Principal[] issuers) {
    return keys.getServerAliases(type, issuers);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return keys.getCertificateChain(alias);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return keys.getPrivateKey(alias);
  }

  @Override
  public String[] getClientAliases(String type, Principal[] issuers) {
    return keys.getClientAliases(type, issuers);
  }

  @Override
  public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
    return keys.chooseClientAlias(types, issuers, socket);
  }
}
