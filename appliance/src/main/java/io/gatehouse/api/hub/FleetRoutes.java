package io.gatehouse.api.hub;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.hub.desired.Wish;
import io.gatehouse.hub.desired.Wishes;
import io.gatehouse.hub.facts.Facts;
import io.gatehouse.hub.facts.HubFact;
import io.gatehouse.hub.fleet.Fleet;
import io.gatehouse.hub.fleet.FleetBox;
import io.gatehouse.hub.site.Sites;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/** A hub's boxes, for the people who run them. */
public final class FleetRoutes {
  private static final String NAME = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final int LONGEST_NAME = 63;

  private final Fleet fleet;
  private final Facts facts;
  private final Wishes wishes;
  private final Sites sites;
  private final Audit audit;

  public FleetRoutes(Fleet fleet, Facts facts, Wishes wishes, Sites sites, Audit audit) {
    this.fleet = fleet;
    this.facts = facts;
    this.wishes = wishes;
    this.sites = sites;
    this.audit = audit;
  }

  public void on(Endpoints endpoints) {
    endpoints.get("/boxes", Role.VIEWER, call -> boxes());
    endpoints.post("/boxes", Role.ADMIN, this::add);
    endpoints.get("/boxes/:id", Role.VIEWER, call -> Answer.ok(json(box(call))));
    endpoints.post("/boxes/:id/claim", Role.ADMIN, this::claim);
    endpoints.post("/boxes/:id/revoke", Role.ADMIN, this::revoke);
    endpoints.get("/boxes/:id/facts", Role.VIEWER, this::facts);
    endpoints.get("/boxes/:id/settings", Role.VIEWER, this::settings);
    endpoints.post("/boxes/:id/settings", Role.ADMIN, this::wish);
  }

  /** Whether a box or a site can be called so. */
  static boolean isName(String text) {
    return text.matches(NAME);
  }

  private FleetBox box(Call call) {
    return fleet.box(call.id("box")).orElseThrow(() -> ApiProblem.notFound("box"));
  }

  private Answer boxes() {
    JsonArray items = new JsonArray();
    fleet.boxes().forEach(box -> items.add(json(box)));
    return Answer.ok(new JsonObject().put("items", items));
  }

  private Answer add(Call call) {
    Fields fields = call.fields();
    String name = fields.text("name", "", LONGEST_NAME);
    String site = fields.text("site", "default", LONGEST_NAME);
    if (!isName(name)) {
      fields.wrong("name", "must be small letters, digits and hyphens");
    }
    if (!isName(site)) {
      fields.wrong("site", "must be small letters, digits and hyphens");
    }
    fields.check();
    FleetBox box =
        fleet
            .add(name, site)
            .orElseThrow(() -> ApiProblem.conflict("there is a box named " + name));
    audit.record(call.actor(), "box.add", box.id(), name);
    return Answer.created(json(box));
  }

  private Answer claim(Call call) {
    FleetBox box = box(call);
    String text = fleet.claim(box.id()).text();
    audit.record(call.actor(), "box.claim", box.id(), "made");
    return Answer.created(
        new JsonObject()
            .put("box", box.id())
            .put("claim", text)
            .put("hours", Fleet.CLAIM_LASTS.toHours()));
  }

  private Answer revoke(Call call) {
    FleetBox box = box(call);
    int count = fleet.revoke(box.id());
    // It may be in strange hands, and knows what the site's codes are made with.
    JsonArray older = new JsonArray();
    sites.renewKey(box.site()).forEach(older::add);
    audit.record(call.actor(), "box.revoke", box.id(), count + " certificates");
    return Answer.ok(
        new JsonObject().put("box", box.id()).put("revoked", count).put("batches", older));
  }

  private Answer facts(Call call) {
    int max = call.pageSize();
    long before = call.number("after", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    return Answer.page(
        facts.newest(box(call).id(), before, max), max, HubFact::seq, FleetRoutes::json);
  }

  private Answer settings(Call call) {
    JsonArray items = new JsonArray();
    for (Wish wish : wishes.list(box(call).id(), call.pageSize())) {
      // Not the document: it may hold passphrases, and who reads this need not be who may know
      // them.
      items.add(
          new JsonObject()
              .put("revision", wish.revision())
              .put("author", wish.author())
              .put("outcome", wish.outcome())
              .put("note", wish.note()));
    }
    return Answer.ok(new JsonObject().put("items", items));
  }

  private Answer wish(Call call) {
    FleetBox box = box(call);
    if (call.body().isEmpty()) {
      throw ApiProblem.invalid(Map.of("", "name at least one setting"));
    }
    long revision = wishes.wish(box.id(), call.body().encode(), call.actor().name());
    audit.record(call.actor(), "box.settings", box.id(), "revision " + revision);
    return Answer.created(new JsonObject().put("box", box.id()).put("revision", revision));
  }

  private static JsonObject json(FleetBox box) {
    return new JsonObject()
        .put("id", box.id())
        .put("site", box.site())
        .put("name", box.name())
        .put("ownName", box.ownName())
        .put("facts", box.have())
        .put("missing", box.missing())
        .put("seen", time(box.seenMillis()))
        .put("trouble", box.trouble())
        .put("certificateEnds", time(box.certificateEndsMillis()));
  }

  private static JsonObject json(HubFact fact) {
    Object content;
    try {
      content = new JsonObject(fact.json());
    } catch (DecodeException e) {
      content = fact.json();
    }
    return new JsonObject()
        .put("seq", fact.seq())
        .put("wall", time(fact.wallMillis()))
        .put("clockTrusted", fact.trusted())
        .put("kind", fact.kind())
        .put("fact", content);
  }

  private static String time(long millis) {
    return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
  }
}
