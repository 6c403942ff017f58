package io.gatehouse.app;

import io.gatehouse.api.ApiRoutes;
import io.gatehouse.api.ApiServer;
import io.gatehouse.console.ConsoleAddress;
import io.gatehouse.console.ConsoleServer;
import io.gatehouse.console.Rooms;
import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.session.SecurityRound;
import io.gatehouse.guest.session.SessionRules;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.guest.voucher.CodeKeys;
import io.gatehouse.guest.voucher.Expiry;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.network.gate.IpsetGate;
import io.gatehouse.network.gate.MeasuredGate;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.network.lan.LongLeases;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.DaemonWatch;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsSeal;
import io.gatehouse.network.uplink.UplinkState;
import io.gatehouse.network.wifi.Radios;
import io.gatehouse.operator.accounts.Accounts;
import io.gatehouse.operator.accounts.FirstPassword;
import io.gatehouse.operator.accounts.People;
import io.gatehouse.operator.answers.KeptAnswers;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.operator.setup.Setup;
import io.gatehouse.operator.status.BoxStatus;
import io.gatehouse.operator.status.StatusBoard;
import io.gatehouse.platform.box.MeasuredBox;
import io.gatehouse.platform.box.WardenBox;
import io.gatehouse.platform.certificate.BoxCertificate;
import io.gatehouse.platform.certificate.OwnCertificate;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ProcBootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Hardware;
import io.gatehouse.platform.health.HealthRoutes;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.platform.journal.ClockWatch;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.schedule.Jobs;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.platform.units.Supervision;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.portal.Limits;
import io.gatehouse.portal.PortalServer;
import io.gatehouse.reset.LedgerReset;
import io.gatehouse.reset.ResetFolder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the box's role together: every room by its constructor, then the ways in, then the jobs. */
final class EdgeAssembly implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeAssembly.class);

  /** No true time lies before the day this program was built. */
  private static final Instant BUILT = Instant.parse("2026-11-20T00:00:00Z");

  private static final LocalTime RENEWAL = LocalTime.of(3, 0);
  private static final Duration WARDEN_LIMIT = Duration.ofSeconds(10);
  private static final Duration WATCH = Duration.ofSeconds(1);
  private static final Duration SETTINGS_AGAIN = Duration.ofSeconds(15);
  private static final Duration API_WAITS_AT_MOST = Duration.ofSeconds(3);
  private static final int MOST_DOMAIN_CALLS = 512;

  /** An emulated box on a busy machine took longer than half a minute, and began again and again. */
  private static final int OPENS_WITHIN_SECONDS = 120;

  private final EdgeOptions options;
  private final long begun;
  private final BootClock boot;
  private final Store store;
  private final WallClock wall;
  private final ServiceClock service;
  private final Journal journal;
  private final Metrics metrics = Metrics.ofProcess();
  private final WardenBox warden;
  private final MeasuredBox box;
  private final IpsetGate gate;
  private final MeasuredGate measured;
  private final EdgeSettings settings;
  private final Plans plans;
  private final Vouchers vouchers;
  private final GuestAccounts guests;
  private final UsageLedger usage;
  private final Sessions sessions;
  private final Leases leases;
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
  private final StatusBoard board;
  private final PageTemplates pages;
  private final PortalServer portal;
  private final PublicCertificate certificate;
  private final SettingsInPlace inPlace;
  private final EdgeDesk desk;
  private final EdgeRadius radius;

  EdgeAssembly(EdgeOptions options) {
    CompletableFuture<EdgeWeb> web = EdgeWeb.begin();
    this.options = options;
    begun = System.nanoTime();
    boot = new ProcBootClock();
    store = Store.open(options.database());
    wall = WallClock.of(store, InstantSource.system(), BUILT);
    service = new ServiceClock(store, boot);
    journal = new Journal(store, boot, service, wall);
    // Before anything is read that it takes away.
    if (Files.exists(options.resetDue())) {
      new LedgerReset(store, journal, new ResetFolder(options.data))
          .finish()
          .ifPresent(proof -> LOG.warn("a reset is finished: {}", proof.replace('\n', ' ')));
    }
    warden = new WardenBox(options.wardenSocket(), WARDEN_LIMIT);
    box = new MeasuredBox(warden, metrics);
    gate = new IpsetGate(box);
    measured = new MeasuredGate(gate, metrics);
    certificate = new PublicCertificate(options.data.resolve("tls/portal.pem"), wall);
    SettingsSeal seal = SettingsSeal.open(options.keys());
    settings =
        new EdgeSettings(
            options,
            seal,
            new Revisions(store, journal, service, wall, seal),
            box,
            boot,
            certificate);
    plans = new Plans(store, journal);
    vouchers = new Vouchers(store, journal, service, plans, CodeKeys.open(options.keys()));
    guests =
        new GuestAccounts(
            store, journal, service, SealingKey.open(options.keys().resolve("accounts.key")));
    usage = new UsageLedger(store, journal, service, this::today);
    sessions =
        new Sessions(
            store,
            journal,
            service,
            plans,
            vouchers,
            measured,
            usage,
            new SessionRules(
                settings.now().portal().idleSeconds(),
                settings.now().sampling().durableSeconds(),
                3_600));
    leases = new Leases(options.leases);
    uplink = new UplinkState(() -> settings.now().uplink());
    jobs = new Jobs(store, boot, service, wall, ZoneId.systemDefault());
    accounts =
        new Accounts(
            store, service, boot, new FirstPassword(options.data.resolve("first-password")));
    people = People.of(store, service, boot, wall);
    audit = new Audit(store, journal, service, wall);
    kept = new KeptAnswers(store, service, SealingKey.open(options.keys().resolve("answers.key")));
    vertx = web.join().vertx();
    pages = web.join().pages();
    domain = new DomainCalls(vertx, MOST_DOMAIN_CALLS);
    daemons = settings.daemons(box, boot, this::tell);
    board =
        new StatusBoard(
            store.box(),
            sessions::openCount,
            leases,
            settings::now,
            wall,
            service,
            box,
            () -> new BoxStatus.Uplink(uplink.seen().up(), uplink.seen().detail()),
            new EdgeAlarms(daemons, box)::now,
            jobs);
    work =
        new EdgeJobs(
            store,
            box,
            sessions,
            gate,
            new LongLeases(options.longLeases),
            uplink,
            journal,
            service,
            wall,
            new ClockWatch(store, journal, boot, wall),
            settings::now);
    portal =
        new PortalServer(
            vertx,
            settings::now,
            leases,
            sessions,
            plans,
            pages,
            domain,
            uplink::up,
            outcome -> EdgeHealth.signIn(metrics, outcome),
            options.alsoAt(),
            Limits.standard());
    inPlace = new SettingsInPlace(settings, new PortalTls(certificate, portal, settings::now));
    certificate.onChange(inPlace::again);
    desk = new EdgeDesk(store, guests, sessions, service, wall, metrics, settings::now);
    radius = new EdgeRadius(() -> settings.now().radius(), metrics, desk);
  }

  /** Opens the ways in, guests first, and returns when all of them answer. */
  void start() throws InterruptedException {
    await(portal.listen(settings.now().guest().box().toString(), options.portalPort));
    OwnCertificate own = ownCertificate();
    ConsoleServer console = console(own.keep());
    work.on(jobs, metrics);
    SecurityRound round = new SecurityRound(store, journal, measured, sessions);
    Expiry expiry = new Expiry(store, journal, service);
    new EdgeGuard(sessions, leases, box, round, expiry, metrics).on(jobs);
    jobs.every(SETTINGS_AGAIN, "settings", inPlace::apply);
    jobs.every(WATCH, "rollout", inPlace::watch);
    jobs.every(WATCH, "radius", radius::follow);
    jobs.every(WATCH, "radius-desk", desk::follow);
    jobs.every(DaemonWatch.EVERY, "daemons", daemons::look);
    jobs.daily(RENEWAL, "certificate", () -> await(console.renew(own.keep())));
    jobs.daily(RENEWAL, "portal-certificate", inPlace::again);
    Thread settingsAtStart = Thread.ofVirtual().start(inPlace::soon);
    EdgeHealth.gauges(metrics, sessions, leases, settings::now, uplink, domain);
    metrics.gauge("gatehouse.store.waiting", "Writes that wait for the store", store::waiting);
    Supervision supervision = Supervision.of(System.getenv());
    new EdgeLife(supervision, vertx, store).on(jobs);
    jobs.start();
    accounts.ensureFirst();
    // Whoever finds the API answering finds the box's networks as the settings say.
    settingsAtStart.join(API_WAITS_AT_MOST);
    await(new ApiServer(vertx, api(), options.apiSocket()).start());
    await(console.start());
    settings.changes().tookToStart(Duration.ofNanos(System.nanoTime() - begun));
    supervision.ready();
    LOG.info("edge is up box={} sessions={}", store.box(), sessions.openCount());
  }

  private OwnCertificate ownCertificate() {
    Settings.ManagementNetwork management = settings.now().management();
    return new OwnCertificate(
        options.data.resolve("tls/console.pem"), management.names(), management.box(), wall, BUILT);
  }

  private ConsoleServer console(BoxCertificate certificate) {
    Settings.ManagementNetwork management = settings.now().management();
    Router beside = Router.router(vertx);
    new HealthRoutes(
            domain,
            EdgeHealth.checks(
                service, box, measured, wall, leases, settings::now, options.data, options.leases),
            metrics,
            new Hardware())
        .mount(beside);
    return new ConsoleServer(
        vertx,
        new ConsoleAddress(
            management.box().toString(),
            options.consolePort,
            80,
            options.consoleNames(management.names())),
        certificate,
        domain,
        pages,
        new Rooms(
            plans,
            vouchers,
            sessions,
            usage,
            journal,
            wall,
            settings::now,
            board,
            accounts,
            people,
            audit,
            kept,
            settings.revisions(),
            settings.changes(),
            new Setup(store, SealingKey.open(options.keys().resolve("setup.key"))),
            new Radios()::present,
            this::uplinkNow),
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
        plans,
        vouchers,
        guests,
        sessions,
        usage,
        journal,
        settings.revisions(),
        settings.changes(),
        settings.stations(),
        board,
        audit,
        certificate,
        kept,
        radius,
        desk,
        people);
  }

  private void tell(Fact fact) {
    store.write(
        tx -> {
          journal.append(tx, fact);
          return null;
        });
  }

  /** The day in reports, which alone may follow the wall clock. */
  private String today() {
    return wall.trusted()
        ? LocalDate.ofInstant(wall.now(), ZoneId.systemDefault()).toString()
        : "unknown";
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(OPENS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a way in did not open within " + OPENS_WITHIN_SECONDS + " s", e);
    }
  }

  /** Stops the ways in first, then what they stand on. Admitted guests stay admitted. */
  @Override
  public void close() {
    portal.close();
    jobs.close();
    radius.close();
    desk.close();
    domain.close();
    vertx.close();
    sessions.keep();
    work.keepClocks();
    warden.close();
    store.close();
  }
}
