package io.gatehouse.portal;

import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.certificate.BoxCertificate;
import io.gatehouse.platform.certificate.OneHost;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.portal.door.Connections;
import io.gatehouse.portal.door.FormTokens;
import io.gatehouse.portal.door.Limits;
import io.gatehouse.portal.door.Origins;
import io.gatehouse.portal.page.Pages;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The guests' listener: plain HTTP/1.1 on the box's address in the guest network, and the same over
 * TLS while the box holds a certificate that phones trust. It has no router and no session of its
 * own; what it costs per request is what a place full of phones pays at once.
 */
public final class PortalServer {
  private static final int SECURE_PORT = 443;

  private final Vertx vertx;
  private final Supplier<Settings> settings;
  private final DomainCalls domain;
  private final List<String> alsoAt;
  private final Limits limits;
  private final Pages pages;
  private final FormTokens tokens = new FormTokens(() -> millis() / 1_000);
  private final Recent recent = new Recent();
  private final Visitors visitors;
  private final Screens screens;
  private final Actions actions;
  private final Connections connections;
  // All of it lives on one event loop, so that nothing in here needs a lock.
  private final Context home;
  private Listener plain;
  private Listener secure;
  private String served = "";
  private long sweeper;

  /**
   * @param settings what the pages show now; asked often, so it must be cheap
   * @param internetUp whether the uplink works; asked for each page
   * @param ledgerLost whether the box can do without its ledger only: nobody new comes in, and
   *     hears why; asked for each page
   * @param outcomes told what became of each sign-in
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
      BooleanSupplier ledgerLost,
      Consumer<Redeemed> outcomes,
      List<String> alsoAt,
      Limits limits) {
    this.vertx = vertx;
    this.settings = settings;
    this.domain = domain;
    this.alsoAt = List.copyOf(alsoAt);
    this.limits = limits;
    home = vertx.getOrCreateContext();
    connections = new Connections(limits);
    pages = new Pages(templates, settings);
    visitors = new Visitors(leases, sessions, plans);
    screens = new Screens(domain, visitors, pages, tokens, recent, internetUp, ledgerLost);
    actions =
        new Actions(domain, visitors, sessions, outcomes, recent, PortalServer::millis, screens);
  }

  /**
   * Starts to listen.
   *
   * @param host an IPv4 address; {@code 0.0.0.0} stands for the box's address of the settings
   * @param port 0 = any free one
   * @return the port
   */
  public Future<Integer> listen(String host, int port) {
    return at(
        () -> {
          plain = new Listener(vertx, options(), connections);
          sweeper = vertx.setPeriodic(1_000, id -> connections.sweep(millis()));
          return plain.open(host, port, bound -> routes(plainOrigins(host, bound)));
        });
  }

  /**
   * Listens with TLS for one host as well, or with another certificate from now on. Asked with what
   * is served already, nothing changes.
   *
   * @param port 0 = any free one; 443 on a box
   * @return the port; 0 where nothing changed
   */
  public Future<Integer> secure(String host, int port, String name, BoxCertificate pair) {
    String wanted = host + ' ' + name + ' ' + pair.certificatePem();
    return at(
        () ->
            served.equals(wanted)
                ? Future.succeededFuture(0)
                : closeSecure()
                    .compose(
                        closed -> {
                          secure = new Listener(vertx, secureOptions(name, pair), connections);
                          return secure.open(
                              host, port, bound -> routes(secureOrigins(name, bound)));
                        })
                    .onSuccess(bound -> served = wanted));
  }

  /** Nothing listens with TLS any more. */
  public Future<Void> plainOnly() {
    return at(this::closeSecure);
  }

  private Future<Void> closeSecure() {
    served = "";
    Listener last = secure;
    secure = null;
    return last == null ? Future.succeededFuture() : last.close();
  }

  private <T> Future<T> at(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    home.runOnContext(here -> work.get().onComplete(done));
    return done.future();
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setHandle100ContinueAutomatically(true)
        .setMaxInitialLineLength(limits.uriBytes())
        .setMaxHeaderSize(limits.headBytes())
        .setAcceptBacklog(1_024)
        .setTcpNoDelay(true)
        .setReuseAddress(true);
  }

  /** HTTP/1.1 only: no ALPN, and one certificate whatever is asked for. */
  private HttpServerOptions secureOptions(String name, BoxCertificate pair) {
    return options()
        .setSsl(true)
        .setUseAlpn(false)
        .setKeyCertOptions(KeyCertOptions.wrap(OneHost.of(name, pair)))
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
        .setSslHandshakeTimeout(limits.handshakeSeconds());
  }

  private Origins plainOrigins(String host, int port) {
    String address = host.equals("0.0.0.0") ? settings.get().guest().box().toString() : host;
    List<String> authorities = new ArrayList<>();
    authorities.add(port == 80 ? address : address + ":" + port);
    authorities.addAll(alsoAt);
    return Origins.plain(authorities);
  }

  private static Origins secureOrigins(String name, int port) {
    return Origins.secure(port == SECURE_PORT ? name : name + ":" + port);
  }

  private Routes routes(Origins origins) {
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
  static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  /** Stops listening and drops who is connected. */
  public Future<Void> close() {
    return at(
        () -> {
          vertx.cancelTimer(sweeper);
          return closeSecure()
              .compose(closed -> plain == null ? Future.succeededFuture() : plain.close());
        });
  }
}
