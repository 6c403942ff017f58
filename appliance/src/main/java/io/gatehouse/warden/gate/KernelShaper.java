package io.gatehouse.warden.gate;

import io.gatehouse.warden.kernel.Devices;
import io.gatehouse.warden.kernel.KernelRefused;
import io.gatehouse.warden.verb.ShapeBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Shaper classes below the HTB roots {@code 1:} of the guests' bridge (download) and of the uplink
 * (upload). The roots are the firewall script's.
 */
public final class KernelShaper implements AutoCloseable {
  /** Queue of a 5 Mbit/s class: 66 ms of ping under load were measured, against 900 without. */
  private static final int LEAF_BYTES = 48 * 1024;

  private static final int LEAF_KBPS = 5_000;
  private static final int LARGEST_LEAF_BYTES = 4 << 20;

  private final Pipe tc = Pipe.tc();
  private final Devices devices;

  public KernelShaper(Devices devices) {
    this.devices = devices;
  }

  public void carryOut(ShapeBatch batch) {
    Devices.Names names = devices.read();
    List<String> uplinks = present(names);
    List<String> puts = new ArrayList<>(4 * batch.changes().size());
    List<String> drops = new ArrayList<>();
    for (ShapeBatch.Change change : batch.changes()) {
      switch (change) {
        case ShapeBatch.Put put -> {
          side(puts, drops, names.guests(), put.minor(), put.downKbps(), put.burstKb());
          for (String uplink : uplinks) {
            side(puts, drops, uplink, put.minor(), put.upKbps(), put.burstKb());
          }
        }
        case ShapeBatch.Drop drop -> {
          drops.add(deletion(names.guests(), drop.minor()));
          uplinks.forEach(uplink -> drops.add(deletion(uplink, drop.minor())));
        }
      }
    }
    // A class that is not there is the wish of a drop already fulfilled: its complaint is dropped.
    tc.exchange(drops);
    String printed = tc.exchange(puts).strip();
    if (!printed.isEmpty()) {
      throw new KernelRefused("tc", printed);
    }
  }

  /**
   * What tc prints of both sides' classes; of two lines, that of the one with fewer, so that what a
   * line lacks that came later is missed.
   */
  public String classes() {
    Devices.Names names = devices.read();
    String up =
        present(names).stream()
            .map(uplink -> tc.exchange(List.of("class show dev " + uplink)))
            .min(Comparator.comparingLong(printed -> printed.lines().count()))
            .orElse("");
    return tc.exchange(List.of("class show dev " + names.guests())) + "--\n" + up;
  }

  /** The lines whose devices are there: a stick may be pulled out, a session not be dialled yet. */
  private static List<String> present(Devices.Names names) {
    return names.uplinks().stream()
        .filter(uplink -> Files.exists(Path.of("/sys/class/net", uplink)))
        .toList();
  }

  public void endIfStuck() {
    tc.endIfStuck();
  }

  private static void side(
      List<String> puts, List<String> drops, String device, int minor, int kbps, int burstKb) {
    if (kbps == 0) {
      drops.add(deletion(device, minor));
      return;
    }
    String hex = Integer.toHexString(minor);
    String burst =
        burstKb == 0 ? "" : " burst " + burstKb * 1000L + "b cburst " + burstKb * 1000L + "b";
    puts.add(
        "class replace dev "
            + device
            + " parent 1: classid 1:"
            + hex
            + " htb rate "
            + kbps
            + "kbit ceil "
            + kbps
            + "kbit"
            + burst
            + " quantum "
            + quantum(kbps));
    puts.add("qdisc replace dev " + device + " parent 1:" + hex + " bfifo limit " + leaf(kbps));
  }

  private static String deletion(String device, int minor) {
    return "class del dev " + device + " classid 1:" + Integer.toHexString(minor);
  }

  /** A tenth of a second's bytes by HTB's own rule, within what it takes without a warning. */
  private static long quantum(int kbps) {
    return Math.clamp(kbps * 1000L / 8 / 10, 1_514, 60_000);
  }

  /**
   * Counted in bytes, as packets may be 64 KB each. A slower class keeps the whole queue of a 5
   * Mbit/s one: a shorter one would refuse every such packet.
   */
  private static long leaf(int kbps) {
    return Math.clamp((long) LEAF_BYTES * kbps / LEAF_KBPS, LEAF_BYTES, LARGEST_LEAF_BYTES);
  }

  @Override
  public void close() {
    tc.close();
  }
}
