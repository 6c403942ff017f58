package io.gatehouse.console.network;

import io.gatehouse.console.network.SectionForm.Group;
import io.gatehouse.console.network.SectionForm.Rows;
import io.gatehouse.network.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A section's form as its page shows it: blocks of fields, each with what is wrong with it. */
final class FormPage {
  private final SectionForm section;
  private final Settings settings;
  private final Typed typed;
  private final Map<String, String> errors;
  private final Choices choices;

  /**
   * @param errors reasons by path in the form
   */
  FormPage(
      SectionForm section,
      Settings settings,
      Typed typed,
      Map<String, String> errors,
      Choices choices) {
    this.section = section;
    this.settings = settings;
    this.typed = typed;
    this.errors = errors;
    this.choices = choices;
  }

  /**
   * @param title key of its heading
   * @param name what tells one row from another, empty where it is no row
   * @param remove name of the field that has the row go, empty where there is nothing to go
   * @param error of the whole list
   */
  public record Block(
      String title, String name, String remove, boolean removed, String error, List<Asked> asked) {}

  /**
   * @param label key of the text beside it
   * @param hint key of the text below it, or empty
   */
  public record Asked(
      String path,
      String id,
      String kind,
      String value,
      List<Choices.Choice> choices,
      String error,
      String label,
      String hint) {}

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (Group group : section.groups()) {
      List<Asked> asked = new ArrayList<>();
      for (Field field : group.fields()) {
        asked.add(ask(field, field.path(), "console.net." + field.path()));
      }
      blocks.add(
          new Block(
              "console.net." + section.word() + "." + group.name(), "", "", false, "", asked));
    }
    section.rows().forEach(list -> rows(list, blocks));
    return blocks;
  }

  private void rows(Rows list, List<Block> blocks) {
    int count = typed.rows().get(list.path());
    for (int i = 0; i <= count; i++) {
      List<Asked> asked = new ArrayList<>();
      for (Field field : list.fields()) {
        asked.add(ask(field, list.at(i, field), "console.net." + list.path() + "." + field.path()));
      }
      boolean last = i == count;
      String here = list.path() + "[" + i + "]";
      blocks.add(
          new Block(
              "console.net." + list.path() + (last ? ".add" : ""),
              last ? "" : typed.text(list.at(i, list.fields().getFirst())),
              last ? "" : here + ".remove",
              typed.removed().contains(here),
              last ? errors.getOrDefault(list.path(), "") : "",
              asked));
    }
  }

  private Asked ask(Field field, String path, String label) {
    String value = typed.texts().getOrDefault(path, start(field));
    return new Asked(
        path,
        path.replaceAll("[^A-Za-z0-9]+", "-"),
        field.kind().name(),
        field.kind() == Field.Kind.SECRET ? "" : value,
        field.kind() == Field.Kind.CHOICE ? choices.of(path, value, settings) : List.of(),
        error(path),
        label,
        field.explained() ? label + ".hint" : "");
  }

  /** What a row begins with that is not there yet, as the settings' own reader has it. */
  private static String start(Field field) {
    return switch (field.path()) {
      case "side" -> "guest";
      case "security" -> "open";
      case "isolated" -> "on";
      case "port" -> "1812";
      case "accountingPort" -> "1813";
      default -> "";
    };
  }

  /** Of a list in one field: all that is wrong with its values. */
  private String error(String path) {
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, String> one : new TreeMap<>(errors).entrySet()) {
      if (one.getKey().equals(path)) {
        all.add(one.getValue());
      } else if (one.getKey().startsWith(path + "[")) {
        all.add(one.getKey().substring(path.length()) + " " + one.getValue());
      }
    }
    return String.join("; ", all);
  }
}
