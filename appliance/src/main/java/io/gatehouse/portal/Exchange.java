package io.gatehouse.portal;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.web.AcceptLanguage;
import io.gatehouse.platform.web.Form;
import io.gatehouse.portal.door.Connections;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;

/** One request to our own address, and the ways to answer it. Headers are constants or our own. */
final class Exchange {
  static final String RESUME_COOKIE = "gh_resume";

  private static final CharSequence HTML = HttpHeaders.createOptimized("text/html; charset=utf-8");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
  private static final CharSequence TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence REFERRER = HttpHeaders.createOptimized("Referrer-Policy");
  private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

  private final HttpServerRequest request;
  private final Connections.Peer peer;
  private final String origin;
  private final Form query;
  private final LongSupplier clock;
  private String language;

  /**
   * @param origin the one of our own addresses that was asked
   * @param offered languages, the first where the browser names none of them
   * @param clock milliseconds
   */
  Exchange(
      HttpServerRequest request,
      Connections.Peer peer,
      String origin,
      List<String> offered,
      LongSupplier clock) {
    this.request = request;
    this.peer = peer;
    this.origin = origin;
    this.clock = clock;
    String text = request.query();
    this.query = text == null ? Form.EMPTY : Form.parse(text, 8).orElse(Form.EMPTY);
    String wish = query.get("lang");
    this.language =
        offered.contains(wish)
            ? wish
            : AcceptLanguage.choose(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE), offered);
  }

  Ipv4 ip() {
    return peer.ip();
  }

  String origin() {
    return origin;
  }

  Form query() {
    return query;
  }

  String path() {
    return request.path();
  }

  boolean isRead() {
    return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
  }

  boolean isPost() {
    return HttpMethod.POST.equals(request.method());
  }

  HttpServerRequest request() {
    return request;
  }

  Connections.Peer peer() {
    return peer;
  }

  String language() {
    return language;
  }

  /** The language that a form was sent from. */
  void speak(String wish, List<String> offered) {
    if (offered.contains(wish)) {
      language = wish;
    }
  }

  /** The token that proves a session, empty where the browser keeps none. */
  String resumeCookie() {
    if (!request.headers().contains(HttpHeaders.COOKIE)) {
      return "";
    }
    var cookie = request.getCookie(RESUME_COOKIE);
    return cookie == null || !Actions.RESUME.matcher(cookie.getValue()).matches()
        ? ""
        : cookie.getValue();
  }

  void page(int status, CharSequence policy, byte[] html) {
    HttpServerResponse response = secured(status, HTML);
    response.putHeader(POLICY, policy);
    end(Buffer.buffer(html));
  }

  /** Text of another kind than a page: JSON, a probe's answer. */
  void text(int status, String type, String body) {
    if (status == 204) {
      secured(204, type);
      end(Buffer.buffer());
    } else {
      secured(status, type);
      end(Buffer.buffer(body.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** A picture that may be kept, as its address changes with it. */
  void picture(byte[] png) {
    secured(200, "image/png").putHeader(HttpHeaders.CACHE_CONTROL, "max-age=86400");
    end(Buffer.buffer(png));
  }

  /** Asks the browser to come again by itself. */
  void refreshIn(long seconds) {
    request.response().putHeader("Refresh", Long.toString(seconds));
  }

  /**
   * Keeps what proves the session, for a device that changes its address. Lax, as a guest comes
   * here by a redirect from somebody else's page.
   */
  void keepResume(String token, long seconds) {
    request
        .response()
        .putHeader(
            HttpHeaders.SET_COOKIE,
            RESUME_COOKIE
                + "="
                + token
                + "; Path=/; Max-Age="
                + seconds
                + (origin.startsWith("https:") ? "; Secure" : "")
                + "; HttpOnly; SameSite=Lax");
  }

  /** To a path of our own, in the language of the page that was sent. */
  void seeOther(String path) {
    secured(303, HTML).putHeader(HttpHeaders.LOCATION, origin + path + "?lang=" + language);
    end(Buffer.buffer());
  }

  private HttpServerResponse secured(int status, CharSequence type) {
    return request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .putHeader(TYPE_OPTIONS, NOSNIFF)
        .putHeader(REFERRER, NO_REFERRER);
  }

  private void end(Buffer body) {
    HttpServerResponse response = request.response();
    if (HttpMethod.HEAD.equals(request.method())) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
      response.end();
    } else {
      response.end(body);
    }
    peer.answered(clock.getAsLong());
  }

  /** Answers what cannot be read any further and hangs up. */
  void hangUp(int status, String page) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CONNECTION, "close")
        .end(page)
        .onComplete(sent -> request.connection().close());
  }
}
