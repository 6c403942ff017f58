package io.gatehouse.guest.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.network.shaping.Rate;
import java.util.Optional;

/** A plan's terms as text, in which a hub hands them to its boxes. */
public final class PlanText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanText() {}

  public static String write(Plan plan) {
    ObjectNode text = JSON.createObjectNode();
    text.put("name", plan.name());
    text.put("minor", plan.price().minor());
    text.put("currency", plan.price().currency());
    text.put("seconds", plan.seconds());
    text.put("timing", plan.timing().name());
    text.put("quotaBytes", plan.quotaBytes());
    rate(text.putObject("rate"), plan.rate());
    text.put("devices", plan.devices());
    text.put("validDays", plan.validDays());
    text.put("dailySeconds", plan.dailySeconds());
    text.put("afterQuota", plan.afterQuota().name());
    rate(text.putObject("slow"), plan.slow());
    text.put("active", plan.active());
    return text.toString();
  }

  private static void rate(ObjectNode text, Rate rate) {
    text.put("downKbps", rate.downKbps()).put("upKbps", rate.upKbps());
    text.put("burstKb", rate.burstKb());
  }

  /** Empty where it is no plan that this program can sell. */
  public static Optional<Plan> read(String id, String text) {
    try {
      JsonNode terms = JSON.readTree(text);
      Plan plan =
          new Plan(
              id,
              terms.path("name").asText(),
              new Money(terms.path("minor").asLong(-1), terms.path("currency").asText()),
              terms.path("seconds").asLong(-1),
              Plan.Timing.valueOf(terms.path("timing").asText()),
              terms.path("quotaBytes").asLong(-1),
              rate(terms.path("rate")),
              terms.path("devices").asInt(-1),
              terms.path("validDays").asInt(-1),
              terms.path("dailySeconds").asLong(-1),
              Plan.AfterQuota.valueOf(terms.path("afterQuota").asText()),
              rate(terms.path("slow")),
              terms.path("active").asBoolean());
      return PlanRules.check(plan).isEmpty() ? Optional.of(plan) : Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Rate rate(JsonNode rate) {
    return new Rate(
        rate.path("downKbps").asInt(-1),
        rate.path("upKbps").asInt(-1),
        rate.path("burstKb").asInt(-1));
  }
}
