package io.gatehouse.app;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.certificate.BoxCertificate;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.portal.PortalServer;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether guests are served over TLS: while the box holds a certificate that is good for the public
 * host. Firewall and option 114 say so only then.
 */
final class PortalTls {
  private static final Logger LOG = LoggerFactory.getLogger(PortalTls.class);
  private static final int PORT = 443;
  private static final long LIMIT_SECONDS = 30;

  private final PublicCertificate certificate;
  private final PortalServer portal;
  private final Supplier<Settings> settings;

  PortalTls(PublicCertificate certificate, PortalServer portal, Supplier<Settings> settings) {
    this.certificate = certificate;
    this.portal = portal;
    this.settings = settings;
  }

  /**
   * Opens or shuts the listener by what is held now, and says which settings the box's files have
   * to follow. Blocks.
   */
  Settings follow() {
    Settings wanted = settings.get();
    String host = wanted.portal().publicHost();
    Optional<BoxCertificate> pair = certificate.usable(host);
    if (pair.isEmpty()) {
      await(portal.plainOnly());
      return wanted.withoutPublicHost();
    }
    boolean listens =
        await(
            portal
                .secure(wanted.guest().box().toString(), PORT, host, pair.get())
                .map(true)
                .otherwise(
                    failure -> {
                      LOG.error("guests are served without TLS", failure);
                      return false;
                    }));
    return listens ? wanted : wanted.withoutPublicHost();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the portal's TLS listener did not change within 30 s", e);
    }
  }
}
