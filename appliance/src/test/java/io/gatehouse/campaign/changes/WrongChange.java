package io.gatehouse.campaign.changes;

import io.gatehouse.campaign.PortalGuest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Ways to lose a box by changing it. None of them is ever confirmed. */
enum WrongChange {
  /** The management network moves to where the installer is not. */
  BAD_ADDRESS,
  /** It moves to a bridge that no wire leads to, which is what a wrong VLAN does. */
  WRONG_VLAN,
  /**
   * Rules that drop everything on the management network, handed to the root side past the settings
   * by someone who holds the edge.
   */
  FIREWALL_WITHOUT_MANAGEMENT,
  /** The installer's own network in the air gets a passphrase that the installer does not know. */
  WRONG_PASSPHRASE,
  /** A radio that the box does not have: hostapd reads its file and then ends. */
  HOSTAPD_REFUSES,
  /** A channel that the country forbids. */
  FORBIDDEN_CHANNEL,
  EDGE_KILLED,
  WARDEN_KILLED,
  /** The power is cut and comes back. */
  RESTART;

  private static final String[] NETWORKS = {"172.29.7", "10.99.1", "192.168.77", "192.168.5"};

  /** The partial settings that are sent; for deeds, of any kind that gets on the box. */
  JsonObject document(int draw) {
    return switch (this) {
      case BAD_ADDRESS -> management(NETWORKS[draw % NETWORKS.length]);
      case WRONG_VLAN -> new JsonObject().put("management", bridge("br-vlan" + (2 + draw % 90)));
      case FIREWALL_WITHOUT_MANAGEMENT -> new JsonObject();
      case WRONG_PASSPHRASE -> wifi(ChangesRig.air("not what you know " + draw));
      case HOSTAPD_REFUSES -> wifi(ChangesRig.air(ChangesRig.PASSPHRASE).put("radio", "wlan9"));
      case FORBIDDEN_CHANNEL ->
          wifi(ChangesRig.air(ChangesRig.PASSPHRASE).put("country", "US").put("channel", 13));
      case EDGE_KILLED, WARDEN_KILLED, RESTART ->
          switch (draw % 4) {
            case 0 -> BAD_ADDRESS.document(draw / 4);
            case 1 -> WRONG_VLAN.document(draw / 4);
            case 2 -> WRONG_PASSPHRASE.document(draw / 4);
            default -> range(draw);
          };
    };
  }

  /** Whether this is what the box may say to it: whatever else came says that it had no effect. */
  boolean takes(PortalGuest.Sent said) {
    if (!(said instanceof PortalGuest.Sent.Answered(int status, String body))) {
      // A deed may come before the answer.
      return isDeed();
    }
    return switch (this) {
      case FORBIDDEN_CHANNEL -> status == 422 && body.contains("wifi.channel");
      case HOSTAPD_REFUSES -> waits(status, body) || notApplied(status, body);
      // What a deed cut off in the middle may have been told that it is as before.
      case EDGE_KILLED, WARDEN_KILLED, RESTART -> waits(status, body) || notApplied(status, body);
      default -> waits(status, body);
    };
  }

  private static boolean notApplied(int status, String body) {
    return status == 409 && body.contains("not_applied");
  }

  private static boolean waits(int status, String body) {
    return status == 200 && body.contains("\"waiting\":true");
  }

  boolean isDeed() {
    return this == EDGE_KILLED || this == WARDEN_KILLED || this == RESTART;
  }

  /** Another end of the guests' range: touches the DHCP server alone. */
  static JsonObject range(int draw) {
    String last = "10.20.5." + (10 + draw % 200);
    return new JsonObject().put("guest", new JsonObject().put("lastLease", last));
  }

  /** Another time for leases on the management network, not wrong at all. */
  static JsonObject lease(int draw) {
    return new JsonObject()
        .put("management", new JsonObject().put("leaseSeconds", 80_000 + draw % 5_000));
  }

  private static JsonObject management(String network) {
    return new JsonObject()
        .put(
            "management",
            new JsonObject()
                .put("network", network + ".0/24")
                .put("firstLease", network + ".2")
                .put("lastLease", network + ".20"));
  }

  private static JsonObject bridge(String name) {
    return new JsonObject().put("bridge", name);
  }

  private static JsonObject wifi(JsonObject air) {
    return new JsonObject().put("wifi", air);
  }

  /** The installer's network in the air, as it is meant to be or nearly so. */
  static JsonObject network(String ssid, String passphrase) {
    return new JsonObject()
        .put("ssid", ssid)
        .put("side", "management")
        .put("security", "wpa2")
        .put("passphrase", passphrase);
  }

  static JsonArray only(JsonObject network) {
    return new JsonArray().add(network);
  }
}
