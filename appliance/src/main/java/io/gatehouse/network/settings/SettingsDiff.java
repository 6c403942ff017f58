package io.gatehouse.network.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.network.settings.document.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What differs between two settings, value by value. Secrets show as {@code ***}. */
public final class SettingsDiff {
  private SettingsDiff() {}

  /**
   * One value that differs.
   *
   * @param path as in error messages: {@code guest.network}
   * @param before JSON text of the value, empty where there was none
   * @param after JSON text of the value, empty where there is none
   */
  public record Difference(String path, String before, String after) {}

  /** Differences in the order of their paths. */
  public static List<Difference> between(Settings before, Settings after) {
    Map<String, String[]> values = new TreeMap<>();
    collect(SettingsJson.tree(before), "", 0, values);
    collect(SettingsJson.tree(after), "", 1, values);
    List<Difference> differences = new ArrayList<>();
    values.forEach(
        (path, pair) -> {
          String old = pair[0] == null ? "" : pair[0];
          String now = pair[1] == null ? "" : pair[1];
          if (!old.equals(now)) {
            differences.add(new Difference(path, shown(path, old), shown(path, now)));
          }
        });
    return differences;
  }

  private static void collect(JsonNode node, String path, int side, Map<String, String[]> values) {
    if (node.isObject()) {
      for (var field : node.properties()) {
        String here = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        collect(field.getValue(), here, side, values);
      }
    } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), path + "[" + i + "]", side, values);
      }
    } else {
      values.computeIfAbsent(path, _ -> new String[2])[side] = node.toString();
    }
  }

  private static String shown(String path, String value) {
    return Secrets.named(path) && value.length() > 2 ? Secrets.HIDDEN : value;
  }
}
