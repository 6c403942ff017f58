package io.gatehouse.portal;

import io.gatehouse.platform.web.AcceptLanguage;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.platform.web.Form;
import io.gatehouse.portal.door.Connections;
import io.gatehouse.portal.door.FormTokens;
import io.gatehouse.portal.door.Limits;
import io.gatehouse.portal.door.Origins;
import io.gatehouse.portal.page.Notice;
import io.gatehouse.portal.page.Pages;
import io.gatehouse.portal.page.TinyPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * From a request to what answers it, by path. Whoever asks for another host was redirected here by
 * the firewall and is sent to our own address; that takes no look at who it is.
 */
final class Routes {
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  /** A code as it can stand in a printed address. */
  private static final Pattern CODE = Pattern.compile("[0-9A-Za-z -]{1,64}");

  private static final int MOST_FIELDS = 8;

  private final Limits limits;
  private final Connections connections;
  private final Origins origins;
  private final CharSequence home;
  private final Pages pages;
  private final FormTokens tokens;
  private final Recent recent;
  private final Visitors visitors;
  private final DomainCalls domain;
  private final Screens screens;
  private final Actions actions;
  private final LongSupplier clock;

  Routes(
      Limits limits,
      Connections connections,
      Origins origins,
      Pages pages,
      FormTokens tokens,
      Recent recent,
      Visitors visitors,
      DomainCalls domain,
      Screens screens,
      Actions actions,
      LongSupplier clock) {
    this.limits = limits;
    this.connections = connections;
    this.origins = origins;
    this.home = HttpHeaders.createOptimized(origins.main() + "/");
    this.pages = pages;
    this.tokens = tokens;
    this.recent = recent;
    this.visitors = visitors;
    this.domain = domain;
    this.screens = screens;
    this.actions = actions;
    this.clock = clock;
  }

  void handle(HttpServerRequest request) {
    Optional<Connections.Peer> known = connections.of(request.connection());
    if (known.isEmpty()) {
      request.connection().close();
      return;
    }
    Connections.Peer peer = known.get();
    if (connections.full()) {
      String wish = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
      sendAway(request, 503, pages.tiny(AcceptLanguage.choose(wish, languages()), 503, "busy"));
      return;
    }
    String uri = request.uri();
    Optional<String> origin =
        uri.startsWith("/") ? origins.match(request.getHeader(HttpHeaders.HOST)) : Optional.empty();
    if (origin.isEmpty()) {
      peer.answering();
      foreign(request, peer);
      return;
    }
    Exchange exchange = new Exchange(request, peer, origin.get(), languages(), clock);
    if (exchange.isPost()) {
      post(exchange);
    } else if (exchange.isRead()) {
      peer.answering();
      get(exchange);
    } else {
      refuse(request, 405, "Only GET, HEAD and POST are understood here.");
    }
  }

  private List<String> languages() {
    return pages.look().settings().portal().languages();
  }

  private void foreign(HttpServerRequest request, Connections.Peer peer) {
    String path = request.path() == null ? "/" : request.path();
    if (recent.justOpened(peer.ip(), clock.getAsLong())) {
      Optional<Probes.Success> success = Probes.success(path);
      if (success.isPresent()) {
        afterLogin(request, peer, success.get());
        return;
      }
    }
    Optional<String> code = scanned(path);
    toPortal(request, peer, code.map(c -> (CharSequence) (home + "v/" + c)).orElse(home));
  }

  private void toPortal(HttpServerRequest request, Connections.Peer peer, CharSequence location) {
    boolean read =
        HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
    var sent =
        request
            .response()
            .setStatusCode(read ? 302 : 303)
            .putHeader(HttpHeaders.LOCATION, location)
            .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
            .end();
    peer.answered(clock.getAsLong());
    if (!read) {
      sent.onComplete(done -> request.connection().close());
    }
  }

  private void afterLogin(
      HttpServerRequest request, Connections.Peer peer, Probes.Success success) {
    domain
        .call(() -> visitors.of(peer.ip()).online())
        .onComplete(
            online -> {
              if (online.succeeded() && online.result()) {
                new Exchange(request, peer, origins.main(), languages(), clock)
                    .text(success.status(), success.type(), success.body());
              } else {
                toPortal(request, peer, home);
              }
            });
  }

  private void get(Exchange exchange) {
    String path = exchange.path();
    switch (path) {
      case "/" -> root(exchange);
      case "/receipt" -> screens.receipt(exchange);
      case "/terms" -> screens.statement(exchange, "terms");
      case "/privacy" -> screens.statement(exchange, "privacy");
      case "/captive-portal/api" -> screens.api(exchange);
      case "/logo.png" -> screens.logo(exchange);
      case "/favicon.ico" -> exchange.text(404, "text/plain", "");
      default -> {
        if (path.startsWith("/v/")) {
          screens.enterCode(exchange, scanned(path).orElse(""));
        } else if (Actions.takes(path)) {
          exchange.seeOther("/");
        } else if (Probes.success(path).isPresent()) {
          probe(exchange, Probes.success(path).get());
        } else {
          screens.message(exchange, 404, "notfound");
        }
      }
    }
  }

  private void root(Exchange exchange) {
    String code = exchange.query().get("code");
    if (CODE.matcher(code).matches()) {
      screens.enterCode(exchange, code);
    } else {
      screens.home(exchange, Notice.NONE, "");
    }
  }

  /** Some systems ask the address they were sent to for their probe. */
  private void probe(Exchange exchange, Probes.Success success) {
    domain
        .call(() -> visitors.of(exchange.ip()).online())
        .onComplete(
            online -> {
              if (online.succeeded() && online.result()) {
                exchange.text(success.status(), success.type(), success.body());
              } else {
                toPortal(exchange.request(), exchange.peer(), exchange.origin() + "/");
              }
            });
  }

  /** The code in {@code /v/<code>}; empty where there is none that a voucher could have. */
  private static Optional<String> scanned(String path) {
    return path.startsWith("/v/") && CODE.matcher(path.substring(3)).matches()
        ? Optional.of(path.substring(3))
        : Optional.empty();
  }

  private void post(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    exchange.peer().headArrived(clock.getAsLong());
    if (declaredLength(request) > limits.bodyBytes()) {
      refuse(request, 413, "That is too long.");
      return;
    }
    Buffer body = Buffer.buffer();
    request.handler(
        part -> {
          if (body.length() <= limits.bodyBytes()) {
            body.appendBuffer(part);
            if (body.length() > limits.bodyBytes()) {
              refuse(request, 413, "That is too long.");
            }
          }
        });
    request.endHandler(
        end -> {
          if (body.length() <= limits.bodyBytes()) {
            exchange.peer().answering();
            act(exchange, Form.parse(body.getBytes(), MOST_FIELDS));
          }
        });
  }

  private static long declaredLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null || !length.matches("[0-9]{1,18}") ? 0 : Long.parseLong(length);
  }

  private void act(Exchange exchange, Optional<Form> form) {
    if (!Actions.takes(exchange.path())) {
      screens.message(exchange, 404, "notfound");
    } else if (form.isEmpty()) {
      screens.message(exchange, 400, "badrequest");
    } else {
      Form sent = form.get();
      exchange.speak(sent.get("lang"), languages());
      if (tokens.valid(sent.get("token"), exchange.ip())) {
        actions.run(exchange, sent);
      } else {
        String code = sent.get("code");
        screens.home(exchange, Notice.OLD_PAGE, code.length() <= Actions.LONGEST_CODE ? code : "");
      }
    }
  }

  /** What came is no HTTP, or more of it than anyone needs. */
  static void malformed(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    String kind = cause == null ? "" : cause.getClass().getSimpleName();
    switch (kind) {
      case "TooLongHttpLineException" -> refuse(request, 414, "The address is too long.");
      case "TooLongHttpHeaderException" -> refuse(request, 431, "The headers are too long.");
      default -> refuse(request, 400, "That could not be read.");
    }
  }

  private static void refuse(HttpServerRequest request, int status, String why) {
    sendAway(request, status, TinyPage.of(status, why));
  }

  private static void sendAway(HttpServerRequest request, int status, String page) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(page)
        .onComplete(sent -> request.connection().close());
  }
}
