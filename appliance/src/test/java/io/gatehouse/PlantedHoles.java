package io.gatehouse;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** What the house must not hold, for the positive controls of its rules. Never run. */
final class PlantedHoles {
  private PlantedHoles() {}

  static final class TrustsAll {
    Object client(Vertx vertx) {
      return vertx.createHttpClient(new HttpClientOptions().setTrustAll(true));
    }
  }

  static final class VerifiesNoHost {
    Object options() {
      return new HttpClientOptions().setVerifyHost(false);
    }
  }

  static final class TrustsByHand implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  static final class Compresses {
    Object listener(Vertx vertx) {
      return vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(1));
    }
  }
}
