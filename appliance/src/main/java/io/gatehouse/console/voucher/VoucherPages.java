package io.gatehouse.console.voucher;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.voucher.Voucher;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.operator.accounts.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Vouchers: make, find, take back, unbind, refill, disconnect. */
public final class VoucherPages {
  private static final int PAGE = 50;
  private static final int BATCHES = 50;
  private static final int STEP = 1_000;

  private final Rooms rooms;
  private final MintedBatches minted;

  public VoucherPages(Rooms rooms, MintedBatches minted) {
    this.rooms = rooms;
    this.minted = minted;
  }

  public void on(Pages pages) {
    pages.get("/vouchers", Role.VIEWER, visit -> Pages.page("vouchers", list(visit, Map.of())));
    pages.post("/vouchers", Role.STAFF, this::mint);
    pages.get("/vouchers/:id", Role.VIEWER, this::look);
    pages.post(
        "/vouchers/:id/revoke",
        Role.STAFF,
        visit ->
            change(visit, "voucher.revoke", "voucher-revoked", rooms.sessions()::revokeVoucher));
    pages.post(
        "/vouchers/:id/reset-devices",
        Role.STAFF,
        visit ->
            change(
                visit, "voucher.reset-devices", "devices-reset", rooms.sessions()::resetDevices));
    pages.post(
        "/vouchers/:id/reset-usage",
        Role.STAFF,
        visit -> change(visit, "voucher.reset-usage", "usage-reset", rooms.sessions()::resetUsage));
    pages.post("/vouchers/:id/disconnect", Role.STAFF, this::disconnect);
    pages.post("/batches/:id/revoke", Role.STAFF, this::revokeBatch);
  }

  private Map<String, Object> list(Visit visit, Map<String, ?> more) {
    String batch = visit.idParam("batch");
    String state = state(visit.param("state"));
    String after = visit.idParam("after");
    List<Voucher> vouchers = rooms.vouchers().list(batch, state, after, PAGE);
    Map<String, Object> values = new HashMap<>();
    values.put("vouchers", vouchers);
    values.put("plans", rooms.plans().all().stream().filter(Plan::active).toList());
    values.put(
        "planNames", rooms.plans().all().stream().collect(Collectors.toMap(Plan::id, Plan::name)));
    values.put("batches", rooms.vouchers().batches(BATCHES));
    values.put("counts", rooms.vouchers().counts(batch));
    values.put("states", Voucher.State.values());
    values.put("batch", batch);
    values.put("state", state);
    values.put("after", after);
    values.put("next", vouchers.size() < PAGE ? "" : vouchers.getLast().id());
    values.put("typed", Map.of("count", "10"));
    values.put("errors", Map.of());
    values.putAll(more);
    return values;
  }

  private static String state(String text) {
    for (Voucher.State state : Voucher.State.values()) {
      if (state.name().equals(text)) {
        return text;
      }
    }
    return "";
  }

  private Pages.Outcome mint(Visit visit) {
    String planId = visit.field("planId");
    String prefix = visit.field("prefix");
    String count = visit.field("count");
    if (!count.matches("\\d{1,5}")) {
      return refuse(visit, Map.of("count", "must be 1 to 10000"));
    }
    Optional<Plan> plan = rooms.plans().find(planId);
    if (plan.isEmpty()) {
      return refuse(visit, Map.of("planId", "choose a plan"));
    }
    return switch (rooms
        .vouchers()
        .mint(planId, Integer.parseInt(count), prefix, visit.field("note"))) {
      case Vouchers.Minted.Batch batch -> {
        minted.keep(
            visit.actor().name(), MintedBatches.Minted.of(batch, plan.get().name(), prefix));
        rooms
            .audit()
            .record(
                visit.actor(),
                "voucher.mint",
                batch.batchId(),
                batch.codes().size() + " of plan " + planId);
        yield new Pages.Outcome.Go("/minted");
      }
      case Vouchers.Minted.Invalid(Map<String, String> errors) -> refuse(visit, errors);
    };
  }

  private Pages.Outcome refuse(Visit visit, Map<String, String> errors) {
    Map<String, String> typed = new HashMap<>();
    for (String name : List.of("planId", "count", "prefix", "note")) {
      typed.put(name, visit.field(name));
    }
    return Pages.wrong("vouchers", list(visit, Map.of("typed", typed, "errors", errors)));
  }

  private Pages.Outcome look(Visit visit) {
    Optional<Voucher> voucher = rooms.vouchers().find(visit.id());
    if (voucher.isEmpty()) {
      return Pages.missing();
    }
    Map<String, Object> values = new HashMap<>();
    values.put("voucher", voucher.get());
    values.put("plan", rooms.plans().find(voucher.get().planId()).orElse(null));
    values.put("sessions", sessionsOf(voucher.get()));
    return Pages.page("voucher", values);
  }

  private List<SessionView> sessionsOf(Voucher voucher) {
    List<SessionView> all = new ArrayList<>();
    String after = "";
    while (true) {
      List<SessionView> some = rooms.sessions().list(after, STEP);
      some.stream().filter(one -> one.voucherId().equals(voucher.id())).forEach(all::add);
      if (some.size() < STEP) {
        return all;
      }
      after = some.getLast().id();
    }
  }

  private Pages.Outcome change(Visit visit, String action, String done, Predicate<String> change) {
    if (rooms.vouchers().find(visit.id()).isEmpty()) {
      return Pages.missing();
    }
    if (!change.test(visit.id())) {
      return nothingToDo();
    }
    rooms.audit().record(visit.actor(), action, visit.id(), "done");
    return new Pages.Outcome.Go("/vouchers/" + visit.id() + "?done=" + done);
  }

  private Pages.Outcome revokeBatch(Visit visit) {
    int revoked = visit.id().isEmpty() ? 0 : rooms.sessions().revokeBatch(visit.id());
    if (revoked == 0) {
      return nothingToDo();
    }
    rooms.audit().record(visit.actor(), "batch.revoke", visit.id(), revoked + " vouchers");
    return new Pages.Outcome.Go("/vouchers?batch=" + visit.id() + "&done=batch-revoked");
  }

  private static Pages.Outcome nothingToDo() {
    return new Pages.Outcome.Page(
        409, "refused", Map.of("reason", "console.refused.nothing-to-do"));
  }

  private Pages.Outcome disconnect(Visit visit) {
    Optional<Voucher> voucher = rooms.vouchers().find(visit.id());
    if (voucher.isEmpty()) {
      return Pages.missing();
    }
    int ended = rooms.sessions().disconnectVoucher(voucher.get().id());
    rooms.audit().record(visit.actor(), "voucher.disconnect", visit.id(), ended + " sessions");
    return new Pages.Outcome.Go("/vouchers/" + visit.id() + "?done=disconnected");
  }
}
