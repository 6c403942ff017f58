package io.gatehouse.lab.radio;

import io.gatehouse.lab.box.Checkout;
import io.gatehouse.lab.net.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The disk image of a box, byte for byte, in an emulated machine that starts from it by its own
 * firmware and boot menu. The site around it (radios, clients, an internet) is the radio lab's; its
 * hand inside comes in as a unit that the machine's firmware hands to systemd, and its tools from
 * the radio lab's own disk, under the box's, so nothing of the image is another.
 */
final class BootedImage implements AutoCloseable {
  private static final Path HOME = Path.of("/var/lib/gatehouse-radio");
  private static final int CLIENTS = 1;

  /** The machine's wires: the uplink, a port where nobody answers, the uplink's other end. */
  private static final List<String> WIRES =
      List.of("hubport,hubid=0", "user,restrict=on,ipv4=off", "hubport,hubid=0");

  private static final String AGENT =
      """
      [Unit]
      Description=Radio lab: the host's hand inside the machine
      StartLimitIntervalSec=0
      Wants=gatehouse-addresses.service
      After=gatehouse-addresses.service
      Before=gatehouse-edge.service
      [Service]
      TimeoutStartSec=20min
      ExecStartPre=/bin/sh -c 'mkdir -p /run/given /run/tools'
      ExecStartPre=/bin/sh -c 'mountpoint -q /run/given || mount -o ro /dev/disk/by-label/build /run/given'
      ExecStartPre=/bin/sh -c 'mountpoint -q /run/tools || mount -o ro /dev/disk/by-label/root /run/tools'
      ExecStartPre=/bin/bash /run/given/site/beside
      ExecStartPre=/bin/sh -c 'modprobe virtio_console; until [ -e /dev/virtio-ports/radio ]; do sleep 0.2; done'
      ExecStart=/bin/bash /run/given/site/agent
      KillMode=process
      Restart=always
      RestartSec=1
      """;

  private static final String WANTED = "[Unit]\nWants=radio-agent.service\n";

  /**
   * Words for the kernel besides the image's own: in an emulated machine there is nobody to guard
   * against, and guards cost time. The rest is for whoever reads the serial log.
   */
  private static final String KERNEL =
      "gatehouse.kernel=mitigations=off systemd.journald.forward_to_console=1"
          + " systemd.journald.max_level_console=info";

  /** Said once a start, soon after the initramfs has done its part. */
  private static final String HANDED_OVER = "Reached target local-fs.target";

  private final Path folder;
  private final Machine machine;

  private BootedImage(Path folder) {
    this.folder = folder;
    this.machine = new Machine(folder);
  }

  /**
   * @param firmware in QEMU's words; none: a BIOS
   */
  static BootedImage of(Path image, String name, String... firmware) throws IOException {
    BootedImage booted = new BootedImage(HOME.resolve(name));
    booted.close();
    Files.createDirectories(booted.folder);
    Checkout checkout = Checkout.ofThisProgram();
    Machine machine = booted.machine;
    BuildDisk.writeSite(checkout, CLIENTS, machine.buildDisk());
    Path tools = RadioImage.ensure(checkout, System.out::println).disk();
    List<String> from = new ArrayList<>(List.of(firmware));
    from.addAll(Machine.drive("disk", machine.over(image, "disk", "2G"), Machine.CHANGES));
    from.addAll(Machine.drive("given", machine.buildDisk(), Machine.AS_IT_IS));
    from.addAll(Machine.drive("tools", machine.over(tools, "tools"), Machine.CHANGES));
    for (int wire = 0; wire < WIRES.size(); wire++) {
      String id = "wire" + wire;
      from.addAll(List.of("-netdev", WIRES.get(wire) + ",id=" + id));
      from.addAll(List.of("-device", "virtio-net-pci,netdev=" + id));
    }
    from.addAll(credential("systemd.extra-unit.radio-agent.service", AGENT));
    from.addAll(credential("systemd.unit-dropin.multi-user.target", WANTED));
    // The boot menu reads the last of these strings.
    from.addAll(List.of("-smbios", "type=11,value=" + KERNEL));
    machine.start(from, false);
    return booted;
  }

  private static List<String> credential(String name, String text) {
    return List.of(
        "-smbios",
        "type=11,value=io.systemd.credential.binary:"
            + name
            + "="
            + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The radio lab's words for this machine, once its agent answers and the site is around it. */
  RadioLab lab(Duration limit) {
    RadioLab lab = RadioLab.named(folder.getFileName().toString());
    lab.run("box", limit, "true").must();
    return lab;
  }

  /** Cuts the power and gives it back: what the kernel had not written to the disk is lost. */
  void cutPower() {
    machine.monitor("system_reset");
  }

  /** Waits until the initramfs has handed the box over to systemd so many times in all. */
  void awaitStarts(int count, Duration limit) {
    Waiting.until(limit, count + " starts in " + machine.serialLog(), () -> starts() >= count);
  }

  int starts() {
    return printed().split(HANDED_OVER, -1).length - 1;
  }

  /** All that the machine has written to its serial line. */
  String printed() {
    try {
      return Files.exists(machine.serialLog())
          ? Files.readString(machine.serialLog(), StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    machine.end();
    Folders.delete(folder);
  }
}
