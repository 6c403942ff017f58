package io.gatehouse.api.guest;

import io.gatehouse.api.call.Fields;
import io.gatehouse.guest.plan.Money;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.network.shaping.Rate;
import io.vertx.core.json.JsonObject;
import java.util.Currency;

/** A plan as bodies and answers have it, of a box or of its hub. */
public final class PlanBody {
  /** Where a new one begins. */
  public static final Plan BLANK =
      new Plan(
          "",
          "",
          new Money(0, "USD"),
          3_600,
          Plan.Timing.RUNNING,
          0,
          Rate.UNLIMITED,
          1,
          365,
          0,
          Plan.AfterQuota.STOP,
          Rate.UNLIMITED,
          true);

  private PlanBody() {}

  /** What a body says of a plan; what it does not say stays as it was. */
  public static Plan draft(Fields body, Plan before) {
    Fields price = body.inside("price");
    Money money = money(price, before.price());
    body.errorsOf("price", price);
    Plan draft =
        new Plan(
            before.id(),
            body.text("name", before.name(), 64),
            money,
            body.number("seconds", before.seconds(), 0, Long.MAX_VALUE),
            body.choice("timing", before.timing(), Plan.Timing.class),
            body.number("quotaBytes", before.quotaBytes(), 0, Long.MAX_VALUE),
            rate(body, "rate", before.rate()),
            (int) body.number("devices", before.devices(), 0, Integer.MAX_VALUE),
            (int) body.number("validDays", before.validDays(), 0, Integer.MAX_VALUE),
            body.number("dailySeconds", before.dailySeconds(), 0, Long.MAX_VALUE),
            body.choice("afterQuota", before.afterQuota(), Plan.AfterQuota.class),
            rate(body, "slow", before.slow()),
            body.flag("active", before.active()));
    body.check();
    return draft;
  }

  private static Money money(Fields price, Money before) {
    long minor = price.number("minor", before.minor(), 0, Long.MAX_VALUE);
    String currency = price.text("currency", before.currency(), 3);
    boolean known =
        Currency.getAvailableCurrencies().stream()
            .anyMatch(one -> one.getCurrencyCode().equals(currency));
    if (!known) {
      price.wrong("currency", "is not an ISO 4217 code");
      return before;
    }
    return new Money(minor, currency);
  }

  private static Rate rate(Fields body, String name, Rate before) {
    Fields rate = body.inside(name);
    Rate read =
        new Rate(
            (int) rate.number("downKbps", before.downKbps(), 0, Integer.MAX_VALUE),
            (int) rate.number("upKbps", before.upKbps(), 0, Integer.MAX_VALUE),
            (int) rate.number("burstKb", before.burstKb(), 0, Integer.MAX_VALUE));
    body.errorsOf(name, rate);
    return read;
  }

  public static JsonObject json(Plan plan) {
    return new JsonObject()
        .put("id", plan.id())
        .put("name", plan.name())
        .put(
            "price",
            new JsonObject()
                .put("minor", plan.price().minor())
                .put("currency", plan.price().currency())
                .put("text", plan.price().toString()))
        .put("seconds", plan.seconds())
        .put("timing", plan.timing().name())
        .put("quotaBytes", plan.quotaBytes())
        .put("rate", json(plan.rate()))
        .put("devices", plan.devices())
        .put("validDays", plan.validDays())
        .put("dailySeconds", plan.dailySeconds())
        .put("afterQuota", plan.afterQuota().name())
        .put("slow", json(plan.slow()))
        .put("active", plan.active());
  }

  private static JsonObject json(Rate rate) {
    return new JsonObject()
        .put("downKbps", rate.downKbps())
        .put("upKbps", rate.upKbps())
        .put("burstKb", rate.burstKb());
  }
}
