package io.gatehouse.warden.rollout;

import java.nio.file.Path;

/**
 * Where the warden finds and puts things.
 *
 * @param socket the socket that the edge calls
 * @param etc where rendered files go
 * @param staged where the edge leaves files to be applied
 * @param script the firewall's script
 * @param rollout what is under way, and the files that were confirmed last
 * @param rolloutScript confirms and takes back
 */
public record Places(
    Path socket, Path etc, Path staged, Path script, Path rollout, Path rolloutScript) {

  /** The places on a box, which are also those in the lab. */
  public static Places ofBox() {
    return new Places(
        Path.of("/run/gatehouse/warden.sock"),
        Path.of("/etc/gatehouse"),
        Path.of("/var/lib/gatehouse/staged"),
        Path.of("/usr/lib/gatehouse/firewall"),
        Path.of("/var/lib/gatehouse-rollout"),
        Path.of("/usr/lib/gatehouse/rollout"));
  }
}
