package io.gatehouse.app;

import static io.gatehouse.guest.GuestFloor.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.session.CloneSign;
import io.gatehouse.guest.session.SecurityRound;
import io.gatehouse.guest.voucher.Expiry;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.network.gate.Admission;
import io.gatehouse.network.lan.Leases;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.platform.schedule.JobView;
import io.gatehouse.platform.schedule.Jobs;
import io.gatehouse.warden.reply.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the box looks after by itself, at the periods it is due. */
class EdgeGuardTest {
  private static final Device ONE = device(1);
  private static final Device TWO = device(2);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Metrics metrics = new Metrics();
  private GuestFloor floor;
  private Jobs jobs;

  @BeforeEach
  void open() {
    floor = new GuestFloor(folder);
    jobs =
        new Jobs(
            floor.desk.store,
            floor.boot,
            floor.desk.clock,
            new WallClock(() -> Instant.EPOCH, Instant.EPOCH),
            ZoneOffset.UTC);
    new EdgeGuard(
            floor.sessions,
            new Leases(folder.resolve("lan.leases")),
            verb -> new Reply.Unreachable("no warden here"),
            new SecurityRound(floor.desk.store, floor.desk.journal, floor.gate, floor.sessions),
            new Expiry(floor.desk.store, floor.desk.journal, floor.desk.clock),
            metrics)
        .on(jobs);
    jobs.start();
  }

  @AfterEach
  void close() {
    jobs.close();
    floor.close();
  }

  private JobView job(String name) {
    return jobs.list().stream().filter(job -> job.name().equals(name)).findFirst().orElseThrow();
  }

  /** Service time goes by, and the job comes to the end of its next run. */
  private void tick(String name, Duration period) {
    long runs = job(name).runs();
    floor.boot.advanceSeconds(period.toSeconds() - 1);
    floor.boot.advanceSeconds(1);
    Waiting.until(LIMIT, "a run of " + name, () -> job(name).runs() > runs);
    assertThat(job(name).lastResult()).isEqualTo("ok");
    assertThat(job(name).lastStartServiceMillis()).isPresent();
  }

  private List<String> found(SecurityRound.Kind kind) {
    return floor.desk.facts("AnomalySeen").stream()
        .map(entry -> entry.json())
        .filter(json -> json.contains(kind.name()))
        .toList();
  }

  @Test
  void the_periods_are_those_of_the_documents() {
    assertThat(job("voucher expiry").when()).isEqualTo("every 1m");
    assertThat(job("statistics").when()).isEqualTo("every 10m");
    assertThat(job("security").when()).isEqualTo("every 30m");
  }

  @Test
  void a_security_round_finds_nothing_on_a_healthy_box_and_each_planted_anomaly() {
    floor.open(floor.code(new PlanDraft().seconds(0)), ONE);
    floor.sessions.redeem("no code", ONE);
    tick("security", Duration.ofMinutes(30));
    assertThat(floor.desk.facts("AnomalySeen")).isEmpty();

    floor.open(floor.code(new PlanDraft().seconds(0)), TWO);
    floor.desk.store.write(
        tx ->
            tx.update(
                "UPDATE session SET ip = ? WHERE mac = ?",
                ONE.ip().toString(),
                TWO.mac().toString()));
    floor.gate.open(
        List.of(new Admission(device(3).ip(), device(3).mac(), 10_000, Rate.UNLIMITED)));
    floor.open(floor.code(new PlanDraft().seconds(0)), device(4));
    floor.sessions.hold(device(4).mac(), CloneSign.PLACES);
    guess(device(5));
    tick("security", Duration.ofMinutes(30));

    assertThat(found(SecurityRound.Kind.TWO_SESSIONS))
        .singleElement()
        .asString()
        .contains(ONE.ip().toString());
    assertThat(found(SecurityRound.Kind.PASSES_WITHOUT_SESSION))
        .singleElement()
        .asString()
        .contains(device(3).mac().toString());
    assertThat(found(SecurityRound.Kind.CLONE_SUSPECTED))
        .singleElement()
        .asString()
        .contains(device(4).mac().toString());
    assertThat(found(SecurityRound.Kind.CODES_TRIED))
        .singleElement()
        .asString()
        .contains(device(5).mac().toString());
    assertThat(metrics.scrape())
        .contains("gatehouse_security_findings_total{kind=\"two_sessions\"} 1");
  }

  /** Well-formed codes of another box. */
  private void guess(Device device) {
    String plan = floor.save(new PlanDraft()).id();
    for (var code : floor.desk.mint(plan, 10).codes()) {
      floor.desk.store.write(tx -> tx.update("DELETE FROM voucher WHERE id = ?", code.voucherId()));
      floor.sessions.redeem(code.text(), device);
    }
  }

  @Test
  void statistics_put_the_gates_counters_into_the_rows() {
    floor.open(floor.code(new PlanDraft().seconds(0)), ONE);
    floor.gate.carry(ONE.ip(), 1_234, 567_890);
    tick("statistics", Duration.ofMinutes(10));
    List<Long> row =
        floor.desk.store.read(
            tx ->
                tx.list(
                        "SELECT up_bytes, down_bytes FROM session WHERE mac = ?",
                        each -> List.of(each.getLong(1), each.getLong(2)),
                        ONE.mac().toString())
                    .getFirst());
    assertThat(row).containsExactly(1_234L, 567_890L);
  }

  @Test
  void each_voucher_that_expires_is_told_of_once() {
    String plan = floor.save(new PlanDraft().validDays(1)).id();
    floor.desk.mint(plan, 450);
    String used = floor.desk.code(plan);
    floor.open(used, ONE);
    floor.desk.mint(floor.save(new PlanDraft()).id(), 3);
    tick("voucher expiry", Duration.ofMinutes(1));
    assertThat(floor.desk.facts("VoucherExpired")).isEmpty();
    tick("voucher expiry", Duration.ofDays(1));
    assertThat(floor.desk.facts("VoucherExpired")).hasSize(450);
    assertThat(floor.desk.facts("VoucherExpired").getFirst().json()).contains(plan);
    tick("voucher expiry", Duration.ofMinutes(1));
    assertThat(floor.desk.facts("VoucherExpired")).hasSize(450);
  }
}
