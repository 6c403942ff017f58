package io.gatehouse.portal;

import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.platform.web.DomainCalls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The guests' listener: plain HTTP/1.1 on the box's address in the guest network. It has no router
 * and no session of its own; what it costs per request is what a place full of phones pays at once.
 */
public final class PortalServer {
  private final Vertx vertx;
  private final Supplier<Settings> settings;
  private final Leases leases;
  private final Sessions sessions;
  private final Plans plans;
  private final PageTemplates templates;
  private final DomainCalls domain;
  private final BooleanSupplier internetUp;
  private final List<String> alsoAt;
  private final Limits limits;
  private volatile HttpServer server;
  private Routes routes;
  private volatile long sweeper;

  /**
   * @param settings what the pages show now; asked often, so it must be cheap
   * @param internetUp whether the uplink works; asked for each page
   * @param alsoAt further authorities ({@code address:port}) under which the portal is reached, for
   *     a view of it through a forwarded port; empty on a box
   */
  public PortalServer(
      Vertx vertx,
      Supplier<Settings> settings,
      Leases leases,
      Sessions sessions,
      Plans plans,
      PageTemplates templates,
      DomainCalls domain,
      BooleanSupplier internetUp,
      List<String> alsoAt,
      Limits limits) {
    this.vertx = vertx;
    this.settings = settings;
    this.leases = leases;
    this.sessions = sessions;
    this.plans = plans;
    this.templates = templates;
    this.domain = domain;
    this.internetUp = internetUp;
    this.alsoAt = List.copyOf(alsoAt);
    this.limits = limits;
  }

  /**
   * Starts to listen.
   *
   * @param host an IPv4 address; {@code 0.0.0.0} stands for the box's address of the settings
   * @param port 0 = any free one
   * @return the port
   */
  public Future<Integer> listen(String host, int port) {
    Promise<Integer> listening = Promise.promise();
    // All of it lives on one event loop, so that nothing in here needs a lock.
    vertx.getOrCreateContext().runOnContext(here -> start(host, port).onComplete(listening));
    return listening.future();
  }

  private Future<Integer> start(String host, int port) {
    Connections connections = new Connections(limits);
    server = vertx.createHttpServer(options());
    server.connectionHandler(connection -> connections.opened(connection, millis()));
    server.requestHandler(
        request -> {
          if (routes == null) {
            request.connection().close();
          } else {
            routes.handle(request);
          }
        });
    server.invalidRequestHandler(request -> Routes.malformed(request));
    return server
        .listen(port, host)
        .map(
            bound -> {
              routes = routes(connections, origins(host, bound.actualPort()));
              sweeper = vertx.setPeriodic(1_000, id -> connections.sweep(millis()));
              return bound.actualPort();
            });
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true)
        .setMaxInitialLineLength(limits.uriBytes())
        .setMaxHeaderSize(limits.headBytes())
        .setAcceptBacklog(1_024)
        .setTcpNoDelay(true)
        .setReuseAddress(true);
  }

  private Origins origins(String host, int port) {
    String address = host.equals("0.0.0.0") ? settings.get().guest().box().toString() : host;
    List<String> authorities = new ArrayList<>();
    authorities.add(port == 80 ? address : address + ":" + port);
    authorities.addAll(alsoAt);
    return new Origins(authorities);
  }

  private Routes routes(Connections connections, Origins origins) {
    Pages pages = new Pages(templates, settings);
    FormTokens tokens = new FormTokens(() -> millis() / 1_000);
    Recent recent = new Recent();
    Visitors visitors = new Visitors(leases, sessions, plans);
    Screens screens = new Screens(domain, visitors, pages, tokens, recent, internetUp);
    Actions actions =
        new Actions(domain, visitors, sessions, recent, PortalServer::millis, screens);
    return new Routes(
        limits,
        connections,
        origins,
        pages,
        tokens,
        recent,
        visitors,
        domain,
        screens,
        actions,
        PortalServer::millis);
  }

  /** For waits and ages; never jumps. */
  private static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  /** Stops listening and drops who is connected. */
  public Future<Void> close() {
    if (server == null) {
      return Future.succeededFuture();
    }
    vertx.cancelTimer(sweeper);
    return server.close();
  }
}
