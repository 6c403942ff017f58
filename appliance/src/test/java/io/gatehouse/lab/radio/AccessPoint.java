package io.gatehouse.lab.radio;

import java.time.Duration;

/** A bare hostapd on the box's radio: an open network, bridged to the guests' bridge. */
final class AccessPoint {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private final RadioLab lab;

  AccessPoint(RadioLab lab) {
    this.lab = lab;
  }

  /** Goes on the air under this name, and is off it under any other. */
  void announce(String ssid) {
    lab.run(
            "box",
            LIMIT,
            """
            set -e
            systemctl stop radio-ap 2>/dev/null || true
            cat >/run/radio/hostapd.conf <<'CONF'
            interface=wlan0
            driver=nl80211
            bridge=br-guest
            ssid=%s
            hw_mode=g
            channel=6
            ap_isolate=1
            CONF
            systemd-run --quiet --collect --unit=radio-ap hostapd /run/radio/hostapd.conf
            until iw dev wlan0 info | grep -q 'ssid '; do sleep 0.5; done
            """
                .formatted(ssid))
        .must();
  }
}
