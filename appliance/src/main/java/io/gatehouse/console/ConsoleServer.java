package io.gatehouse.console;

import io.gatehouse.console.door.ConsoleAddress;
import io.gatehouse.console.door.Guard;
import io.gatehouse.console.door.Tokens;
import io.gatehouse.console.network.Applying;
import io.gatehouse.console.network.NetworkPages;
import io.gatehouse.console.page.Assets;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.console.plan.PlanPages;
import io.gatehouse.console.session.SessionPages;
import io.gatehouse.console.session.UsagePages;
import io.gatehouse.console.voucher.MintedBatches;
import io.gatehouse.console.voucher.MintedPages;
import io.gatehouse.console.voucher.VoucherPages;
import io.gatehouse.platform.certificate.BoxCertificate;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.platform.web.Uploads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;

/**
 * The management listener: the console's pages, and below {@code /api/v1} the API for who has
 * signed in, over HTTPS with the box's own certificate. It binds the management address and nothing
 * else; plain HTTP there is only sent on.
 */
public final class ConsoleServer {
  private static final int LARGEST_BODY = 256 * 1024;
  private static final int IDLE_SECONDS = 30;
  private static final int HANDSHAKE_SECONDS = 10;

  /** Paths that take a file: a page's and the API's. */
  private static final Set<String> UPLOADS = Set.of(BackupPages.UPLOAD, "/api/v1/backups/upload");

  private final Vertx vertx;
  private final ConsoleAddress address;
  private final BoxCertificate certificate;
  private final Router router;
  private HttpServer secure;
  private HttpServer plain;

  /**
   * @param api the API's routes; they find the actor of a request that has been let in
   * @param open routes that need no login, such as those that monitoring reads
   */
  public ConsoleServer(
      Vertx vertx,
      ConsoleAddress address,
      BoxCertificate certificate,
      DomainCalls domain,
      PageTemplates templates,
      Rooms rooms,
      Router api,
      Router open) {
    this.vertx = vertx;
    this.address = address;
    this.certificate = certificate;
    this.router = routes(domain, templates, rooms, api, open);
  }

  private Router routes(
      DomainCalls domain, PageTemplates templates, Rooms rooms, Router api, Router open) {
    Router all = Router.router(vertx);
    Guard guard = new Guard(address, rooms.people(), new Tokens());
    Assets assets = new Assets();
    Pages pages =
        new Pages(all, domain, templates, guard, assets, () -> rooms.revisions().inForce().waits());
    all.route().handler(guard::receive);
    all.route().handler(new Uploads(UPLOADS, rooms.recovery().arrivals(), guard::mayUpload));
    all.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    all.route().handler(guard::admit);
    assets.on(all);
    all.route("/api/v1/*").subRouter(api);
    new SignInPages(pages, guard, rooms, domain).on(all);
    new OverviewPages(rooms).on(pages);
    new HealthPages(rooms).on(pages);
    Applying applying = new Applying(rooms);
    new NetworkPages(rooms, applying).on(pages);
    new PlanPages(rooms).on(pages);
    MintedBatches minted = new MintedBatches(rooms.kept());
    new MintedPages(rooms, minted).on(pages);
    new VoucherPages(rooms, minted).on(pages);
    new SessionPages(rooms).on(pages);
    new UsagePages(rooms).on(pages);
    new AccountPages(rooms).on(pages);
    new PeoplePages(rooms).on(pages);
    new AuditPages(rooms).on(pages);
    new BackupPages(rooms).on(pages);
    new SetupPages(rooms, applying).on(pages);
    all.route("/*").subRouter(open);
    all.route().last().handler(ctx -> ctx.fail(404));
    all.route().failureHandler(pages::failed);
    return all;
  }

  /** Binds both listeners. */
  public Future<Void> start() {
    secure = vertx.createHttpServer(secureOptions()).requestHandler(router);
    plain =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setIdleTimeout(IDLE_SECONDS)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setPerFrameWebSocketCompressionSupported(false))
            .requestHandler(
                request -> {
                  if (address.owns(request.getHeader("Host"))) {
                    request
                        .response()
                        .setStatusCode(301)
                        .putHeader("Location", address.secureUrl(port()))
                        .end();
                  } else {
                    request.response().setStatusCode(421).end();
                  }
                });
    return secure
        .listen(address.httpsPort(), address.host())
        .compose(listening -> plain.listen(address.httpPort(), address.host()))
        .mapEmpty();
  }

  private HttpServerOptions secureOptions() {
    return new HttpServerOptions()
        .setSsl(true)
        .setKeyCertOptions(pem(certificate))
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setIdleTimeout(IDLE_SECONDS)
        .setMaxHeaderSize(8_192)
        .setMaxInitialLineLength(4_096)
        // Pictures and certificate chains come as fields; the body's limit holds for all of it.
        .setMaxFormAttributeSize(LARGEST_BODY)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
  }

  private static PemKeyCertOptions pem(BoxCertificate pair) {
    return new PemKeyCertOptions()
        .setKeyValue(Buffer.buffer(pair.key().reveal()))
        .setCertValue(Buffer.buffer(pair.certificatePem()));
  }

  /** Serves new connections with another certificate. */
  public Future<Void> renew(BoxCertificate fresh) {
    return secure.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(pem(fresh))).mapEmpty();
  }

  /** The port of the console, once started. */
  public int port() {
    return secure.actualPort();
  }

  /** The port that sends on to it, once started. */
  public int plainPort() {
    return plain.actualPort();
  }

  /** Every route of the listener, in order. */
  public Router router() {
    return router;
  }

  public Future<Void> stop() {
    return secure.close().compose(closed -> plain.close());
  }
}
