package io.gatehouse.lab.radio;

import io.gatehouse.lab.box.Checkout;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.process.Command;
import java.io.IOException;
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

  private static final String AGENT =
      """
      [Unit]
      Description=Radio lab: the host's hand inside the machine
      After=local-fs.target gatehouse-addresses.service
      [Service]
      ExecStartPre=/bin/sh -c 'mkdir -p /usr/lib/gatehouse-radio/site /run/given /run/tools'
      ExecStartPre=/bin/sh -c 'mount -o ro /dev/disk/by-label/root /run/tools'
      ExecStartPre=/bin/sh -c 'mount -o ro /dev/disk/by-label/given /run/given'
      ExecStartPre=/bin/sh -c 'mount --bind /run/given/site /usr/lib/gatehouse-radio/site'
      ExecStartPre=/bin/sh -c 'modprobe virtio_console; until [ -e /dev/virtio-ports/radio ]; do sleep 0.2; done'
      ExecStart=/bin/bash /usr/lib/gatehouse-radio/site/agent
      KillMode=process
      Restart=always
      """;

  private static final String WANTED = "[Unit]\nWants=radio-agent.service\n";

  /** The site comes up when it is asked to: first the tools, then its wires. */
  private static final String SITE =
      """
      mkdir -p /run/site-up /run/site-work
      mount -t tmpfs tmpfs /run/site-up
      mount -t overlay overlay -o lowerdir=/usr:/run/tools/usr /usr
      mount --bind /run/given/site /usr/lib/gatehouse-radio/site
      bash /usr/lib/gatehouse-radio/site/up
      """;

  private final Path folder;
  private final Machine machine;

  private BootedImage(Path folder) {
    this.folder = folder;
    this.machine = new Machine(folder);
  }

  static BootedImage of(Path image, String name) throws IOException {
    Path folder = HOME.resolve(name);
    BootedImage booted = new BootedImage(folder);
    booted.close();
    Files.createDirectories(folder);
    Checkout checkout = Checkout.ofThisProgram();
    BuildDisk.write(checkout, 2, booted.machine.buildDisk());
    must("e2label", booted.machine.buildDisk().toString(), "given");
    Path tools = RadioImage.ensure(checkout, System.out::println).disk();
    must(
        "qemu-img",
        "create",
        "-q",
        "-f",
        "qcow2",
        "-F",
        "raw",
        "-b",
        tools.toString(),
        booted.of("tools"));
    must(
        "qemu-img",
        "create",
        "-q",
        "-f",
        "qcow2",
        "-F",
        "raw",
        "-b",
        image.toString(),
        booted.of("disk"),
        "2G");
    booted.start();
    return booted;
  }

  private String of(String name) {
    return folder.resolve(name + ".qcow2").toString();
  }

  private static void must(String... argv) {
    new Command(Duration.ofMinutes(1), List.of(argv)).must();
  }

  private void start() throws IOException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "sh", "-c", "\"$@\" </dev/null & read -r _; kill $!", "sh", "qemu-system-x86_64"));
    argv.addAll(List.of("-accel", "tcg", "-smp", "1", "-m", "1024", "-cpu", "max", "-nodefaults"));
    argv.addAll(List.of("-no-user-config", "-display", "none", "-device", "virtio-rng-pci"));
    argv.addAll(drive("disk", of("disk"), "qcow2,cache=unsafe"));
    argv.set(argv.size() - 1, argv.getLast() + ",bootindex=1");
    argv.addAll(drive("given", machine.buildDisk().toString(), "raw,readonly=on"));
    argv.addAll(drive("tools", of("tools"), "qcow2,cache=unsafe"));
    argv.addAll(List.of("-device", "virtio-serial-pci", "-chardev", socket("agent")));
    argv.addAll(List.of("-device", "virtserialport,chardev=agent,name=radio"));
    argv.addAll(List.of("-chardev", "file,id=serial,append=on,path=" + machine.serialLog()));
    argv.addAll(List.of("-serial", "chardev:serial"));
    argv.addAll(List.of("-chardev", socket("monitor"), "-mon", "chardev=monitor,mode=readline"));
    argv.addAll(credential("systemd.extra-unit.radio-agent.service", AGENT));
    argv.addAll(credential("systemd.unit-dropin.multi-user.target", WANTED));
    argv.addAll(List.of("-pidfile", folder.resolve("pid").toString()));
    Path log = folder.resolve("qemu.log");
    Process process =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Waiting.until(
        Duration.ofMinutes(1),
        "QEMU to start: " + log,
        () -> Files.exists(folder.resolve("pid")) || !process.isAlive());
    if (!machine.running()) {
      throw new LabException("QEMU ended: " + Files.readString(log));
    }
  }

  private static List<String> drive(String id, String file, String more) {
    return List.of(
        "-drive", "if=none,id=" + id + ",file=" + file + ",format=" + more,
        "-device", "virtio-blk-pci,drive=" + id);
  }

  private String socket(String name) {
    return "socket,id=" + name + ",path=" + folder.resolve(name) + ",server=on,wait=off";
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
    lab.run("box", limit, SITE).must();
    return lab;
  }

  Path serialLog() {
    return machine.serialLog();
  }

  @Override
  public void close() {
    machine.end();
    Folders.delete(folder);
  }
}
