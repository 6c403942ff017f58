package io.gatehouse.app;

import io.gatehouse.api.ApiRoutes;
import io.gatehouse.api.ApiServer;
import io.gatehouse.api.box.BackupRoutes;
import io.gatehouse.console.ConsoleServer;
import io.gatehouse.console.door.ConsoleAddress;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.guest.session.SecurityRound;
import io.gatehouse.guest.voucher.Expiry;
import io.gatehouse.network.firewall.ForeignFirewalls;
import io.gatehouse.network.lan.LongLeases;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.DaemonWatch;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsSeal;
import io.gatehouse.network.uplink.LineTraffic;
import io.gatehouse.network.uplink.UplinkState;
import io.gatehouse.network.wifi.Radios;
import io.gatehouse.network.wifi.StationNews;
import io.gatehouse.operator.accounts.Accounts;
import io.gatehouse.operator.accounts.FirstPassword;
import io.gatehouse.operator.accounts.People;
import io.gatehouse.operator.answers.KeptAnswers;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.operator.backup.Backups;
import io.gatehouse.operator.backup.Recovery;
import io.gatehouse.operator.setup.Setup;
import io.gatehouse.operator.status.BoxStatus;
import io.gatehouse.operator.status.FirewallStatus;
import io.gatehouse.operator.status.LayerAlarms;
import io.gatehouse.operator.status.StatusBoard;
import io.gatehouse.operator.support.SupportBundle;
import io.gatehouse.platform.certificate.BoxCertificate;
import io.gatehouse.platform.certificate.OwnCertificate;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.platform.health.Hardware;
import io.gatehouse.platform.health.HealthRoutes;
import io.gatehouse.platform.journal.ClockWatch;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.platform.schedule.Jobs;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.platform.units.Supervision;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.platform.web.Uploads;
import io.gatehouse.portal.PortalServer;
import io.gatehouse.portal.door.Limits;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the box's role together: every room by its constructor, then the ways in, then the jobs. */
final class EdgeAssembly implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeAssembly.class);

  private static final LocalTime BACKUP = LocalTime.of(2, 30);
  private static final LocalTime RENEWAL = LocalTime.of(3, 0);
  private static final Set<String> UPLOADS = Set.of("/api/v1" + BackupRoutes.UPLOAD);
  private static final Duration WATCH = Duration.ofSeconds(1);
  private static final Duration SETTINGS_AGAIN = Duration.ofSeconds(15);
  private static final Duration API_WAITS_AT_MOST = Duration.ofSeconds(3);
  private static final int MOST_DOMAIN_CALLS = 512;

  /**
   * An emulated box on a busy machine took longer than half a minute, and began again and again.
   */
  private static final int OPENS_WITHIN_SECONDS = 120;

  private final EdgeOptions options;
  private final long begun;
  private final EdgeGround ground;
  private final EdgeSettings settings;
  private final EdgeGuests guests;
  private final UplinkState uplink;
  private final Jobs jobs;
  private final EdgeJobs work;
  private final Accounts accounts;
  private final People people;
  private final Audit audit;
  private final KeptAnswers kept;
  private final Vertx vertx;
  private final DomainCalls domain;
  private final DaemonWatch daemons;
  private final ForeignFirewalls foreign;
  private final StationNews news;
  private final StatusBoard board;
  private final PageTemplates pages;
  private final PortalServer portal;
  private final PublicCertificate certificate;
  private final SettingsInPlace inPlace;
  private final EdgeDesk desk;
  private final EdgeRadius radius;
  private final EdgeHub hub;
  private final Hardware hardware = new Hardware();
  private final Recovery recovery;

  EdgeAssembly(EdgeOptions options) {
    CompletableFuture<EdgeWeb> web = EdgeWeb.begin();
    this.options = options;
    begun = System.nanoTime();
    ground = new EdgeGround(options);
    certificate = new PublicCertificate(options.data.resolve("tls/portal.pem"), ground.wall);
    SettingsSeal seal = SettingsSeal.open(options.keys());
    settings =
        new EdgeSettings(
            options,
            seal,
            new Revisions(ground.store, ground.journal, ground.service, ground.wall, seal),
            ground.box,
            ground.boot,
            certificate);
    guests = new EdgeGuests(options, ground, settings.now());
    uplink = new UplinkState(() -> settings.now().uplink(), ground.box, ground.boot, this::tell);
    jobs = new Jobs(ground.store, ground.boot, ground.service, ground.wall, ZoneId.systemDefault());
    accounts =
        new Accounts(
            ground.store,
            ground.service,
            ground.boot,
            new FirstPassword(options.data.resolve("first-password")));
    people = People.of(ground.store, ground.service, ground.boot, ground.wall);
    audit = new Audit(ground.store, ground.journal, ground.service, ground.wall);
    kept =
        new KeptAnswers(
            ground.store, ground.service, SealingKey.open(options.keys().resolve("answers.key")));
    vertx = web.join().vertx();
    pages = web.join().pages();
    domain = new DomainCalls(vertx, MOST_DOMAIN_CALLS);
    daemons = settings.daemons(ground.box, ground.boot, this::tell);
    news = settings.news(options, ground.boot, this::tell);
    foreign = new ForeignFirewalls(Path.of("/"), ground.box, this::tell);
    LayerAlarms layers = new LayerAlarms(options.alarms, options.ownAlarms());
    boolean ledgerLost = layers.ledgerLost();
    board =
        new StatusBoard(
            ground.store.box(),
            guests.sessions::openCount,
            guests.leases,
            settings::now,
            ground.wall,
            ground.service,
            ground.box,
            () -> new BoxStatus.Uplink(uplink.seen().up(), uplink.seen().detail()),
            new EdgeAlarms(layers, daemons, foreign, ground.box)::now,
            jobs);
    recovery =
        new Recovery(
            new Backups(
                options.data,
                ground.store,
                ground.wall,
                () -> SealingKey.open(options.keys().resolve("backup.key"))),
            Backups.arrivals(options.data),
            new SupportBundle(board, settings::now, ground.journal, hardware),
            EdgeSettings::leave);
    work =
        new EdgeJobs(
            ground.store,
            ground.box,
            guests.sessions,
            ground.gate,
            new LongLeases(options.longLeases),
            uplink,
            ground.journal,
            ground.service,
            ground.wall,
            new ClockWatch(ground.store, ground.journal, ground.boot, ground.wall),
            settings::now);
    portal =
        new PortalServer(
            vertx,
            settings::now,
            guests.leases,
            guests.sessions,
            guests.plans,
            pages,
            domain,
            uplink::up,
            () -> ledgerLost,
            outcome -> EdgeHealth.signIn(ground.metrics, outcome),
            options.alsoAt(),
            Limits.standard());
    inPlace = new SettingsInPlace(settings, new PortalTls(certificate, portal, settings::now));
    certificate.onChange(inPlace::again);
    desk =
        new EdgeDesk(
            ground.store,
            ground.journal,
            ground.boot,
            guests.accounts,
            guests.sessions,
            guests.plans,
            ground.service,
            ground.wall,
            ground.metrics,
            settings::now,
            OwnCertificate.named(
                options.data.resolve("tls/radius.pem"),
                "radius.gatehouse.internal",
                ground.wall,
                EdgeGround.BUILT));
    radius = new EdgeRadius(() -> settings.now().radius(), ground.metrics, desk);
    hub =
        new EdgeHub(
            ground,
            vertx,
            settings.revisions(),
            settings.changes(),
            options.membership(),
            guests.vouchers,
            () -> new EdgeOrders(guests.sessions, ground.box, board));
  }

  /** Opens the ways in, guests first, and returns when all of them answer. */
  void start() throws InterruptedException {
    await(portal.listen(settings.now().guest().box().toString(), options.portalPort));
    OwnCertificate own = ownCertificate();
    ConsoleServer console = console(own.keep());
    work.on(jobs, ground.metrics);
    SecurityRound round =
        new SecurityRound(ground.store, ground.journal, ground.measured, guests.sessions);
    Expiry expiry = new Expiry(ground.store, ground.journal, ground.service);
    new EdgeGuard(guests.sessions, guests.leases, ground.box, round, expiry, ground.metrics)
        .on(jobs);
    jobs.every(SETTINGS_AGAIN, "settings", inPlace::apply);
    jobs.every(WATCH, "rollout", inPlace::watch);
    jobs.every(WATCH, "radius", radius::follow);
    jobs.every(WATCH, "radius-desk", desk::follow);
    jobs.daily(EdgeJobs.CLEAN_UP, "radius clean-up", desk::cleanUp);
    jobs.every(DaemonWatch.EVERY, "daemons", daemons::look);
    jobs.every(StationNews.EVERY, "stations", news::look);
    jobs.every(ForeignFirewalls.EVERY, "foreign firewalls", foreign::look);
    jobs.daily(BACKUP, "backup", recovery.backups()::nightly);
    jobs.daily(RENEWAL, "certificate", () -> await(console.renew(own.keep())));
    jobs.daily(RENEWAL, "portal-certificate", inPlace::again);
    Thread settingsAtStart = Thread.ofVirtual().start(inPlace::soon);
    EdgeHealth.gauges(
        ground.metrics, guests.sessions, guests.leases, settings::now, uplink, domain);
    ground.metrics.gauge(
        "gatehouse.store.waiting", "Writes that wait for the store", ground.store::waiting);
    Supervision supervision = Supervision.of(System.getenv());
    new ProofOfLife(supervision, vertx, ground.store).on(jobs);
    jobs.start();
    accounts.ensureFirst();
    // Whoever finds the API answering finds the box's networks as the settings say.
    settingsAtStart.join(API_WAITS_AT_MOST);
    Uploads uploads = new Uploads(UPLOADS, recovery.arrivals(), whoeverMayOpenTheSocket -> true);
    await(new ApiServer(vertx, api().router(), options.apiSocket(), uploads).start());
    await(console.start());
    Thread.ofVirtual().start(foreign::look);
    settings.changes().tookToStart(Duration.ofNanos(System.nanoTime() - begun));
    hub.start();
    supervision.ready();
    LOG.info("edge is up box={} sessions={}", ground.store.box(), guests.sessions.openCount());
  }

  private OwnCertificate ownCertificate() {
    Settings.ManagementNetwork management = settings.now().management();
    return new OwnCertificate(
        options.data.resolve("tls/console.pem"),
        management.names(),
        management.box(),
        ground.wall,
        EdgeGround.BUILT);
  }

  private ConsoleServer console(BoxCertificate own) {
    Settings.ManagementNetwork management = settings.now().management();
    Router beside = Router.router(vertx);
    new HealthRoutes(
            domain,
            EdgeHealth.checks(
                ground.service,
                ground.box,
                ground.measured,
                ground.wall,
                guests.leases,
                settings::now,
                options.data,
                options.leases),
            ground.metrics,
            hardware)
        .mount(beside);
    return new ConsoleServer(
        vertx,
        new ConsoleAddress(
            management.box().toString(),
            options.consolePort,
            80,
            options.consoleNames(management.names())),
        own,
        domain,
        pages,
        new Rooms(
            guests.plans,
            guests.vouchers,
            guests.sessions,
            guests.usage,
            ground.journal,
            ground.wall,
            settings::now,
            board,
            accounts,
            people,
            audit,
            kept,
            settings.revisions(),
            settings.changes(),
            new Setup(ground.store, SealingKey.open(options.keys().resolve("setup.key"))),
            new Radios()::present,
            this::uplinkNow,
            settings.site(),
            () -> FirewallStatus.of(ground.box),
            settings.stations(),
            hardware,
            certificate,
            recovery),
        api().router(),
        beside);
  }

  private BoxStatus.Uplink uplinkNow() {
    uplink.check();
    return new BoxStatus.Uplink(uplink.seen().up(), uplink.seen().detail());
  }

  private ApiRoutes api() {
    return new ApiRoutes(
        vertx,
        domain,
        guests.plans,
        guests.vouchers,
        guests.accounts,
        guests.sessions,
        guests.usage,
        ground.journal,
        settings.revisions(),
        settings.changes(),
        settings.stations(),
        board,
        audit,
        certificate,
        kept,
        radius,
        desk,
        people,
        hub,
        new LineTraffic(
            Path.of("/sys/class/net"), () -> settings.now().uplink().devices(), System::nanoTime),
        hardware,
        recovery);
  }

  private void tell(Fact fact) {
    tell(List.of(fact));
  }

  private void tell(List<Fact> facts) {
    ground.store.write(
        tx -> {
          facts.forEach(fact -> ground.journal.append(tx, fact));
          return null;
        });
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(OPENS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "a way in did not open within " + OPENS_WITHIN_SECONDS + " s", e);
    }
  }

  /** Stops the ways in first, then what they stand on. Admitted guests stay admitted. */
  @Override
  public void close() {
    portal.close();
    jobs.close();
    news.close();
    hub.close();
    radius.close();
    desk.close();
    domain.close();
    vertx.close();
    guests.sessions.keep();
    work.keepClocks();
    ground.close();
  }
}
