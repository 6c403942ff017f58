package io.gatehouse.api.guest;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.account.AccountImport;
import io.gatehouse.guest.account.AccountPassword;
import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.account.TimeWindow;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.web.Csv;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accounts: list, look, make, change, remove, import. A password goes in and never comes out. */
public final class AccountRoutes {
  private static final int LONGEST_TABLE = 250_000;

  private final GuestAccounts accounts;
  private final AccountImport imports;
  private final Sessions sessions;
  private final Audit audit;

  public AccountRoutes(
      GuestAccounts accounts, AccountImport imports, Sessions sessions, Audit audit) {
    this.accounts = accounts;
    this.imports = imports;
    this.sessions = sessions;
    this.audit = audit;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/accounts", Role.VIEWER, this::list);
    endpoints.post("/accounts", Role.STAFF, this::create);
    endpoints.post("/accounts/import", Role.ADMIN, this::read);
    endpoints.get("/accounts/:id", Role.VIEWER, this::show);
    endpoints.patch("/accounts/:id", Role.STAFF, this::change);
    endpoints.post("/accounts/:id/remove", Role.STAFF, this::remove);
  }

  private Answer list(Call call) {
    int max = call.pageSize();
    return Answer.page(
        accounts.list(call.param("search"), call.param("after"), max),
        max,
        Account::name,
        AccountRoutes::json);
  }

  private Answer show(Call call) {
    return Answer.ok(json(existing(call)));
  }

  private Account existing(Call call) {
    return accounts.find(call.id("account")).orElseThrow(() -> ApiProblem.notFound("account"));
  }

  private Answer create(Call call) {
    return save(call, Account.fresh("", ""), "account.create");
  }

  private Answer change(Call call) {
    return save(call, existing(call), "account.change");
  }

  private Answer save(Call call, Account before, String action) {
    Fields body = call.fields();
    Account draft = draft(body, before);
    String typed = body.text("password", "", 128);
    boolean random = body.flag("randomPassword", false);
    body.check();
    Optional<AccountPassword> password =
        random
            ? Optional.of(AccountPassword.random())
            : typed.isEmpty() ? Optional.empty() : Optional.of(AccountPassword.typed(typed));
    return switch (accounts.save(draft, password)) {
      case GuestAccounts.Saved.Stored(Account account) -> {
        // What has changed holds now, wherever its devices are.
        sessions.follow(accounts, account.id());
        audit.record(call.actor(), action, account.id(), account.name());
        JsonObject shown = json(account);
        if (random) {
          shown.put("password", password.get().reveal());
        }
        yield before.id().isEmpty() ? Answer.created(shown) : Answer.ok(shown);
      }
      case GuestAccounts.Saved.Invalid(var errors) -> throw ApiProblem.invalid(errors);
      case GuestAccounts.Saved.NotFound missing -> throw ApiProblem.notFound("account");
    };
  }

  private static Account draft(Fields body, Account before) {
    String window = body.text("window", before.window().text(), 64);
    Optional<TimeWindow> read = TimeWindow.parse(window);
    if (read.isEmpty()) {
      body.wrong("window", "must be like 'mon-fri 08:00-18:00', or empty for always");
    }
    return new Account(
        before.id(),
        body.text("name", before.name(), 64),
        body.text("planId", before.planId(), 64),
        body.choice("status", before.status(), Account.Status.class),
        body.number("quotaBytes", before.quotaBytes(), 0, Long.MAX_VALUE),
        (int) body.number("atOnce", before.atOnce(), 0, Integer.MAX_VALUE),
        read.orElse(TimeWindow.ALWAYS),
        macs(body, before.macs()),
        body.flag("onlyListed", before.onlyListed()),
        body.flag("challenges", before.challenges()),
        new Account.Lan(
            address(body, before.lan().address()),
            body.text("pool", before.lan().pool(), 64),
            (int) body.number("vlan", before.lan().vlan(), 0, Integer.MAX_VALUE),
            body.text("group", before.lan().group(), 64)),
        before.passId());
  }

  private static List<Mac> macs(Fields body, List<Mac> before) {
    List<Mac> macs = new ArrayList<>();
    for (String text : body.texts("macs", before.stream().map(Mac::toString).toList())) {
      Mac.parse(text)
          .ifPresentOrElse(macs::add, () -> body.wrong("macs", "must be like aa:bb:cc:dd:ee:ff"));
    }
    return macs;
  }

  private static Optional<Ipv4> address(Fields body, Optional<Ipv4> before) {
    String text = body.text("address", before.map(Ipv4::toString).orElse(""), 15);
    Optional<Ipv4> address = Ipv4.parse(text);
    if (address.isEmpty() && !text.isEmpty()) {
      body.wrong("address", "is not an IPv4 address");
    }
    return address;
  }

  private Answer remove(Call call) {
    Account account = existing(call);
    if (!account.passId().isEmpty()) {
      sessions.endPass(account.passId(), EndReason.OPERATOR);
    }
    accounts.remove(account.id());
    audit.record(call.actor(), "account.remove", account.id(), account.name());
    return Answer.ok(new JsonObject().put("id", account.id()).put("removed", true));
  }

  private Answer read(Call call) {
    Fields body = call.fields();
    String table = body.lines("csv", LONGEST_TABLE);
    body.check();
    AccountImport.Outcome outcome = imports.read(Csv.parse(table));
    audit.record(
        call.actor(),
        "account.import",
        "accounts",
        outcome.created()
            + " made, "
            + outcome.changed()
            + " changed, "
            + outcome.bad().size()
            + " refused");
    JsonArray bad = new JsonArray();
    outcome
        .bad()
        .forEach(
            one -> bad.add(new JsonObject().put("line", one.line()).put("reason", one.reason())));
    return Answer.ok(
        new JsonObject()
            .put("created", outcome.created())
            .put("changed", outcome.changed())
            .put("bad", bad));
  }

  private static JsonObject json(Account account) {
    JsonArray macs = new JsonArray();
    account.macs().forEach(mac -> macs.add(mac.toString()));
    return new JsonObject()
        .put("id", account.id())
        .put("name", account.name())
        .put("planId", account.planId())
        .put("status", account.status().name())
        .put("quotaBytes", account.quotaBytes())
        .put("atOnce", account.atOnce())
        .put("window", account.window().text())
        .put("macs", macs)
        .put("onlyListed", account.onlyListed())
        .put("challenges", account.challenges())
        .put("address", account.lan().address().map(Ipv4::toString).orElse(""))
        .put("pool", account.lan().pool())
        .put("vlan", account.lan().vlan())
        .put("group", account.lan().group())
        .put("passId", account.passId());
  }
}
