package io.gatehouse;

import io.gatehouse.api.ApiRoutes;
import io.gatehouse.api.ApiServer;
import io.gatehouse.guest.Desk;
import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Changes;
import io.gatehouse.network.rollout.RenderedFiles;
import io.gatehouse.network.rollout.Rollout;
import io.gatehouse.network.rollout.RolloutMarks;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.TestSeal;
import io.gatehouse.network.uplink.LineTraffic;
import io.gatehouse.network.wifi.Stations;
import io.gatehouse.operator.accounts.People;
import io.gatehouse.operator.answers.KeptAnswers;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.operator.backup.Backups;
import io.gatehouse.operator.backup.Recovery;
import io.gatehouse.operator.status.BoxStatus;
import io.gatehouse.operator.status.StatusBoard;
import io.gatehouse.operator.support.SupportBundle;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Hardware;
import io.gatehouse.platform.schedule.Jobs;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.template.ConfigTemplates;
import io.gatehouse.platform.web.DomainCalls;
import io.gatehouse.platform.web.Uploads;
import io.gatehouse.warden.reply.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A box without a kernel under it: real store and domain, the API on a real Unix socket. */
public final class TestBox implements AutoCloseable {
  public final Path dir;
  public final GuestFloor floor;
  public final TestBootClock boot;
  public final Desk desk;
  public final Sessions sessions;
  public final WallClock wall = new WallClock(Instant::now, Instant.EPOCH);
  public final Vertx vertx =
      Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
  public final DomainCalls domain = new DomainCalls(vertx, 64);
  public final Audit audit;
  public final People people;
  public final StatusBoard board;
  public final KeptAnswers kept;
  public volatile BoxStatus.Uplink uplink = new BoxStatus.Uplink(true, "a cable and an address");
  public final Revisions revisions;
  public final Changes changes;
  public final Path socket;
  public final Recovery recovery;
  public volatile boolean startedAnew;
  private final ApiServer api;

  public TestBox(Path dir) {
    this.dir = dir;
    floor = new GuestFloor(dir);
    boot = floor.boot;
    desk = floor.desk;
    sessions = floor.sessions;
    kept = new KeptAnswers(desk.store, desk.clock, SealingKey.open(dir.resolve("answers.key")));
    audit = new Audit(desk.store, desk.journal, desk.clock, wall);
    people = People.of(desk.store, desk.clock, boot, wall);
    Jobs jobs = new Jobs(desk.store, boot, desk.clock, wall, ZoneOffset.UTC);
    jobs.every(Duration.ofMinutes(1), "expiry", () -> {});
    board =
        new StatusBoard(
            desk.store.box(),
            sessions::openCount,
            new Leases(dir.resolve("lan.leases")),
            Settings::factory,
            wall,
            desk.clock,
            verb -> new Reply.Done(""),
            () -> uplink,
            List::of,
            jobs);
    revisions = new Revisions(desk.store, desk.journal, desk.clock, wall, TestSeal.SEAL);
    revisions.begin(Settings::factory);
    changes =
        new Changes(
            revisions,
            new Rollout(
                _ -> new Reply.Done(""),
                new RenderedFiles(new ConfigTemplates()),
                dir.resolve("staged")),
            new RolloutMarks(dir.resolve("rollout")),
            _ -> Map.of(),
            _ -> List.of(),
            boot,
            () -> {},
            UnaryOperator.identity());
    recovery =
        new Recovery(
            new Backups(
                dir, desk.store, wall, () -> SealingKey.open(dir.resolve("keys/backup.key"))),
            Backups.arrivals(dir),
            new SupportBundle(board, revisions::settings, desk.journal, new Hardware()),
            () -> startedAnew = true);
    socket = dir.resolve("api.sock");
    api =
        new ApiServer(
            vertx,
            routes().router(),
            socket,
            new Uploads(
                Set.of("/api/v1/backups/upload"), recovery.arrivals(), socketIsOpen -> true));
    wait(api.start());
  }

  /** The API's routes on this box. */
  public ApiRoutes routes() {
    return new ApiRoutes(
        vertx,
        domain,
        desk.plans,
        desk.vouchers,
        floor.accounts,
        sessions,
        floor.usage,
        desk.journal,
        revisions,
        changes,
        new Stations(dir.resolve("radio"), dir),
        board,
        audit,
        new PublicCertificate(dir.resolve("portal.pem"), wall),
        kept,
        new NoRadius(),
        new NoRadius(),
        people,
        new NoHub(),
        new LineTraffic(Path.of("/sys/class/net"), () -> List.of("lo"), System::nanoTime),
        new Hardware(),
        recovery);
  }

  public static <T> T wait(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    wait(api.stop());
    wait(vertx.close());
    domain.close();
    floor.close();
  }
}
