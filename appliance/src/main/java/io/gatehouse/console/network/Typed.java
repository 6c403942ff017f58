package io.gatehouse.console.network;

import io.gatehouse.console.network.SectionForm.Group;
import io.gatehouse.console.network.SectionForm.Rows;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of a section as texts: how settings look in a form, or what came back from one.
 *
 * @param texts by path, of single values and of those in rows
 * @param rows how many rows each list has, the empty one to add not counted unless it was filled
 * @param removed rows that are to go, by path and index
 */
record Typed(Map<String, String> texts, Map<String, Integer> rows, Set<String> removed) {
  private static final int MOST_ROWS = 16;
  private static final List<String> SEALED = List.of("wpa2", "wpa3", "wpa2-wpa3");

  static Typed of(SectionForm section, Settings settings) {
    JsonObject document = new JsonObject(SettingsJson.shown(settings));
    Map<String, String> texts = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Group group : section.groups()) {
      for (Field field : group.fields()) {
        texts.put(field.path(), field.shown(at(document, field.path())));
      }
    }
    for (Rows list : section.rows()) {
      JsonArray all = (JsonArray) at(document, list.path());
      counts.put(list.path(), all.size());
      for (int i = 0; i < all.size(); i++) {
        for (Field field : list.fields()) {
          texts.put(list.at(i, field), field.shown(all.getJsonObject(i).getValue(field.path())));
        }
      }
    }
    return new Typed(texts, counts, Set.of());
  }

  private static Object at(JsonObject document, String path) {
    JsonObject here = document;
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      here = here.getJsonObject(keys[i]);
    }
    return here.getValue(keys[keys.length - 1]);
  }

  static Typed read(SectionForm section, MultiMap form) {
    Map<String, String> texts = new HashMap<>();
    Map<String, Integer> counts = new HashMap<>();
    Set<String> removed = new TreeSet<>();
    for (Group group : section.groups()) {
      group.fields().forEach(field -> texts.put(field.path(), text(field, form, field.path())));
    }
    for (Rows list : section.rows()) {
      int count = 0;
      while (count < MOST_ROWS && form.contains(list.at(count, list.fields().getFirst()))) {
        int row = count;
        list.fields()
            .forEach(
                field -> texts.put(list.at(row, field), text(field, form, list.at(row, field))));
        if (form.contains(list.path() + "[" + row + "].remove")) {
          removed.add(list.path() + "[" + row + "]");
        }
        count++;
      }
      boolean filled =
          count > 0 && !texts.get(list.at(count - 1, list.fields().getFirst())).isEmpty();
      counts.put(list.path(), filled ? count : Math.max(0, count - 1));
    }
    return new Typed(texts, counts, removed);
  }

  private static String text(Field field, MultiMap form, String path) {
    String typed = form.get(path);
    if (typed == null) {
      return "";
    }
    return switch (field.kind()) {
      case SECRET -> typed;
      // Names in the air may begin and end with blanks.
      case TEXT -> field.path().equals("ssid") ? typed : typed.strip();
      default -> typed.replace("\r\n", "\n").strip();
    };
  }

  String text(String path) {
    return texts.getOrDefault(path, "");
  }

  private boolean sameRows(Rows list, Typed other) {
    int count = rows.get(list.path());
    if (count != other.rows.get(list.path()) || !removed.isEmpty()) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      for (Field field : list.fields()) {
        if (!text(list.at(i, field)).equals(other.text(list.at(i, field)))) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * What somebody typed while others changed the settings: their own changes over the settings that
   * are in force now. Lists that both have changed are as they are in force.
   */
  Typed over(SectionForm section, Typed seen, Typed now) {
    Map<String, String> merged = new HashMap<>(now.texts);
    for (Group group : section.groups()) {
      for (Field field : group.fields()) {
        if (!text(field.path()).equals(seen.text(field.path()))) {
          merged.put(field.path(), text(field.path()));
        }
      }
    }
    Map<String, Integer> counts = new HashMap<>(now.rows);
    Set<String> gone = new TreeSet<>();
    for (Rows list : section.rows()) {
      if (now.sameRows(list, seen)) {
        counts.put(list.path(), rows.get(list.path()));
        texts.forEach(
            (path, text) -> {
              if (path.startsWith(list.path() + "[")) {
                merged.put(path, text);
              }
            });
        removed.stream().filter(path -> path.startsWith(list.path() + "[")).forEach(gone::add);
      }
    }
    return new Typed(merged, counts, gone);
  }

  /** A row's place among those that stay. */
  private int place(Rows list, int row) {
    int place = 0;
    for (int i = 0; i < row; i++) {
      if (!removed.contains(list.path() + "[" + i + "]")) {
        place++;
      }
    }
    return place;
  }

  /** Reasons by path in the document as reasons by path in the form. */
  Map<String, String> inForm(SectionForm section, Map<String, String> errors) {
    Map<String, String> all = new HashMap<>(errors);
    for (Rows list : section.rows()) {
      int count = rows.get(list.path()) + 1;
      for (int i = 0; i < count; i++) {
        String here = list.path() + "[" + i + "].";
        all.keySet().removeIf(path -> path.startsWith(here));
      }
      for (int i = 0; i < count; i++) {
        String inDocument = list.path() + "[" + place(list, i) + "].";
        boolean stays = !removed.contains(list.path() + "[" + i + "]");
        for (Map.Entry<String, String> error : errors.entrySet()) {
          if (stays && error.getKey().startsWith(inDocument)) {
            String key = error.getKey().substring(inDocument.length());
            all.put(list.path() + "[" + i + "]." + key, error.getValue());
          }
        }
      }
    }
    return all;
  }

  /** The part of the settings document that differs from what its author saw. */
  JsonObject change(SectionForm section, Typed seen, Settings before) {
    JsonObject change = new JsonObject();
    for (Group group : section.groups()) {
      for (Field field : group.fields()) {
        String typed = text(field.path());
        if (!typed.equals(seen.text(field.path()))) {
          put(change, field.path(), field.read(typed));
        }
      }
    }
    for (String line : List.of("uplink.", "uplink.second.")) {
      String mode = text(line + "mode");
      if (!mode.equals(seen.text(line + "mode")) && !mode.equals("pppoe")) {
        // The account goes with its line.
        put(change, line + "password", text(line + "password"));
      }
    }
    for (Rows list : section.rows()) {
      if (!sameRows(list, seen)) {
        put(change, list.path(), list(list, before));
      }
    }
    return change;
  }

  private JsonArray list(Rows list, Settings before) {
    JsonArray old = (JsonArray) at(new JsonObject(SettingsJson.write(before)), list.path());
    JsonArray all = new JsonArray();
    for (int i = 0; i < rows.get(list.path()); i++) {
      if (removed.contains(list.path() + "[" + i + "]")) {
        continue;
      }
      JsonObject row = new JsonObject();
      for (Field field : list.fields()) {
        Object value = field.read(text(list.at(i, field)));
        boolean kept = field.kind() == Field.Kind.SECRET && value.equals("") && i < old.size();
        row.put(field.path(), kept ? old.getJsonObject(i).getValue(field.path()) : value);
      }
      if (row.containsKey("security") && !SEALED.contains(row.getString("security"))) {
        row.put("passphrase", text(list.path() + "[" + i + "].passphrase"));
      }
      all.add(row);
    }
    return all;
  }

  private static void put(JsonObject document, String path, Object value) {
    JsonObject here = document;
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      if (!here.containsKey(keys[i])) {
        here.put(keys[i], new JsonObject());
      }
      here = here.getJsonObject(keys[i]);
    }
    here.put(keys[keys.length - 1], value);
  }
}
