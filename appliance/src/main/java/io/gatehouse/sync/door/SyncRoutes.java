package io.gatehouse.sync.door;

import io.gatehouse.hub.authority.Request;
import io.gatehouse.hub.desired.Wishes;
import io.gatehouse.hub.facts.Facts;
import io.gatehouse.hub.facts.HubFact;
import io.gatehouse.hub.facts.Taken;
import io.gatehouse.hub.fleet.Enrolled;
import io.gatehouse.hub.fleet.Fleet;
import io.gatehouse.hub.orders.Orders;
import io.gatehouse.hub.site.SiteNews;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.sync.wire.ClaimSecret;
import io.gatehouse.sync.wire.Json;
import io.gatehouse.sync.wire.Messages;
import io.gatehouse.sync.wire.Paths;
import io.gatehouse.sync.wire.Unreadable;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What boxes may ask: who is let in, and what is answered to those who are. */
public final class SyncRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(SyncRoutes.class);
  private static final int LONGEST_NAME = 64;

  private final DomainCalls domain;
  private final Fleet fleet;
  private final Facts facts;
  private final Wishes wishes;
  private final Orders orders;
  private final SiteNews site;
  private final Waiting waiting;
  private final Knocks knocks;

  public SyncRoutes(
      DomainCalls domain,
      BootClock boot,
      Fleet fleet,
      Facts facts,
      Wishes wishes,
      Orders orders,
      SiteNews site,
      Waiting waiting) {
    this.domain = domain;
    this.fleet = fleet;
    this.facts = facts;
    this.wishes = wishes;
    this.orders = orders;
    this.site = site;
    this.waiting = waiting;
    this.knocks = new Knocks(boot);
  }

  /** What a call of a box does; it may block. */
  @FunctionalInterface
  private interface Work {
    Reply of(String box) throws Unreadable;
  }

  private record Reply(int status, Object message) {
    /** Somebody else answers. */
    static final Reply LATER = new Reply(0, null);

    static Reply ok(Object message) {
      return new Reply(200, message);
    }

    static Reply no(int status, String reason) {
      return new Reply(status, new Messages.Refused(reason));
    }
  }

  void on(Router router) {
    router.post(Paths.ENROL).handler(this::enrol);
    router.post(Paths.RENEW).handler(ctx -> known(ctx, box -> renew(box, body(ctx))));
    router.get(Paths.STATE).handler(ctx -> known(ctx, box -> state(box, number(ctx, "newest"))));
    router.post(Paths.FACTS).handler(ctx -> known(ctx, box -> take(box, body(ctx))));
    router.get(Paths.SITE).handler(ctx -> known(ctx, box -> site(box, number(ctx, "after"))));
    router.get(Paths.NEWS).handler(this::news);
    router
        .route()
        .last()
        .handler(ctx -> send(ctx, Reply.no(404, "this hub does not know that call")));
    router.route().failureHandler(SyncRoutes::failed);
  }

  private void enrol(RoutingContext ctx) {
    String from = ctx.request().remoteAddress().hostAddress();
    if (knocks.tooMany(from)) {
      ctx.response().putHeader("Retry-After", Integer.toString(Knocks.SECONDS));
      send(ctx, Reply.no(429, "too many wrong claims; try again in a minute"));
      return;
    }
    byte[] body = body(ctx);
    domain.call(() -> enrol(body, from)).onSuccess(reply -> send(ctx, reply)).onFailure(ctx::fail);
  }

  private Reply enrol(byte[] body, String from) {
    try {
      Messages.Enrol asked = Json.read(body, Messages.Enrol.class);
      Optional<Request> request = Request.parse(asked.request());
      if (request.isEmpty() || asked.box().length() > LONGEST_NAME) {
        knocks.wrong(from);
        return Reply.no(400, "the box's request is not one for a key that it has");
      }
      Enrolled enrolled =
          fleet.enrol(
              ClaimSecret.parse(asked.claim()),
              request.get(),
              asked.box().replaceAll("\\p{Cntrl}", " "));
      return switch (enrolled) {
        case Enrolled.In(String box, String certificate) -> {
          LOG.info("a box has enrolled box={} from={}", box, from);
          yield Reply.ok(new Messages.Enrolled(box, certificate));
        }
        case Enrolled.Unknown _ -> wrong(from, "this hub does not know the claim");
        case Enrolled.Expired _ -> wrong(from, "the claim has ended; have the hub make a new one");
        case Enrolled.Used _ -> wrong(from, "the claim has been used; have the hub make a new one");
        case Enrolled.KeyTaken _ -> wrong(from, "the box's key belongs to a box already");
      };
    } catch (Unreadable e) {
      return wrong(from, "the request cannot be read: " + e.getMessage());
    }
  }

  private Reply wrong(String from, String reason) {
    knocks.wrong(from);
    LOG.warn("a box was not let in from={}: {}", from, reason);
    return Reply.no(403, reason);
  }

  private Reply renew(String box, byte[] body) throws Unreadable {
    Optional<Request> request = Request.parse(Json.read(body, Messages.Renew.class).request());
    return request
        .flatMap(asked -> fleet.renew(box, asked))
        .map(pem -> Reply.ok(new Messages.Enrolled(box, pem)))
        .orElseGet(() -> Reply.no(400, "not a request for a new key"));
  }

  private Reply state(String box, long newest) {
    return place(box, facts.place(box, newest));
  }

  private Reply take(String box, byte[] body) throws Unreadable {
    Messages.Facts batch = Json.read(Json.unzip(body), Messages.Facts.class);
    if (batch.facts().size() > Paths.MOST_FACTS) {
      throw new Unreadable("more than " + Paths.MOST_FACTS + " facts");
    }
    List<HubFact> all =
        batch.facts().stream()
            .map(
                one ->
                    new HubFact(
                        one.seq(),
                        one.boot(),
                        one.serviceMillis(),
                        one.wallMillis(),
                        one.trusted(),
                        one.kind(),
                        one.json()))
            .toList();
    Taken taken = facts.take(box, batch.after(), all);
    site.tell();
    return place(box, taken);
  }

  private Reply site(String box, long after) {
    return site.after(box, after, Paths.MOST_CHANGES)
        .map(news -> Reply.ok(SiteText.of(news)))
        .orElseGet(() -> new Reply(204, null));
  }

  private Reply place(String box, Taken taken) {
    return switch (taken) {
      case Taken.UpTo(long have) -> Reply.ok(new Messages.State(have, wishes.newestNumber(box)));
      case Taken.Wrong(String reason) -> Reply.no(400, reason);
      case Taken.Trouble(String reason) -> Reply.no(409, reason);
    };
  }

  /** Answers at once where there is something, else when it comes or the wait is over. */
  private void news(RoutingContext ctx) {
    Asked asked =
        new Asked(
            number(ctx, "known"),
            number(ctx, "taken"),
            ctx.queryParams().get("word"),
            ctx.queryParams().contains("site") ? number(ctx, "site") : -1);
    AtomicBoolean last = new AtomicBoolean();
    known(
        ctx,
        box -> {
          Runnable again =
              () -> known(ctx, same -> news(same, asked).orElseGet(() -> new Reply(204, null)));
          // Waits first and looks then, so that what comes in between is not missed.
          waiting.add(box, ctx, () -> last.compareAndSet(false, true), again);
          Optional<Reply> now = news(box, asked);
          return now.filter(found -> last.compareAndSet(false, true)).orElse(Reply.LATER);
        });
  }

  /**
   * @param word null where the box wants no orders
   * @param site negative where the box does not ask for what its site sells
   */
  private record Asked(long known, long taken, String word, long site) {}

  private Optional<Reply> news(String box, Asked asked) {
    List<Messages.Desired> desired =
        wishes.newest(box, asked.known).stream()
            .map(wish -> new Messages.Desired(wish.revision(), wish.document()))
            .toList();
    List<Messages.Order> next =
        asked.word == null
            ? List.of()
            : orders.next(box, asked.taken, asked.word).stream().map(SyncRoutes::order).toList();
    long newest = site.newest(box);
    boolean same = asked.site < 0 || newest == asked.site;
    return desired.isEmpty() && next.isEmpty() && same
        ? Optional.empty()
        : Optional.of(Reply.ok(new Messages.News(desired, next, newest)));
  }

  private static Messages.Order order(Orders.Signed signed) {
    return new Messages.Order(signed.number(), signed.kind(), signed.subject(), signed.signature());
  }

  private static long number(RoutingContext ctx, String name) {
    String text = ctx.queryParams().get(name);
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** Does the work for the box whose certificate the connection has shown. */
  private void known(RoutingContext ctx, Work work) {
    Optional<X509Certificate> shown = shown(ctx);
    if (shown.isEmpty()) {
      send(ctx, Reply.no(401, "show the certificate that the hub has given you"));
      return;
    }
    domain
        .call(() -> asBox(shown.get(), work))
        .onSuccess(reply -> send(ctx, reply))
        .onFailure(ctx::fail);
  }

  private Reply asBox(X509Certificate certificate, Work work) {
    Optional<String> box = fleet.boxOf(certificate.getSerialNumber());
    if (box.isEmpty()) {
      return Reply.no(
          403, "the hub has taken the box's certificate back; join again with a new claim");
    }
    try {
      return work.of(box.get());
    } catch (Unreadable e) {
      return Reply.no(400, e.getMessage());
    }
  }

  /** Signed by the authority: the handshake ends otherwise. */
  private static Optional<X509Certificate> shown(RoutingContext ctx) {
    try {
      return ctx.request().sslSession().getPeerCertificates()[0]
              instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  private static byte[] body(RoutingContext ctx) {
    Buffer body = ctx.body().buffer();
    return body == null ? new byte[0] : body.getBytes();
  }

  private static void send(RoutingContext ctx, Reply reply) {
    if (reply.equals(Reply.LATER) || ctx.response().ended() || ctx.response().closed()) {
      return;
    }
    ctx.response().setStatusCode(reply.status);
    if (reply.message == null) {
      ctx.response().end();
    } else {
      ctx.response()
          .putHeader("Content-Type", "application/json")
          .end(Buffer.buffer(Json.write(reply.message)));
    }
  }

  private static void failed(RoutingContext ctx) {
    Throwable failure = ctx.failure();
    if (failure instanceof DomainCalls.Busy busy) {
      ctx.response().putHeader("Retry-After", "5");
      send(ctx, Reply.no(503, busy.getMessage()));
    } else if (failure == null || ctx.statusCode() < 500) {
      send(ctx, Reply.no(ctx.statusCode(), "the request was refused"));
    } else {
      LOG.error("{} failed", ctx.request().path(), failure);
      send(ctx, Reply.no(500, "something broke at the hub; its log has it"));
    }
  }
}
