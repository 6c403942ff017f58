package io.gatehouse.campaign.storm;

import io.gatehouse.campaign.Crowd;
import io.gatehouse.campaign.PortalGuest;
import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.campaign.RunningBox;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A box with a crowd before its portal. */
public final class StormRig implements AutoCloseable {
  private static final int VOUCHERS = 10;
  private static final long LONGEST_LIFE_NANOS = 1_500_000_000L;
  private static final long RETRY_NANOS = 50_000_000;
  private static final Duration CYCLE_LIMIT = Duration.ofMinutes(3);
  private static final long GATE_PATIENCE_NANOS = 6_000_000_000L;

  private final RunningBox box;
  private final Crowd crowd;
  private final List<PortalGuest> guests = new ArrayList<>();
  private final Range range;
  private final Report report;
  private final String plan;
  private long seenSeq;

  private StormRig(RunningBox box, Crowd crowd, Range range, Report report) {
    this.box = box;
    this.crowd = crowd;
    this.range = range;
    this.report = report;
    for (int i = 0; i < crowd.size(); i++) {
      guests.add(crowd.guest(i));
    }
    plan =
        box.api()
            .create("/plans", new JsonObject().put("name", "Storm").put("seconds", 36_000))
            .getString("id");
  }

  public static StormRig up(int guests, Range range, Report report) {
    RunningBox box = RunningBox.upWithCrowd(guests);
    try {
      return new StormRig(box, Crowd.gather(box, guests), range, report);
    } catch (RuntimeException e) {
      box.tellLogs();
      box.close();
      throw e;
    }
  }

  private record Ticket(String id, String code) {}

  /** What was answered in one wave: which devices were told that they have the voucher. */
  private static final class Ledger {
    private final Map<String, Set<String>> winners = new ConcurrentHashMap<>();

    void won(String voucher, String mac) {
      winners.computeIfAbsent(voucher, v -> ConcurrentHashMap.newKeySet()).add(mac);
    }
  }

  public List<String> cycle(long index) {
    return wave(index, false);
  }

  /** A positive control: one guest says that it has what another one has. */
  public List<String> lyingCycle() {
    return wave(1_000_000_000, true);
  }

  private List<String> wave(long index, boolean lying) {
    List<Ticket> tickets = mint();
    Ledger ledger = new Ledger();
    List<Thread> threads = new ArrayList<>();
    box.aim();
    for (int i = 0; i < guests.size(); i++) {
      int guest = i;
      List<Ticket> order = new ArrayList<>(tickets);
      Collections.shuffle(order, new Random(range.chances(index, 1 + guest).nextLong()));
      threads.add(Thread.ofPlatform().start(() -> redeemAll(guest, order, ledger)));
    }
    LockSupport.parkNanos(range.chances(index, 0).nextLong(LONGEST_LIFE_NANOS));
    box.killEdge();
    box.awaitDeath();
    guests.forEach(PortalGuest::forgetPage);
    box.startEdge();
    for (Thread thread : threads) {
      join(thread);
    }
    box.awaitEdge();
    if (lying) {
      ledger.won(tickets.getFirst().id(), "02:00:00:00:00:01");
    }
    return judge(tickets, ledger);
  }

  private void redeemAll(int guest, List<Ticket> order, Ledger ledger) {
    PortalGuest portal = guests.get(guest);
    long end = System.nanoTime() + CYCLE_LIMIT.toNanos();
    for (Ticket ticket : order) {
      boolean answered = false;
      while (!answered && System.nanoTime() < end) {
        switch (portal.send("/voucher", "code", ticket.code())) {
          case PortalGuest.Sent.Answered(int status, String body) -> {
            answered = status < 500 && status != 403;
            report.count("answers " + status, 1);
            if (status == 303) {
              ledger.won(ticket.id(), Crowd.mac(guest).toString());
            }
          }
          case PortalGuest.Sent.NobodyThere nobody -> {}
          case PortalGuest.Sent.BrokeOff broke -> report.count("answers that broke off", 1);
        }
        if (!answered) {
          // A form of the killed program is worth nothing to the new one.
          portal.forgetPage();
          LockSupport.parkNanos(RETRY_NANOS);
        }
      }
    }
  }

  private static void join(Thread thread) {
    try {
      if (!thread.join(CYCLE_LIMIT.plusSeconds(30))) {
        throw new IllegalStateException("a guest did not come to an end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<Ticket> mint() {
    JsonObject batch =
        box.api().create("/vouchers", new JsonObject().put("planId", plan).put("count", VOUCHERS));
    return batch.getJsonArray("codes").stream()
        .map(JsonObject.class::cast)
        .map(code -> new Ticket(code.getString("voucherId"), code.getString("code")))
        .toList();
  }

  /** One grant for each voucher, in every book. */
  private List<String> judge(List<Ticket> tickets, Ledger ledger) {
    List<String> wrong = new ArrayList<>();
    Map<String, List<String>> redeemed = redemptions();
    for (Ticket ticket : tickets) {
      Set<String> winners = ledger.winners.getOrDefault(ticket.id(), Set.of());
      List<String> recorded = redeemed.getOrDefault(ticket.id(), List.of());
      String state = box.api().get("/vouchers/" + ticket.id()).getString("state");
      report.count("vouchers", 1);
      report.count("grants", recorded.size());
      if (recorded.size() != 1 || !Set.copyOf(recorded).equals(winners) || !state.equals("USED")) {
        wrong.add(
            "voucher %s is %s, the journal gives it to %s, acknowledged to %s"
                .formatted(ticket.id(), state, recorded, winners));
      }
    }
    gate(wrong);
    return wrong;
  }

  /** Who redeemed each voucher, by the journal since the last wave. */
  private Map<String, List<String>> redemptions() {
    Map<String, List<String>> redeemed = new HashMap<>();
    String before = "";
    long newest = 0;
    while (before != null) {
      JsonObject page =
          box.api().get("/journal?max=1000" + (before.isEmpty() ? "" : "&before=" + before));
      before = page.getLong("next") == null ? null : page.getLong("next").toString();
      for (Object item : page.getJsonArray("items")) {
        JsonObject entry = (JsonObject) item;
        long seq = entry.getLong("seq");
        newest = Math.max(newest, seq);
        if (seq <= seenSeq) {
          before = null;
          break;
        }
        if (entry.getString("kind").equals("VoucherRedeemed")) {
          JsonObject fact = fact(entry);
          redeemed
              .computeIfAbsent(fact.getString("voucher"), v -> new ArrayList<>())
              .add(fact.getString("mac"));
        }
      }
    }
    seenSeq = newest;
    return redeemed;
  }

  private static JsonObject fact(JsonObject entry) {
    Object fact = entry.getValue("fact");
    return fact instanceof JsonObject json ? json : new JsonObject(fact.toString());
  }

  private void gate(List<String> wrong) {
    long end = System.nanoTime() + GATE_PATIENCE_NANOS;
    while (true) {
      Set<String> open = new TreeSet<>();
      box.api().all("/sessions").stream()
          .filter(session -> session.getString("state").equals("OPEN"))
          .forEach(s -> open.add(s.getString("ip") + "," + s.getString("mac")));
      Set<String> admitted = box.admitted();
      report.most("open sessions", open.size());
      if (open.equals(admitted)) {
        return;
      }
      if (System.nanoTime() > end) {
        wrong.add("open sessions " + open + ", the gate admits " + admitted);
        return;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  @Override
  public void close() {
    crowd.close();
    box.close();
  }
}
