package io.gatehouse.api;

import io.gatehouse.api.box.BackupRoutes;
import io.gatehouse.api.box.BoxRoutes;
import io.gatehouse.api.box.CertificateRoutes;
import io.gatehouse.api.box.EventStream;
import io.gatehouse.api.box.SettingsRoutes;
import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.guest.AccountRoutes;
import io.gatehouse.api.guest.PlanRoutes;
import io.gatehouse.api.guest.SessionRoutes;
import io.gatehouse.api.guest.UsageRoutes;
import io.gatehouse.api.guest.VoucherRoutes;
import io.gatehouse.guest.account.AccountImport;
import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.network.lan.Interfaces;
import io.gatehouse.network.radius.RadiusDesk;
import io.gatehouse.network.radius.RadiusLive;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Changes;
import io.gatehouse.network.uplink.LineTraffic;
import io.gatehouse.network.wifi.Stations;
import io.gatehouse.operator.accounts.People;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.answers.KeptAnswers;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.operator.backup.Recovery;
import io.gatehouse.operator.link.HubLink;
import io.gatehouse.operator.status.StatusBoard;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.platform.health.Hardware;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.web.DomainCalls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.Map;

/**
 * The JSON API, version 1. Its routes stand below wherever a way in puts them; that way in decides
 * who may come, and leaves an {@link io.gatehouse.operator.audit.Actor} and the body with the
 * request. Without an actor everything answers 401.
 */
public final class ApiRoutes {
  private final Vertx vertx;
  private final DomainCalls domain;
  private final Plans plans;
  private final Vouchers vouchers;
  private final GuestAccounts accounts;
  private final Sessions sessions;
  private final UsageLedger usage;
  private final Journal journal;
  private final Revisions revisions;
  private final Changes changes;
  private final Stations stations;
  private final StatusBoard board;
  private final Audit audit;
  private final PublicCertificate certificate;
  private final KeptAnswers kept;
  private final RadiusLive radius;
  private final RadiusDesk desk;
  private final People people;
  private final HubLink link;
  private final LineTraffic traffic;
  private final Hardware hardware;
  private final Recovery recovery;

  public ApiRoutes(
      Vertx vertx,
      DomainCalls domain,
      Plans plans,
      Vouchers vouchers,
      GuestAccounts accounts,
      Sessions sessions,
      UsageLedger usage,
      Journal journal,
      Revisions revisions,
      Changes changes,
      Stations stations,
      StatusBoard board,
      Audit audit,
      PublicCertificate certificate,
      KeptAnswers kept,
      RadiusLive radius,
      RadiusDesk desk,
      People people,
      HubLink link,
      LineTraffic traffic,
      Hardware hardware,
      Recovery recovery) {
    this.vertx = vertx;
    this.domain = domain;
    this.plans = plans;
    this.vouchers = vouchers;
    this.accounts = accounts;
    this.sessions = sessions;
    this.usage = usage;
    this.journal = journal;
    this.revisions = revisions;
    this.changes = changes;
    this.stations = stations;
    this.board = board;
    this.audit = audit;
    this.certificate = certificate;
    this.kept = kept;
    this.radius = radius;
    this.desk = desk;
    this.people = people;
    this.link = link;
    this.traffic = traffic;
    this.hardware = hardware;
    this.recovery = recovery;
  }

  /** A fresh router with all routes; one for each place they are mounted at. */
  public Router router() {
    Router router = Router.router(vertx);
    Endpoints endpoints = new Endpoints(router, domain, kept);
    new BoxRoutes(board, journal, hardware).on(endpoints);
    new SettingsRoutes(revisions, changes, audit).on(endpoints);
    new StationRoutes(stations, audit).on(endpoints);
    new InterfaceRoutes(new Interfaces(Path.of("/sys/class/net"), revisions::settings))
        .on(endpoints);
    new PlanRoutes(plans, audit).on(endpoints);
    new VoucherRoutes(vouchers, sessions, audit).on(endpoints);
    new SessionRoutes(sessions, plans, audit).on(endpoints);
    new AccountRoutes(accounts, new AccountImport(accounts, plans), sessions, audit).on(endpoints);
    new UsageRoutes(usage).on(endpoints);
    new CertificateRoutes(certificate, revisions::settings, audit).on(endpoints);
    new RadiusRoutes(radius).on(endpoints);
    new RadiusDeskRoutes(desk, audit).on(endpoints);
    new PeopleRoutes(people, audit).on(endpoints);
    new LinkRoutes(link, audit).on(endpoints);
    new BackupRoutes(recovery, audit).on(endpoints);
    EventStream events = new EventStream(vertx, domain, sessions, journal, traffic);
    router
        .route(HttpMethod.GET, "/events")
        .putMetadata(Role.KEY, Role.VIEWER)
        .handler(events::listen);
    router
        .route()
        .last()
        .handler(
            ctx ->
                Endpoints.send(
                    ctx, Answer.error(404, "not_found", "there is no such resource", Map.of())));
    return router;
  }
}
