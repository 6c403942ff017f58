package io.gatehouse.operator.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.operator.status.BoxStatus;
import io.gatehouse.operator.status.StatusBoard;
import io.gatehouse.platform.health.Hardware;
import io.gatehouse.platform.journal.Entry;
import io.gatehouse.platform.journal.Journal;
import java.util.function.Supplier;

/**
 * One document for whoever helps from afar: how the box is, what it is set to, what happened last.
 * Secrets are not among it: settings come as pages show them, and facts never hold any.
 */
public final class SupportBundle {
  private static final int FACTS = 300;
  private static final JsonMapper JSON = new JsonMapper();

  private final StatusBoard board;
  private final Supplier<Settings> settings;
  private final Journal journal;
  private final Hardware hardware;

  public SupportBundle(
      StatusBoard board, Supplier<Settings> settings, Journal journal, Hardware hardware) {
    this.board = board;
    this.settings = settings;
    this.journal = journal;
    this.hardware = hardware;
  }

  /** The document, as JSON. */
  public String text() {
    try {
      ObjectNode all = JSON.createObjectNode();
      all.set("status", status(board.look()));
      all.set("machine", machine(hardware.look()));
      all.set("settings", JSON.readTree(SettingsJson.shown(settings.get())));
      ArrayNode facts = all.putArray("journal");
      for (Entry entry : journal.newest(Long.MAX_VALUE, FACTS)) {
        facts
            .addObject()
            .put("seq", entry.seq())
            .put("wall", entry.wall().toString())
            .put("clockTrusted", entry.clockTrusted())
            .put("kind", entry.kind())
            .set("fact", JSON.readTree(entry.json()));
      }
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode status(BoxStatus status) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("box", status.box())
            .put("openSessions", status.openSessions())
            .put("leases", status.leases())
            .put("pool", status.pool())
            .put("uplink", status.uplink().detail())
            .put("uplinkUp", status.uplink().up())
            .put("clock", status.clock().toString())
            .put("clockTrusted", status.clockTrusted())
            .put("serviceSeconds", status.serviceSeconds())
            .put("warden", status.warden().isEmpty() ? "answers" : status.warden());
    ArrayNode alarms = node.putArray("alarms");
    status.alarms().forEach(alarms::add);
    ArrayNode jobs = node.putArray("jobs");
    for (BoxStatus.Job job : status.jobs()) {
      jobs.addObject()
          .put("name", job.name())
          .put("runs", job.runs())
          .put("failures", job.failures())
          .put("lastResult", job.lastResult());
    }
    return node;
  }

  private static ObjectNode machine(Hardware.Seen seen) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("memoryBytes", seen.memoryBytes())
            .put("memoryFreeBytes", seen.memoryFreeBytes());
    seen.celsius().ifPresent(celsius -> node.put("celsius", celsius));
    ArrayNode disks = node.putArray("disks");
    for (Hardware.Disk disk : seen.disks()) {
      disks
          .addObject()
          .put("mount", disk.mount())
          .put("bytes", disk.bytes())
          .put("freeBytes", disk.freeBytes());
    }
    return node;
  }
}
