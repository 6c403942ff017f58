package io.gatehouse.campaign.changes;

import io.gatehouse.platform.units.UnitName;
import java.util.List;

/** Who ends at a cut. */
enum Victims {
  EDGE(List.of(UnitName.EDGE)),
  WARDEN(List.of(UnitName.WARDEN)),
  BOTH(List.of(UnitName.EDGE, UnitName.WARDEN)),
  /** Everything ends, and the boot begins with the revert script alone. */
  MACHINE(List.of());

  static final List<Victims> ALL = List.of(values());

  private final List<UnitName> units;

  Victims(List<UnitName> units) {
    this.units = units;
  }

  List<UnitName> units() {
    return units;
  }
}
