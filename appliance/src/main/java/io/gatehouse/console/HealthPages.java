package io.gatehouse.console;

import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.platform.health.Hardware;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** The machine under the box, looked at only while somebody has it open. */
final class HealthPages {
  private final Hardware hardware;

  HealthPages(Rooms rooms) {
    this.hardware = rooms.hardware();
  }

  void on(Pages pages) {
    pages.get("/live/machine", Role.VIEWER, visit -> Pages.page("machine-live", seen()));
    pages.get("/machine", Role.VIEWER, visit -> Pages.page("machine", seen()));
  }

  private Map<String, Object> seen() {
    Hardware.Seen seen = hardware.look();
    Map<String, Object> values = new HashMap<>();
    values.put("machine", seen);
    seen.cpuPercent().ifPresent(percent -> values.put("cpu", Math.round(percent)));
    seen.celsius().ifPresent(celsius -> values.put("celsius", Math.round(celsius)));
    values.put("used", seen.memoryBytes() - seen.memoryFreeBytes());
    values.put(
        "ports", seen.ports().stream().sorted(Comparator.comparing(Hardware.Port::name)).toList());
    return values;
  }
}
