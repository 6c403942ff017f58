package io.gatehouse.portal;

import io.gatehouse.portal.door.Connections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.function.IntFunction;

/** One door of the portal, plain or with TLS. All doors live on one event loop. */
final class Listener {
  private final HttpServer server;
  private Routes routes;

  Listener(Vertx vertx, HttpServerOptions options, Connections connections) {
    server = vertx.createHttpServer(options);
    server.connectionHandler(connection -> connections.opened(connection, PortalServer.millis()));
    server.requestHandler(
        request -> {
          if (routes == null) {
            request.connection().close();
          } else {
            routes.handle(request);
          }
        });
    server.invalidRequestHandler(Routes::malformed);
  }

  /**
   * Starts to listen.
   *
   * @param answers the routes for the port that it became
   * @return the port
   */
  Future<Integer> open(String host, int port, IntFunction<Routes> answers) {
    return server
        .listen(port, host)
        .map(
            bound -> {
              routes = answers.apply(bound.actualPort());
              return bound.actualPort();
            });
  }

  Future<Void> close() {
    return server.close();
  }
}
