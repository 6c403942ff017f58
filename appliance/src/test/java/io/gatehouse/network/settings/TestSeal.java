package io.gatehouse.network.settings;

import io.gatehouse.platform.seal.SealingKey;

/** A box's seal for tests; its key is no secret. */
public final class TestSeal {
  public static final SettingsSeal SEAL = new SettingsSeal(new SealingKey(new byte[32]));

  private TestSeal() {}
}
