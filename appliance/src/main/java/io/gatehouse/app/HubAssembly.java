package io.gatehouse.app;

import io.gatehouse.api.ApiServer;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.hub.FleetRoutes;
import io.gatehouse.api.hub.OrderRoutes;
import io.gatehouse.api.hub.SiteRoutes;
import io.gatehouse.hub.authority.Authority;
import io.gatehouse.hub.desired.Wishes;
import io.gatehouse.hub.facts.Facts;
import io.gatehouse.hub.fleet.Fleet;
import io.gatehouse.hub.orders.Orders;
import io.gatehouse.hub.site.Batches;
import io.gatehouse.hub.site.HubPlans;
import io.gatehouse.hub.site.SiteNews;
import io.gatehouse.hub.site.Sites;
import io.gatehouse.hub.site.Spends;
import io.gatehouse.operator.answers.KeptAnswers;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ProcBootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.schedule.Jobs;
import io.gatehouse.platform.seal.KeyFile;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.units.Supervision;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.sync.door.Door;
import io.gatehouse.sync.door.SyncRoutes;
import io.gatehouse.sync.door.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the hub's role together. */
final class HubAssembly implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HubAssembly.class);
  private static final int MOST_DOMAIN_CALLS = 512;
  private static final int OPENS_WITHIN_SECONDS = 60;
  private static final Duration KEPT_EVERY = Duration.ofSeconds(60);
  private static final LocalTime RENEWAL = LocalTime.of(3, 0);

  private final HubOptions options;
  private final Store store;
  private final ServiceClock service;
  private final WallClock wall;
  private final Vertx vertx;
  private final DomainCalls domain;
  private final Fleet fleet;
  private final Door door;
  private final ApiServer api;
  private final Jobs jobs;
  private final Supervision supervision = Supervision.of(System.getenv());

  HubAssembly(HubOptions options) {
    this.options = options;
    makeFolder(options.data);
    makeFolder(options.api.toAbsolutePath().getParent());
    Path keys = options.data.resolve("keys");
    BootClock boot = new ProcBootClock();
    store = Store.open(HubDatabase.of(options));
    service = new ServiceClock(store, boot);
    wall = WallClock.of(store, InstantSource.system(), EdgeGround.BUILT);
    Journal journal = new Journal(store, boot, service, wall);
    Audit audit = new Audit(store, journal, service, wall);
    SealingKey seal = SealingKey.open(keys.resolve("hub.key"));
    Authority authority = Authority.open(store, seal, wall, EdgeGround.BUILT);
    vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    domain = new DomainCalls(vertx, MOST_DOMAIN_CALLS);
    Waiting waiting = new Waiting(vertx);
    fleet =
        new Fleet(
            store,
            authority,
            service,
            wall,
            KeyFile.readOrMake(keys.resolve("claims.key"), SealingKey.BYTES),
            waiting::news);
    Wishes wishes = new Wishes(store, seal, wall, waiting::news);
    Orders orders = new Orders(store, authority, service, waiting::news);
    Sites sites = new Sites(store, seal, waiting::news);
    Spends spends = new Spends(store, sites);
    Facts facts =
        new Facts(
            store,
            (tx, box, fact) -> {
              wishes.hear(tx, box, fact);
              orders.hear(tx, box, fact);
              spends.hear(tx, box, fact);
            });
    door =
        new Door(
            vertx,
            authority,
            options.names,
            options.listen,
            options.port,
            new SyncRoutes(
                domain,
                boot,
                fleet,
                facts,
                wishes,
                orders,
                new SiteNews(store, service, sites),
                waiting));
    Router routes = Router.router(vertx);
    KeptAnswers kept =
        new KeptAnswers(store, service, SealingKey.open(keys.resolve("answers.key")));
    Endpoints endpoints = new Endpoints(routes, domain, kept);
    new FleetRoutes(fleet, facts, wishes, sites, audit).on(endpoints);
    new OrderRoutes(fleet, orders, audit).on(endpoints);
    new SiteRoutes(
            fleet, new HubPlans(store, sites), new Batches(store, service, sites), spends, audit)
        .on(endpoints);
    api = new ApiServer(vertx, routes, options.api);
    jobs = new Jobs(store, boot, service, wall, ZoneId.systemDefault());
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  /** Returns when boxes and people are answered. */
  void start() {
    jobs.every(KEPT_EVERY, "clocks and contacts", this::keep);
    jobs.daily(RENEWAL, "certificate", () -> await(door.renew()));
    new ProofOfLife(supervision, vertx, store).on(jobs);
    jobs.start();
    await(door.open());
    await(api.start());
    supervision.ready();
    LOG.info(
        "hub is up names={} port={} api={} database={}",
        options.names,
        door.port(),
        options.api,
        HubDatabase.of(options).place());
  }

  private void keep() {
    fleet.keep();
    store.write(
        tx -> {
          service.keep(tx);
          wall.keep(tx);
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

  @Override
  public void close() {
    jobs.close();
    await(door.close());
    await(api.stop());
    domain.close();
    keep();
    await(vertx.close());
    store.close();
  }
}
