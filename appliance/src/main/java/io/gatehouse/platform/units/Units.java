package io.gatehouse.platform.units;

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
}
