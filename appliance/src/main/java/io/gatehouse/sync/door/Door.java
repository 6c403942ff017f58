package io.gatehouse.sync.door;

import io.gatehouse.hub.authority.Authority;
import io.gatehouse.hub.authority.ServerPair;
import io.gatehouse.sync.wire.Paths;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Set;

/** Where boxes call: TLS 1.3, the hub's certificate on one side and the box's on the other. */
public final class Door {
  private static final int HANDSHAKE_SECONDS = 10;

  private final Vertx vertx;
  private final Authority authority;
  private final List<String> hosts;
  private final String listen;
  private final int port;
  private final Router router;
  private HttpServer server;

  /**
   * @param hosts names and addresses under which boxes reach it
   * @param listen the address to bind
   */
  public Door(
      Vertx vertx,
      Authority authority,
      List<String> hosts,
      String listen,
      int port,
      SyncRoutes routes) {
    this.vertx = vertx;
    this.authority = authority;
    this.hosts = List.copyOf(hosts);
    this.listen = listen;
    this.port = port;
    this.router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false).setBodyLimit(Paths.LARGEST_BODY));
    routes.on(router);
  }

  public Future<Void> open() {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(pem(authority.server(hosts)))
                    // Asked for and not required: a box that is to be let in has none yet.
                    .setClientAuth(ClientAuth.REQUEST)
                    .setTrustOptions(
                        new PemTrustOptions().addCertValue(Buffer.buffer(authority.certificate())))
                    .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                    .setUseAlpn(false)
                    .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                    .setIdleTimeout(4 * Paths.WAIT_SECONDS)
                    .setMaxHeaderSize(8_192)
                    .setMaxInitialLineLength(1_024)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false))
            .requestHandler(router);
    return server.listen(port, listen).mapEmpty();
  }

  /** A new key and certificate for new connections. */
  public Future<Void> renew() {
    return server
        .updateSSLOptions(
            new ServerSSLOptions()
                .setKeyCertOptions(pem(authority.server(hosts)))
                .setClientAuth(ClientAuth.REQUEST)
                .setTrustOptions(
                    new PemTrustOptions().addCertValue(Buffer.buffer(authority.certificate()))))
        .mapEmpty();
  }

  private static PemKeyCertOptions pem(ServerPair pair) {
    return new PemKeyCertOptions()
        .setKeyValue(Buffer.buffer(pair.key()))
        .setCertValue(Buffer.buffer(pair.certificate()));
  }

  /** The port, once open. */
  public int port() {
    return server.actualPort();
  }

  public Future<Void> close() {
    return server == null ? Future.succeededFuture() : server.close();
  }
}
