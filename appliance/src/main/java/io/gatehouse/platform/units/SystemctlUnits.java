package io.gatehouse.platform.units;

import io.gatehouse.platform.process.Command;
import java.time.Duration;
import java.util.List;

/** Units under systemd. */
public final class SystemctlUnits implements Units {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public void start(UnitName unit) {
    systemctl("start", unit).must();
  }

  @Override
  public void stop(UnitName unit) {
    systemctl("stop", unit).must();
  }

  @Override
  public void restart(UnitName unit) {
    systemctl("restart", unit).must();
  }

  @Override
  public void reload(UnitName unit) {
    systemctl("reload", unit).must();
  }

  @Override
  public UnitState state(UnitName unit) {
    return UnitState.of(systemctl("is-active", unit).run().out());
  }

  private static Command systemctl(String verb, UnitName unit) {
    return new Command(LIMIT, List.of("systemctl", verb, "--", unit + ".service"));
  }
}
