package io.gatehouse.api;

import io.gatehouse.operator.audit.Actor;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * An API on a Unix socket of its own, where the command line finds it. Whoever may open the file
 * (its owner and group, mode 0660) is let in as {@link Actor#LOCAL}.
 */
public final class ApiServer {
  private static final int LARGEST_BODY = 256 * 1024;

  /**
   * Between the last byte of a question and its answer nothing passes: a change of the settings is
   * answered when the daemons run again, each of which may take half a minute.
   */
  private static final int IDLE_SECONDS = 300;

  private final Vertx vertx;
  private final Router routes;
  private final Path socket;
  private final Handler<RoutingContext> uploads;
  private HttpServer server;

  public ApiServer(Vertx vertx, Router routes, Path socket) {
    this(vertx, routes, socket, RoutingContext::next);
  }

  /**
   * @param uploads takes the bodies that are too large for the rest
   */
  public ApiServer(Vertx vertx, Router routes, Path socket, Handler<RoutingContext> uploads) {
    this.uploads = uploads;
    this.vertx = vertx;
    this.routes = routes;
    this.socket = socket;
  }

  /** Binds the socket; one that a killed program left behind is taken over. */
  public Future<Void> start() {
    Router router = Router.router(vertx);
    router.route().handler(uploads);
    router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    router
        .route()
        .handler(
            ctx -> {
              ctx.put(Actor.KEY, Actor.LOCAL);
              ctx.next();
            });
    router.route("/api/v1/*").subRouter(routes);
    unlink();
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setIdleTimeout(IDLE_SECONDS)
                    .setMaxHeaderSize(8_192)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false))
            .requestHandler(router);
    return server
        .listen(SocketAddress.domainSocketAddress(socket.toString()))
        .map(
            listening -> {
              openToGroup();
              return null;
            });
  }

  public Future<Void> stop() {
    Future<Void> closed = server == null ? Future.succeededFuture() : server.close();
    return closed.onComplete(done -> unlink());
  }

  private void unlink() {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + socket, e);
    }
  }

  private void openToGroup() {
    try {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + socket + " to its group", e);
    }
  }
}
