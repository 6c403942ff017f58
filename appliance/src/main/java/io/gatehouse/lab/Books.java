package io.gatehouse.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.lab.box.BoxNode;
import io.gatehouse.lab.box.HubNode;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a box has written down, and what its hub has of it: each fact with its number, moment, kind
 * and content, newest first.
 */
public record Books(List<String> box, List<String> hub) {
  private static final int MOST = 1_000;

  public Books {
    box = List.copyOf(box);
    hub = List.copyOf(hub);
  }

  /**
   * Looks at the box first: what it writes down meanwhile is left out.
   *
   * @param name the box's in the fleet
   */
  public static Books look(BoxNode box, HubNode hub, String name) {
    JsonNode here = items(box.words().get("/journal?max=" + MOST));
    JsonNode there = items(hub.words().get("/boxes/" + name + "/facts?max=" + MOST));
    long newest = here.path(0).path("seq").asLong();
    return new Books(lines(here, newest), lines(there, newest));
  }

  /** Waits until the hub has all of what the box has, and returns that. */
  public static Books equal(BoxNode box, HubNode hub, String name, Duration limit) {
    Books[] seen = new Books[1];
    Waiting.until(
        limit,
        "equal books of " + name,
        () -> {
          seen[0] = look(box, hub, name);
          return seen[0].equal();
        });
    return seen[0];
  }

  private static JsonNode items(JsonNode answer) {
    JsonNode items = answer.path("items");
    if (items.size() == MOST) {
      throw new LabException("more facts than one look takes in");
    }
    return items;
  }

  private static List<String> lines(JsonNode items, long newest) {
    List<String> lines = new ArrayList<>();
    for (JsonNode fact : items) {
      if (fact.path("seq").asLong() <= newest) {
        lines.add(
            String.join(
                " ",
                fact.path("seq").asText(),
                fact.path("wall").asText(),
                fact.path("kind").asText(),
                fact.path("fact").toString()));
      }
    }
    return lines;
  }

  /** Nothing lost, nothing twice, nothing else, in the same order. */
  public boolean equal() {
    return box.equals(hub);
  }

  /** What the hub lacks. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>(box);
    missing.removeAll(hub);
    return missing;
  }

  /** How many facts of a kind the hub has. */
  public long count(String kind) {
    return hub.stream().filter(line -> line.contains(" " + kind + " ")).count();
  }
}
