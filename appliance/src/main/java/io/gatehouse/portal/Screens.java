package io.gatehouse.portal;

import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.portal.door.FormTokens;
import io.gatehouse.portal.page.Notice;
import io.gatehouse.portal.page.Pages;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which page a guest gets, by what is known of the device that asks. */
final class Screens {
  private static final Logger LOG = LoggerFactory.getLogger(Screens.class);

  private final DomainCalls domain;
  private final Visitors visitors;
  private final Pages pages;
  private final FormTokens tokens;
  private final Recent recent;
  private final BooleanSupplier internetUp;
  private final BooleanSupplier ledgerLost;

  Screens(
      DomainCalls domain,
      Visitors visitors,
      Pages pages,
      FormTokens tokens,
      Recent recent,
      BooleanSupplier internetUp,
      BooleanSupplier ledgerLost) {
    this.domain = domain;
    this.visitors = visitors;
    this.pages = pages;
    this.tokens = tokens;
    this.recent = recent;
    this.internetUp = internetUp;
    this.ledgerLost = ledgerLost;
  }

  boolean hasTerms() {
    return !pages.look().settings().branding().terms().isBlank();
  }

  /** The session page of a device that has one, else the sign-in page. */
  void home(Exchange exchange, Notice notice, String code) {
    with(exchange, visitor -> home(exchange, visitor, notice, code));
  }

  private void home(Exchange exchange, Visitors.Visitor visitor, Notice notice, String code) {
    if (visitor.lease().isEmpty()) {
      message(exchange, notice.status(), "nolease");
    } else if (visitor.session().isPresent()) {
      session(exchange, visitor.session().get(), notice);
    } else {
      signIn(exchange, visitor, notice, code);
    }
  }

  /** The sign-in page even for a device that is online: a voucher's picture was scanned. */
  void enterCode(Exchange exchange, String code) {
    with(
        exchange,
        visitor -> {
          if (visitor.lease().isEmpty()) {
            message(exchange, 200, "nolease");
          } else {
            signIn(exchange, visitor, Notice.NONE, code);
          }
        });
  }

  private void signIn(Exchange exchange, Visitors.Visitor visitor, Notice notice, String code) {
    if (ledgerLost.getAsBoolean()) {
      message(exchange, 503, "storage");
      return;
    }
    Notice shown =
        notice.key().isEmpty() ? visitor.lastEnd().map(Notice::ended).orElse(notice) : notice;
    Pages.SignIn page =
        new Pages.SignIn(exchange.language(), shown, offline(), !exchange.resumeCookie().isEmpty());
    byte[] html = pages.signIn(page, visitor.offers(), tokens.make(exchange.ip()), code);
    exchange.page(shown.status(), pages.look().policy(), html);
  }

  private void session(Exchange exchange, SessionView session, Notice notice) {
    if (session.state() == SessionView.State.HELD) {
      byte[] html =
          pages.held(
              exchange.language(),
              notice,
              !exchange.resumeCookie().isEmpty(),
              tokens.make(exchange.ip()),
              offline());
      exchange.page(notice.status(), pages.look().policy(), html);
      return;
    }
    if (session.state() == SessionView.State.OPEN) {
      exchange.refreshIn(pages.ending().refresh(session));
    }
    byte[] html =
        pages.session(
            exchange.language(),
            session,
            notice,
            recent.keepsake(session.mac(), session.passId(), exchange.resumeCookie()),
            tokens.make(exchange.ip()),
            offline());
    exchange.page(notice.status(), pages.look().policy(), html);
  }

  void receipt(Exchange exchange) {
    with(
        exchange,
        visitor ->
            visitor
                .session()
                .filter(session -> session.state() != SessionView.State.HELD)
                .ifPresentOrElse(
                    session -> receipt(exchange, session), () -> exchange.seeOther("/")));
  }

  private void receipt(Exchange exchange, SessionView session) {
    byte[] html =
        pages.receipt(
            exchange.language(),
            session,
            recent.keepsake(session.mac(), session.passId(), exchange.resumeCookie()),
            exchange.origin(),
            offline());
    exchange.page(200, pages.look().policy(), html);
  }

  void tooMany(Exchange exchange, List<SessionView> online, String code) {
    byte[] html =
        pages.tooManyDevices(
            exchange.language(), online, code, tokens.make(exchange.ip()), offline());
    exchange.page(409, pages.look().policy(), html);
  }

  void statement(Exchange exchange, String which) {
    exchange.page(
        200, pages.look().policy(), pages.statement(exchange.language(), which, offline()));
  }

  void message(Exchange exchange, int status, String key) {
    exchange.page(
        status, pages.look().policy(), pages.message(exchange.language(), key, offline()));
  }

  void api(Exchange exchange) {
    with(
        exchange,
        visitor ->
            exchange.text(
                200,
                CaptiveApi.TYPE,
                CaptiveApi.json(visitor, pages.look().settings(), exchange.origin() + "/")));
  }

  void logo(Exchange exchange) {
    byte[] png = pages.look().logo();
    if (png.length == 0) {
      message(exchange, 404, "notfound");
    } else {
      exchange.picture(png);
    }
  }

  /** Hands over who asks: at once where memory knows it, else when the store has answered. */
  void with(Exchange exchange, Consumer<Visitors.Visitor> then) {
    Optional<Visitors.Visitor> known = visitors.known(exchange.ip());
    if (known.isPresent()) {
      then.accept(known.get());
    } else {
      domain
          .call(() -> visitors.of(exchange.ip()))
          .onSuccess(then::accept)
          .onFailure(failure -> broken(exchange, failure));
    }
  }

  private void broken(Exchange exchange, Throwable failure) {
    if (failure instanceof DomainCalls.Busy) {
      exchange.hangUp(503, pages.tiny(exchange.language(), 503, "busy"));
    } else {
      LOG.error("a guest's {} failed", exchange.path(), failure);
      exchange.hangUp(500, pages.tiny(exchange.language(), 500, "failed"));
    }
  }

  private boolean offline() {
    return !internetUp.getAsBoolean();
  }
}
