package io.gatehouse.platform.health;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The machine as JSON. What there is no sensor for is left out. */
public final class HardwareJson {
  private HardwareJson() {}

  public static JsonObject of(Hardware.Seen seen) {
    JsonObject json = new JsonObject().put("cores", seen.cores());
    seen.cpuPercent().ifPresent(percent -> json.put("cpuPercent", Math.round(percent)));
    seen.celsius().ifPresent(celsius -> json.put("celsius", Math.round(celsius)));
    JsonArray disks = new JsonArray();
    seen.disks()
        .forEach(
            disk ->
                disks.add(
                    new JsonObject()
                        .put("mount", disk.mount())
                        .put("type", disk.type())
                        .put("bytes", disk.bytes())
                        .put("freeBytes", disk.freeBytes())));
    JsonArray ports = new JsonArray();
    seen.ports()
        .forEach(
            port ->
                ports.add(
                    new JsonObject()
                        .put("name", port.name())
                        .put("up", port.up())
                        .put("bitsPerSecond", port.bitsPerSecond())
                        .put("bytesIn", port.bytesIn())
                        .put("bytesOut", port.bytesOut())
                        .put("errors", port.errors())));
    return json.put("memoryBytes", seen.memoryBytes())
        .put("memoryFreeBytes", seen.memoryFreeBytes())
        .put("disks", disks)
        .put("ports", ports);
  }
}
