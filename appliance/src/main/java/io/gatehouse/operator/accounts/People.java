package io.gatehouse.operator.accounts;

import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.Store;

/** Who may run this box, who is signed in, which programs may, and from where. */
public record People(Operators operators, Logins logins, ApiTokens tokens, AllowList allowed) {

  public static People of(Store store, ServiceClock service, BootClock boot, WallClock wall) {
    Logins logins = new Logins(boot);
    ApiTokens tokens = new ApiTokens(store, service, wall);
    return new People(
        new Operators(store, service, logins, tokens), logins, tokens, new AllowList(store));
  }
}
