package io.gatehouse.console.plan;

import io.gatehouse.console.door.Visit;
import io.gatehouse.guest.plan.Money;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.network.shaping.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A plan as its form shows it: texts, so that what was typed comes back with what is wrong. */
public record PlanForm(String id, Map<String, String> texts) {
  private static final Map<String, Long> TIMES =
      Map.of("minutes", 60L, "hours", 3_600L, "days", 86_400L);
  private static final Map<String, Long> SIZES = Map.of("MB", 1_000_000L, "GB", 1_000_000_000L);

  /** What is in the form: a plan to check and store, or fields that are no plan's. */
  public sealed interface Draft {
    record Ready(Plan plan) implements Draft {}

    record Wrong(Map<String, String> errors) implements Draft {}
  }

  static PlanForm blank(String currency) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("amount", "0");
    texts.put("currency", currency);
    texts.put("time", "1");
    texts.put("timeUnit", "hours");
    texts.put("timing", Plan.Timing.RUNNING.name());
    texts.put("quota", "0");
    texts.put("quotaUnit", "GB");
    texts.put("down", "5000");
    texts.put("up", "2000");
    texts.put("burst", "0");
    texts.put("devices", "1");
    texts.put("validDays", "365");
    texts.put("daily", "0");
    texts.put("afterQuota", Plan.AfterQuota.STOP.name());
    texts.put("slowDown", "0");
    texts.put("slowUp", "0");
    texts.put("active", "on");
    return new PlanForm("", texts);
  }

  public static PlanForm of(Plan plan) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("name", plan.name());
    texts.put("amount", amount(plan.price()));
    texts.put("currency", plan.price().currency());
    String unit =
        plan.seconds() % 86_400 == 0 ? "days" : plan.seconds() % 3_600 == 0 ? "hours" : "minutes";
    texts.put("time", exact(plan.seconds(), TIMES.get(unit)));
    texts.put("timeUnit", unit);
    texts.put("timing", plan.timing().name());
    String size = plan.quotaBytes() % 1_000_000_000L == 0 ? "GB" : "MB";
    texts.put("quota", exact(plan.quotaBytes(), SIZES.get(size)));
    texts.put("quotaUnit", size);
    texts.put("down", String.valueOf(plan.rate().downKbps()));
    texts.put("up", String.valueOf(plan.rate().upKbps()));
    texts.put("burst", String.valueOf(plan.rate().burstKb()));
    texts.put("devices", String.valueOf(plan.devices()));
    texts.put("validDays", String.valueOf(plan.validDays()));
    texts.put("daily", exact(plan.dailySeconds(), 60));
    texts.put("afterQuota", plan.afterQuota().name());
    texts.put("slowDown", String.valueOf(plan.slow().downKbps()));
    texts.put("slowUp", String.valueOf(plan.slow().upKbps()));
    texts.put("active", plan.active() ? "on" : "");
    return new PlanForm(plan.id(), texts);
  }

  private static String amount(Money price) {
    int digits = Math.max(Currency.getInstance(price.currency()).getDefaultFractionDigits(), 0);
    return BigDecimal.valueOf(price.minor(), digits).toPlainString();
  }

  /** The amount in units, with as many decimals as it takes to lose nothing. */
  private static String exact(long amount, long unit) {
    if (amount % unit == 0) {
      return String.valueOf(amount / unit);
    }
    return BigDecimal.valueOf(amount)
        .divide(BigDecimal.valueOf(unit), 12, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  static PlanForm read(Visit visit, String id) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : blank("").texts.keySet()) {
      texts.put(name, visit.field(name));
    }
    texts.put("name", visit.field("name"));
    texts.put("currency", visit.field("currency").toUpperCase(Locale.ROOT));
    return new PlanForm(id, texts);
  }

  /** The same form with one field filled in otherwise. */
  public PlanForm with(String name, String text) {
    Map<String, String> other = new LinkedHashMap<>(texts);
    other.put(name, text);
    return new PlanForm(id, other);
  }

  public Draft draft() {
    Map<String, String> errors = new LinkedHashMap<>();
    Money price =
        Money.parse(text("amount"), text("currency"))
            .orElseGet(
                () -> {
                  errors.put("price", "needs an amount such as 2.50 and a currency such as USD");
                  return new Money(0, "USD");
                });
    Plan plan =
        new Plan(
            id,
            text("name"),
            price,
            scaled("time", "seconds", TIMES.getOrDefault(text("timeUnit"), 60L), errors),
            choice("timing", Plan.Timing.RUNNING, Plan.Timing.class),
            scaled("quota", "quotaBytes", SIZES.getOrDefault(text("quotaUnit"), 1L), errors),
            new Rate(
                whole("down", "rate", errors),
                whole("up", "rate", errors),
                whole("burst", "rate", errors)),
            whole("devices", "devices", errors),
            whole("validDays", "validDays", errors),
            scaled("daily", "dailySeconds", 60, errors),
            choice("afterQuota", Plan.AfterQuota.STOP, Plan.AfterQuota.class),
            new Rate(whole("slowDown", "slow", errors), whole("slowUp", "slow", errors), 0),
            !text("active").isEmpty());
    return errors.isEmpty() ? new Draft.Ready(plan) : new Draft.Wrong(errors);
  }

  private String text(String name) {
    return texts.getOrDefault(name, "");
  }

  private int whole(String name, String field, Map<String, String> errors) {
    String text = text(name);
    if (!text.matches("\\d{1,9}")) {
      errors.put(field, "must be a whole number, 0 or more");
      return 0;
    }
    return Integer.parseInt(text);
  }

  private long scaled(String name, String field, long unit, Map<String, String> errors) {
    String text = text(name);
    if (!text.matches("\\d{1,9}([.]\\d{1,12})?")) {
      errors.put(field, "must be a number, 0 or more");
      return 0;
    }
    return new BigDecimal(text)
        .multiply(BigDecimal.valueOf(unit))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private <E extends Enum<E>> E choice(String name, E otherwise, Class<E> type) {
    for (E one : type.getEnumConstants()) {
      if (one.name().equals(text(name))) {
        return one;
      }
    }
    return otherwise;
  }
}
