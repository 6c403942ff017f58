package io.gatehouse.lab.units;

import io.gatehouse.platform.units.UnitName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One of the project's unit files, read as systemd reads it (systemd.syntax): continued lines,
 * comments, repeated keys that add up, an empty value that clears, {@code %i}.
 */
final class UnitFile {
  /** What the lab's runner does something with. */
  private static final Set<String> APPLIED =
      Set.of(
          "Unit.After",
          "Unit.Before",
          "Unit.Requires",
          "Unit.Wants",
          "Unit.ConditionPathExists",
          "Service.Type",
          "Service.RemainAfterExit",
          "Service.ExecStartPre",
          "Service.ExecStart",
          "Service.ExecReload",
          "Service.Environment",
          "Service.EnvironmentFile",
          "Service.User",
          "Service.Group",
          "Service.AmbientCapabilities",
          "Service.CapabilityBoundingSet",
          "Service.NoNewPrivileges",
          "Service.RuntimeDirectory",
          "Service.RuntimeDirectoryMode",
          "Service.StateDirectory",
          "Service.StateDirectoryMode",
          "Service.UMask",
          "Service.WatchdogSec",
          "Service.Restart",
          "Service.RestartSec");

  /** What says nothing about how a unit behaves, or that the runner does anyway. */
  private static final Set<String> SILENT =
      Set.of(
          "Unit.Description",
          "Unit.Documentation",
          "Unit.DefaultDependencies",
          "Unit.Conflicts",
          "Unit.StartLimitIntervalSec",
          "Service.TimeoutStartSec",
          "Service.RuntimeDirectoryPreserve",
          "Service.TimeoutStopSec",
          "Install.WantedBy");

  private final UnitName name;
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private UnitFile(UnitName name) {
    this.name = name;
  }

  static UnitFile parse(UnitName name, String text) {
    UnitFile unit = new UnitFile(name);
    String section = "";
    for (String line : text.replace("\\\n", " ").split("\n", -1)) {
      String trimmed = line.strip();
      if (trimmed.isEmpty() || trimmed.startsWith("#") || trimmed.startsWith(";")) {
        continue;
      }
      if (trimmed.startsWith("[") && trimmed.endsWith("]")) {
        section = trimmed.substring(1, trimmed.length() - 1);
        continue;
      }
      int equals = trimmed.indexOf('=');
      if (equals < 1 || section.isEmpty()) {
        throw new IllegalArgumentException(name.file() + ": not a line of a unit: " + trimmed);
      }
      unit.add(section + "." + trimmed.substring(0, equals).strip(), trimmed.substring(equals + 1));
    }
    return unit;
  }

  private void add(String key, String value) {
    String meant = specifiers(value.strip());
    if (meant.isEmpty()) {
      values.put(key, new ArrayList<>());
    } else {
      values.computeIfAbsent(key, k -> new ArrayList<>()).add(meant);
    }
  }

  private String specifiers(String value) {
    return value
        .replace("%%", "\0")
        .replace("%i", name.instance())
        .replace("%n", name + ".service")
        .replace("%t", "/run")
        .replace("%S", "/var/lib")
        .replace('\0', '%');
  }

  UnitName name() {
    return name;
  }

  /** The last value of a key, as later lines win. */
  String value(String key, String otherwise) {
    List<String> all = values.getOrDefault(key, List.of());
    return all.isEmpty() ? otherwise : all.getLast();
  }

  List<String> lines(String key) {
    return values.getOrDefault(key, List.of());
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** A key whose values are lists of words. */
  List<String> words(String key) {
    return lines(key).stream().flatMap(v -> Words.split(v).stream()).toList();
  }

  boolean yes(String key) {
    return Set.of("yes", "true", "on", "1").contains(value(key, "no"));
  }

  /** Restart delay and such: plain seconds, or with a unit. */
  long millis(String key, long otherwise) {
    String text = value(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.endsWith("ms")) {
      return Long.parseLong(text.substring(0, text.length() - 2));
    }
    String number = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
    return (long) (Double.parseDouble(number) * 1000);
  }

  /** Keys that systemd would apply and this runner does not, sorted. */
  Set<String> notApplied() {
    Set<String> keys = new TreeSet<>(values.keySet());
    keys.removeAll(APPLIED);
    keys.removeAll(SILENT);
    return keys;
  }
}
