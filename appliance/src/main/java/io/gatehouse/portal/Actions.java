package io.gatehouse.portal;

import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.platform.web.Form;
import io.gatehouse.portal.page.Keepsake;
import io.gatehouse.portal.page.Notice;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What guests send: each form ends in one call of the domain, and in an answer after it decided.
 */
final class Actions {
  private static final Logger LOG = LoggerFactory.getLogger(Actions.class);

  /** What a resume token can look like; anything else is not even asked for. */
  static final Pattern RESUME = Pattern.compile("[A-Za-z0-9._~-]{8,128}");

  static final int LONGEST_CODE = 64;

  /** A cookie outlives the longest plan that is sold by the month. */
  private static final long COOKIE_SECONDS = 40L * 86_400;

  private final DomainCalls domain;
  private final Visitors visitors;
  private final Sessions sessions;
  private final Consumer<Redeemed> outcomes;
  private final Recent recent;
  private final LongSupplier clock;
  private final Screens screens;

  Actions(
      DomainCalls domain,
      Visitors visitors,
      Sessions sessions,
      Consumer<Redeemed> outcomes,
      Recent recent,
      LongSupplier clock,
      Screens screens) {
    this.domain = domain;
    this.visitors = visitors;
    this.sessions = sessions;
    this.outcomes = outcomes;
    this.recent = recent;
    this.clock = clock;
    this.screens = screens;
  }

  /** The paths that take forms. */
  static boolean takes(String path) {
    return switch (path) {
      case "/voucher", "/instead", "/free", "/move", "/resume", "/pause", "/signout" -> true;
      default -> false;
    };
  }

  void run(Exchange exchange, Form form) {
    String code = form.get("code").strip();
    switch (exchange.path()) {
      case "/voucher" -> byCode(exchange, code, device -> sessions.redeem(code, device));
      case "/instead" ->
          byCode(exchange, code, device -> sessions.redeemInsteadOfAnother(code, device));
      case "/free" -> free(exchange, form);
      case "/move" -> move(exchange, form.get("resume").strip());
      case "/resume" -> ask(exchange, "", sessions::resume);
      case "/pause" -> pause(exchange);
      case "/signout" -> signOut(exchange);
      default -> throw new IllegalArgumentException(exchange.path());
    }
  }

  private void byCode(Exchange exchange, String code, Function<Device, Redeemed> redeem) {
    if (code.isEmpty() || code.length() > LONGEST_CODE) {
      screens.home(exchange, Notice.code("typo"), "");
    } else {
      ask(exchange, code, redeem);
    }
  }

  private void free(Exchange exchange, Form form) {
    if (screens.hasTerms() && !form.get("accept").equals("yes")) {
      screens.home(exchange, Notice.MUST_ACCEPT, "");
    } else {
      ask(exchange, "", device -> sessions.startFree(form.get("plan"), device));
    }
  }

  private void move(Exchange exchange, String typed) {
    String token = typed.isEmpty() ? exchange.resumeCookie() : typed;
    if (RESUME.matcher(token).matches()) {
      ask(exchange, "", device -> sessions.moveHere(token, device));
    } else {
      screens.home(exchange, Notice.NO_SESSION, "");
    }
  }

  private void ask(Exchange exchange, String code, Function<Device, Redeemed> redeem) {
    domain
        .call(() -> visitors.device(exchange.ip()).map(redeem).orElseGet(Redeemed.NoLease::new))
        .onSuccess(outcome -> tell(exchange, code, outcome))
        .onFailure(failure -> failed(exchange, failure, code));
  }

  private void tell(Exchange exchange, String code, Redeemed outcome) {
    outcomes.accept(outcome);
    switch (outcome) {
      case Redeemed.Opened opened -> opened(exchange, code, opened);
      case Redeemed.TooManyDevices full -> screens.tooMany(exchange, full.online(), code);
      case Redeemed.NoLease none -> screens.message(exchange, 409, "nolease");
      case Redeemed.Typo typo -> screens.home(exchange, Notice.code("typo"), code);
      case Redeemed.Unknown unknown ->
          screens.home(exchange, code.isEmpty() ? Notice.NO_SESSION : Notice.code("unknown"), code);
      case Redeemed.Used used -> screens.home(exchange, Notice.code("used"), code);
      case Redeemed.Elsewhere other -> screens.home(exchange, Notice.code("elsewhere"), code);
      case Redeemed.Expired expired -> screens.home(exchange, Notice.code("expired"), code);
      case Redeemed.Revoked revoked -> screens.home(exchange, Notice.code("revoked"), code);
      case Redeemed.DailyLimit limit ->
          screens.home(exchange, Notice.until("daily", limit.secondsUntilFree()), code);
      case Redeemed.TooManyTries tries ->
          screens.home(exchange, Notice.until("tries", tries.secondsToWait()), code);
      case Redeemed.Held held -> screens.home(exchange, Notice.refusal("held", 409), code);
      case Redeemed.NotOffered not ->
          screens.home(exchange, Notice.refusal("notoffered", 409), code);
      case Redeemed.OutOfOrder out -> {
        LOG.warn("a sign-in was refused, nothing was spent: {}", out.reason());
        screens.home(exchange, Notice.refusal("outoforder", 503), code);
      }
    }
  }

  private void opened(Exchange exchange, String code, Redeemed.Opened opened) {
    var session = opened.session();
    visitors.forget(session.mac());
    Keepsake known = recent.keepsake(session.mac(), session.passId());
    String token = opened.resumeToken().isEmpty() ? known.resumeToken() : opened.resumeToken();
    recent.opened(
        exchange.ip(),
        session.mac(),
        session.passId(),
        new Keepsake(code.isEmpty() ? known.code() : code, token),
        clock.getAsLong());
    if (RESUME.matcher(token).matches()) {
      exchange.keepResume(token, COOKIE_SECONDS);
    }
    exchange.seeOther("/");
  }

  private void pause(Exchange exchange) {
    domain
        .call(
            () ->
                visitors
                    .device(exchange.ip())
                    .map(device -> sessions.pause(device.mac()))
                    .orElse(false))
        .onSuccess(
            paused -> {
              recent.closed(exchange.ip());
              if (paused) {
                exchange.seeOther("/");
              } else {
                screens.home(exchange, Notice.NOT_PAUSABLE, "");
              }
            })
        .onFailure(failure -> failed(exchange, failure, ""));
  }

  private void signOut(Exchange exchange) {
    domain
        .call(
            () ->
                visitors
                    .device(exchange.ip())
                    .map(device -> sessions.signOut(device.mac()))
                    .orElse(false))
        .onSuccess(
            ended -> {
              recent.closed(exchange.ip());
              exchange.seeOther("/");
            })
        .onFailure(failure -> failed(exchange, failure, ""));
  }

  private void failed(Exchange exchange, Throwable failure, String code) {
    if (failure instanceof DomainCalls.Busy) {
      screens.home(exchange, Notice.BUSY, code);
    } else {
      LOG.error("a guest's {} failed", exchange.path(), failure);
      screens.home(exchange, Notice.FAILED, code);
    }
  }
}
