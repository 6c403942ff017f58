package io.gatehouse.api.guest;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.guest.voucher.Voucher;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Vouchers: make, list, look, take back, unbind, refill. Codes are answered once, when made. */
public final class VoucherRoutes {
  private final Vouchers vouchers;
  private final Sessions sessions;
  private final Audit audit;

  public VoucherRoutes(Vouchers vouchers, Sessions sessions, Audit audit) {
    this.vouchers = vouchers;
    this.sessions = sessions;
    this.audit = audit;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/vouchers", Role.VIEWER, this::list);
    endpoints.post("/vouchers", Role.STAFF, this::mint);
    endpoints.get("/vouchers/:id", Role.VIEWER, call -> Answer.ok(json(existing(call))));
    endpoints.post("/vouchers/:id/revoke", Role.STAFF, this::revoke);
    endpoints.post("/vouchers/:id/disconnect", Role.STAFF, this::disconnect);
    endpoints.post("/batches/:id/revoke", Role.STAFF, this::revokeBatch);
    endpoints.post(
        "/vouchers/:id/reset-devices",
        Role.STAFF,
        call -> reset(call, "voucher.reset-devices", sessions::resetDevices));
    endpoints.post(
        "/vouchers/:id/reset-usage",
        Role.STAFF,
        call -> reset(call, "voucher.reset-usage", sessions::resetUsage));
  }

  private Answer list(Call call) {
    String state = call.param("state");
    if (!state.isEmpty() && !isState(state)) {
      throw ApiProblem.invalid(
          Map.of("state", "must be one of " + List.of(Voucher.State.values())));
    }
    int max = call.pageSize();
    return Answer.page(
        vouchers.list(call.param("batch"), state, call.param("after"), max),
        max,
        Voucher::id,
        VoucherRoutes::json);
  }

  private static boolean isState(String text) {
    for (Voucher.State state : Voucher.State.values()) {
      if (state.name().equals(text)) {
        return true;
      }
    }
    return false;
  }

  private Answer mint(Call call) {
    Fields body = call.fields();
    String plan = body.text("planId", "", 64);
    int count = (int) body.number("count", 1, 1, 10_000);
    String prefix = body.text("prefix", "", 16);
    String note = body.text("note", "", 200);
    body.check();
    return switch (vouchers.mint(plan, count, prefix, note)) {
      case Vouchers.Minted.Batch(String batch, var codes) -> {
        audit.record(call.actor(), "voucher.mint", batch, codes.size() + " of plan " + plan);
        JsonArray items = new JsonArray();
        codes.forEach(
            code ->
                items.add(
                    new JsonObject().put("voucherId", code.voucherId()).put("code", code.text())));
        yield Answer.created(
            new JsonObject().put("batchId", batch).put("prefix", prefix).put("codes", items));
      }
      case Vouchers.Minted.Invalid(var errors) -> throw ApiProblem.invalid(errors);
    };
  }

  private Answer revoke(Call call) {
    Voucher voucher = existing(call);
    if (!sessions.revokeVoucher(voucher.id())) {
      throw ApiProblem.conflict("this voucher is revoked already");
    }
    audit.record(call.actor(), "voucher.revoke", voucher.id(), "done");
    return Answer.ok(json(existing(call)));
  }

  private Answer disconnect(Call call) {
    Voucher voucher = existing(call);
    int ended = sessions.disconnectVoucher(voucher.id());
    audit.record(call.actor(), "voucher.disconnect", voucher.id(), ended + " sessions");
    return Answer.ok(new JsonObject().put("id", voucher.id()).put("ended", ended));
  }

  private Answer revokeBatch(Call call) {
    String batch = call.id("batch");
    int revoked = sessions.revokeBatch(batch);
    if (revoked == 0) {
      throw ApiProblem.conflict("nothing in this batch can be revoked");
    }
    audit.record(call.actor(), "batch.revoke", batch, revoked + " vouchers");
    return Answer.ok(new JsonObject().put("batchId", batch).put("revoked", revoked));
  }

  private Answer reset(Call call, String action, Predicate<String> change) {
    Voucher voucher = existing(call);
    if (!change.test(voucher.id())) {
      throw ApiProblem.conflict("this voucher is " + voucher.state() + ": nothing to reset");
    }
    audit.record(call.actor(), action, voucher.id(), "done");
    return Answer.ok(json(existing(call)));
  }

  private Voucher existing(Call call) {
    return vouchers.find(call.id("voucher")).orElseThrow(() -> ApiProblem.notFound("voucher"));
  }

  private static JsonObject json(Voucher voucher) {
    return new JsonObject()
        .put("id", voucher.id())
        .put("batchId", voucher.batchId())
        .put("planId", voucher.planId())
        .put("state", voucher.state().name())
        .put("hint", voucher.hint())
        .put("mac", voucher.mac());
  }
}
