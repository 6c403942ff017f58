package io.gatehouse.lab.radio;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The box's access point, changed as an operator changes it: by settings over the API. */
final class AccessPoint {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private final RadioLab lab;

  AccessPoint(RadioLab lab) {
    this.lab = lab;
  }

  /** Has one open network of this name in the air from now on. */
  void announce(String ssid) {
    confirm(propose(ssid, 600));
  }

  /**
   * Tries one open network of this name.
   *
   * @param seconds until it goes back unless it is confirmed
   * @return the revision that waits
   */
  long propose(String ssid, int seconds) {
    return propose(wifi(7, "TZ", new JsonObject().put("ssid", ssid)), seconds);
  }

  /** The settings of a radio with one network. */
  static JsonObject wifi(int channel, String country, JsonObject network) {
    return new JsonObject()
        .put(
            "wifi",
            new JsonObject()
                .put("country", country)
                .put("channel", channel)
                .put("networks", new JsonArray().add(network)));
  }

  /** A network of the guests' side that has a passphrase. */
  static JsonObject closed(String ssid, String passphrase) {
    return new JsonObject().put("ssid", ssid).put("security", "wpa2").put("passphrase", passphrase);
  }

  /**
   * Tries a change of the settings.
   *
   * @param seconds until it goes back unless it is confirmed
   * @return the revision that waits
   */
  long propose(JsonObject change, int seconds) {
    JsonObject answer =
        post(
            "/settings",
            new JsonObject()
                .put("revision", state().getLong("revision"))
                .put("seconds", seconds)
                .put("change", change));
    if (!answer.getBoolean("waiting")) {
      throw new AssertionError("nothing waits to be confirmed: " + answer);
    }
    return answer.getLong("revision");
  }

  /** Has the box so from now on. */
  void keep(JsonObject change) {
    confirm(propose(change, 900));
  }

  void confirm(long revision) {
    post("/revisions/" + revision + "/confirm", new JsonObject());
  }

  /** The revision in force, and what is pending. */
  JsonObject state() {
    return ask("/settings/state", "");
  }

  JsonObject get(String path) {
    return ask(path, "");
  }

  JsonObject post(String path, JsonObject body) {
    return ask(path, " -H 'Content-Type: application/json' -d " + Words.one(body.encode()));
  }

  private JsonObject ask(String path, String more) {
    return new JsonObject(
        lab.run(
                "box",
                LIMIT,
                "curl -sS --fail-with-body --unix-socket /run/gatehouse/api.sock"
                    + " http://box/api/v1"
                    + path
                    + more)
            .must());
  }
}
