package io.gatehouse.platform.units;

import java.nio.file.Path;
import java.util.Map;

/**
 * The services of the box, whoever runs them. Calls wait until the unit is up (or down) and throw
 * an unchecked exception with the reason where it will not.
 */
public interface Units {

  void start(UnitName unit);

  void stop(UnitName unit);

  void restart(UnitName unit);

  /** Has the unit read its files again without ending; for dnsmasq: leases and host lists. */
  void reload(UnitName unit);

  UnitState state(UnitName unit);

  /**
   * Whoever runs this machine's services: systemd, or the lab's runner where the variable {@code
   * GATEHOUSE_UNITS} says {@code lab:<its socket>}.
   */
  static Units ofMachine(Map<String, String> environment) {
    String runner = environment.getOrDefault("GATEHOUSE_UNITS", "");
    return runner.startsWith("lab:")
        ? new RunnerUnits(Path.of(runner.substring("lab:".length())))
        : new SystemctlUnits();
  }
}
