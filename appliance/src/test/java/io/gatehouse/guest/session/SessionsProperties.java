package io.gatehouse.guest.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.network.shaping.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever guests, operators and power cuts do in whatever order, these hold. */
class SessionsProperties {
  private static final int DEVICES = 6;
  private static final int STEPS = 60;

  private GuestFloor floor;
  private Random random;
  private List<Plan> plans;
  private List<String> codes;
  private List<String> tokens;
  private final Map<Device, Device> addresses = new HashMap<>();

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void time_places_and_gate_agree_after_any_sequence(@ForAll long seed) throws IOException {
    Path directory = Files.createTempDirectory("gatehouse-sessions");
    try {
      floor = new GuestFloor(directory);
      random = new Random(seed);
      begin();
      for (int i = 0; i < STEPS; i++) {
        step(random.nextInt(18));
        check();
      }
      floor.close();
    } finally {
      remove(directory);
    }
  }

  private void begin() {
    Rate slow = new Rate(100, 100, 0);
    plans =
        List.of(
            floor.save(new PlanDraft().seconds(300)),
            floor.save(new PlanDraft().seconds(300).banked().devices(2)),
            floor.save(new PlanDraft().seconds(0).quota(50_000).devices(3)),
            floor.save(new PlanDraft().seconds(5_000).quota(50_000).slow(slow)),
            floor.save(new PlanDraft().seconds(4_000).banked().daily(200)),
            floor.desk.plan("15 minutes free"));
    codes = new ArrayList<>();
    tokens = new ArrayList<>();
    addresses.clear();
    for (Plan plan : plans.subList(0, 5)) {
      codes.add(floor.desk.code(plan.id()));
      codes.add(floor.desk.code(plan.id()));
    }
  }

  private void step(int what) {
    Device device = device();
    switch (what) {
      case 0, 1, 2, 3 -> keep(floor.sessions.redeem(any(codes), device));
      case 4 -> keep(floor.sessions.redeemInsteadOfAnother(any(codes), device));
      case 5 -> keep(floor.sessions.startFree(plans.get(5).id(), device));
      case 6 -> {
        if (!tokens.isEmpty()) {
          keep(floor.sessions.moveHere(any(tokens), device));
        }
      }
      case 7 -> floor.sessions.signOut(device.mac());
      case 8 -> floor.sessions.pause(device.mac());
      case 9 -> keep(floor.sessions.resume(device));
      case 10 -> floor.gate.carry(device.ip(), random.nextInt(20_000), random.nextInt(20_000));
      case 11 -> floor.pass(random.nextInt(100));
      case 12 -> floor.pass(random.nextInt(2_000));
      case 13 -> floor.killAndRestart();
      case 14 -> floor.powerCut();
      case 15 -> anySession(s -> floor.sessions.changePlan(s.id(), any(plans).id()));
      case 16 -> anySession(s -> floor.sessions.resetUsage(s.voucherId()));
      default -> {
        floor.gate.flush();
        floor.sessions.reconcile();
      }
    }
  }

  /** A device, now and then with another address than before. */
  private Device device() {
    Device base = GuestFloor.device(1 + random.nextInt(DEVICES));
    if (random.nextInt(10) == 0) {
      Device other = GuestFloor.device(1 + random.nextInt(DEVICES));
      addresses.put(base, new Device(base.mac(), other.ip(), base.hostname()));
      floor.sessions.at(addresses.get(base));
    }
    return addresses.getOrDefault(base, base);
  }

  private void keep(Redeemed answer) {
    if (answer instanceof Redeemed.Opened opened) {
      tokens.add(opened.resumeToken());
    }
  }

  private void anySession(Consumer<SessionView> then) {
    List<SessionView> all = floor.sessions.list("", 100);
    if (!all.isEmpty()) {
      then.accept(any(all));
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void check() {
    floor.sessions.tick();
    List<SessionView> all = floor.sessions.list("", 100);
    Set<Object> macs = new HashSet<>();
    Set<Object> passing = new HashSet<>();
    for (SessionView session : all) {
      assertThat(macs.add(session.mac())).as("one session per device").isTrue();
      long granted = session.plan().seconds();
      if (granted > 0) {
        assertThat(session.usedSeconds()).isBetween(0L, granted);
        assertThat(session.remainingSeconds()).isBetween(0L, granted);
      }
      if (session.state() == SessionView.State.OPEN) {
        assertThat(passing.add(session.ip())).as("one session per address").isTrue();
        assertThat(floor.gate.passes(session.ip(), session.mac()))
            .as("open sessions pass: %s", session)
            .isTrue();
        assertThat(floor.gate.admission(session.ip()).orElseThrow().rate())
            .isEqualTo(session.slowed() ? session.plan().slow() : session.plan().rate());
      }
    }
    assertThat(floor.gate.size()).as("only open sessions pass").isEqualTo(passing.size());
    assertThat(floor.sessions.openCount()).isEqualTo(passing.size());
    assertThat(floor.sessions.reconcile()).as("nothing is left to mend").isZero();
    checkRows(all);
  }

  /** The mirror and the database say the same. */
  private void checkRows(List<SessionView> all) {
    List<String> rows =
        floor.desk.store.read(
            tx ->
                tx.list(
                    "SELECT id, state, mac, ip FROM session WHERE state <> 'ENDED'"
                        + " ORDER BY length(id), id",
                    row ->
                        row.getString(1) + row.getString(2) + row.getString(3) + row.getString(4)));
    assertThat(all.stream().map(s -> s.id() + s.state() + s.mac() + s.ip()).toList())
        .isEqualTo(rows);
    long twice =
        floor
            .desk
            .store
            .read(
                tx ->
                    tx.one(
                        "SELECT COUNT(*) FROM pass p WHERE p.voucher_id IS NOT NULL AND NOT EXISTS"
                            + " (SELECT 1 FROM voucher v WHERE v.id = p.voucher_id"
                            + " AND v.pass_id = p.id)",
                        row -> row.getLong(1)))
            .orElseThrow();
    assertThat(twice).as("passes that no voucher stands for").isZero();
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
