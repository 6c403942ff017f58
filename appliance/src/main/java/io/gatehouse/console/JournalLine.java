package io.gatehouse.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.platform.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A fact as the journal's pages show it. */
public record JournalLine(
    long seq, Instant wall, boolean clockTrusted, String kind, List<Detail> details) {
  private static final JsonMapper JSON = new JsonMapper();

  /** One component of the fact. */
  public record Detail(String name, String value) {}

  static JournalLine of(Entry entry) {
    List<Detail> details = new ArrayList<>();
    try {
      JsonNode fact = JSON.readTree(entry.json());
      for (Map.Entry<String, JsonNode> field : fact.properties()) {
        JsonNode value = field.getValue();
        String text = value.isValueNode() ? value.asText() : value.toString();
        if (!text.isEmpty()) {
          details.add(new Detail(field.getKey(), text));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("journal entry " + entry.seq() + " is not JSON", e);
    }
    return new JournalLine(
        entry.seq(), entry.wall(), entry.clockTrusted(), words(entry.kind()), details);
  }

  /** {@code SessionOpened} as {@code Session opened}. */
  private static String words(String kind) {
    String spaced = kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    return spaced.isEmpty()
        ? spaced
        : spaced.charAt(0) + spaced.substring(1).toLowerCase(Locale.ROOT);
  }
}
