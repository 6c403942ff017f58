package io.gatehouse.lab.units;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns a unit's user and capabilities into the arguments of setpriv that give them. */
final class Privileges {
  private Privileges() {}

  static List<String> argv(UnitFile unit) {
    List<String> argv = new ArrayList<>();
    argv.add("setpriv");
    String user = unit.value("Service.User", "root");
    String group = unit.value("Service.Group", user);
    argv.add("--reuid=" + user);
    argv.add("--regid=" + group);
    argv.add("--init-groups");
    if (unit.has("Service.CapabilityBoundingSet")) {
      String bounding = capabilities(unit.words("Service.CapabilityBoundingSet"));
      argv.add("--bounding-set=-all" + bounding);
      argv.add("--inh-caps=-all" + capabilities(unit.words("Service.AmbientCapabilities")));
    }
    if (unit.has("Service.AmbientCapabilities")) {
      String ambient = capabilities(unit.words("Service.AmbientCapabilities"));
      argv.add("--ambient-caps=-all" + ambient);
    }
    if (unit.yes("Service.NoNewPrivileges")) {
      argv.add("--no-new-privs");
    }
    return argv;
  }

  private static String capabilities(List<String> names) {
    return names.stream()
        .map(n -> ",+" + n.toLowerCase(Locale.ROOT).replaceFirst("^cap_", ""))
        .collect(Collectors.joining());
  }
}
