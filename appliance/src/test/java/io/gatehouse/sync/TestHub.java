package io.gatehouse.sync;

import io.gatehouse.TestBox;
import io.gatehouse.hub.authority.Authority;
import io.gatehouse.hub.desired.Wishes;
import io.gatehouse.hub.facts.Facts;
import io.gatehouse.hub.fleet.Fleet;
import io.gatehouse.hub.fleet.FleetBox;
import io.gatehouse.hub.orders.Orders;
import io.gatehouse.hub.site.Batches;
import io.gatehouse.hub.site.HubPlans;
import io.gatehouse.hub.site.SiteNews;
import io.gatehouse.hub.site.Sites;
import io.gatehouse.hub.site.Spends;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.sync.channel.HubAddress;
import io.gatehouse.sync.door.Door;
import io.gatehouse.sync.door.SyncRoutes;
import io.gatehouse.sync.door.Waiting;
import io.gatehouse.sync.enrolment.Enrolment;
import io.gatehouse.sync.enrolment.Joined;
import io.gatehouse.sync.enrolment.Membership;
import io.gatehouse.sync.wire.Claim;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A hub on loopback: real store, authority and TLS. */
public final class TestHub implements AutoCloseable {
  public static final Instant BUILT = Instant.parse("2026-11-20T00:00:00Z");

  public final Store store;
  public final TestBootClock boot = new TestBootClock();
  public final WallClock wall = new WallClock(Instant::now, BUILT);
  public final Authority authority;
  public final Fleet fleet;
  public final Facts facts;
  public final Wishes wishes;
  public final Orders orders;
  public final Sites sites;
  public final HubPlans plans;
  public final Batches batches;
  public final Spends spends;
  public final SiteNews siteNews;
  public final Vertx vertx;
  private final DomainCalls domain;
  public final Door door;

  public TestHub(Path dir, Vertx vertx) {
    this(dir, vertx, 0);
  }

  public TestHub(Path dir, Vertx vertx, int port) {
    this(dir, vertx, port, Store.open(dir.resolve("hub.db")));
  }

  /**
   * @param dir where its keys are
   */
  public TestHub(Path dir, Vertx vertx, int port, Store store) {
    this.vertx = vertx;
    this.store = store;
    SealingKey seal = SealingKey.open(dir.resolve("seal.key"));
    authority = Authority.open(store, seal, wall, BUILT);
    ServiceClock service = new ServiceClock(store, boot);
    domain = new DomainCalls(vertx, 256);
    Waiting waiting = new Waiting(vertx);
    fleet =
        new Fleet(
            store, authority, new ServiceClock(store, boot), wall, new byte[32], waiting::news);
    wishes = new Wishes(store, seal, wall, waiting::news);
    orders = new Orders(store, authority, service, waiting::news);
    sites = new Sites(store, seal, waiting::news);
    plans = new HubPlans(store, sites);
    batches = new Batches(store, service, sites);
    spends = new Spends(store, sites);
    siteNews = new SiteNews(store, service, sites);
    facts =
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
            List.of("localhost"),
            "127.0.0.1",
            port,
            new SyncRoutes(domain, boot, fleet, facts, wishes, orders, siteNews, waiting));
    TestBox.wait(door.open());
  }

  public HubAddress address() {
    return new HubAddress("localhost", door.port());
  }

  /** A box's place and the claim for it. */
  public Claim claim(String name) {
    FleetBox box = fleet.add(name, "default").orElseThrow();
    return fleet.claim(box.id());
  }

  /** A box that has joined under that name. */
  public Membership admit(String name) {
    Joined joined = new Enrolment(vertx, Instant::now, "BOX001").join(address(), claim(name));
    return ((Joined.Done) joined).membership();
  }

  @Override
  public void close() {
    TestBox.wait(door.close());
    domain.close();
    store.close();
  }
}
