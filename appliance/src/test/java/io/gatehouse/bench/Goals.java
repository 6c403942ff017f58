package io.gatehouse.bench;

import java.util.Map;

/** What each figure must be; the one place where the bounds stand. */
final class Goals {
  private static final Map<String, Row.Goal> ALL =
      Map.ofEntries(
          Map.entry("portal_page_cpu", Row.Goal.atMost(2.5)),
          Map.entry("redirect_cpu", Row.Goal.atMost(2.5)),
          Map.entry("redeem_rate", Row.Goal.atLeast(0.8)),
          Map.entry("login_flat", Row.Goal.atMost(1.3)),
          Map.entry("login_pipe", Row.Goal.atMost(8)),
          Map.entry("forward", Row.Goal.atLeast(0.93)),
          Map.entry("forward_cpu", Row.Goal.atMost(1.15)),
          Map.entry("sample_cpu", Row.Goal.atMost(150)),
          Map.entry("memory", Row.Goal.atMost(150)),
          Map.entry("memory_warden", Row.Goal.atMost(45)),
          Map.entry("start", Row.Goal.atMost(2)),
          Map.entry("render", Row.Goal.atMost(2)),
          Map.entry("card_writes", Row.Goal.atMost(2)),
          Map.entry("sync_memory", Row.Goal.atMost(8)),
          Map.entry("order_delay", Row.Goal.atMost(200)),
          Map.entry("proxy_auth", Row.Goal.atLeast(2.5)),
          Map.entry("proxy_auth_freeradius", Row.Goal.atLeast(4.5)),
          Map.entry("proxy_mix", Row.Goal.atLeast(2.5)),
          Map.entry("proxy_mix_freeradius", Row.Goal.atLeast(4.5)),
          Map.entry("half_dead", Row.Goal.atLeast(0.9)),
          Map.entry("radius_memory", Row.Goal.atMost(30)));

  private Goals() {}

  static Row.Goal of(String name) {
    return ALL.get(name);
  }
}
