package io.gatehouse.lab.radio;

import io.gatehouse.lab.box.Checkout;
import io.gatehouse.lab.net.Internet;
import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A second, read-only disk with the checkout's build, its units and the lab's scripts. A disk and
 * not a shared folder, as a machine with one of those cannot be saved and loaded.
 */
final class BuildDisk {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** What the package will have systemd start; the rest is started by those. */
  private static final List<String> ENABLED =
      List.of(
          "gatehouse-revert",
          "gatehouse-revert.timer",
          "gatehouse-firewall",
          "gatehouse-addresses",
          "gatehouse-warden",
          "gatehouse-edge",
          "gatehouse-dnsmasq@lan",
          "gatehouse-dnsmasq@gate",
          "gatehouse-mdns",
          "gatehouse-hostapd");

  /** The file system's, by which a machine finds it whatever other disks it has. */
  static final String LABEL = "build";

  private BuildDisk() {}

  static void write(Checkout checkout, int clients, Path disk) {
    Path folder = disk.resolveSibling("build");
    try {
      checkout.install(folder.resolve("gatehouse"));
      Checkout.copyTree(checkout.units(), folder.resolve("units"));
      String networkd = "networkd.conf.d";
      Checkout.copyTree(
          checkout.path("system-files/usr/lib/systemd/" + networkd), folder.resolve(networkd));
      Files.writeString(folder.resolve("enabled"), String.join("\n", ENABLED) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    site(checkout, clients, folder);
    pack(folder, disk);
  }

  /** The site alone, for a box that brings its own program. */
  static void writeSite(Checkout checkout, int clients, Path disk) {
    Path folder = disk.resolveSibling("build");
    site(checkout, clients, folder);
    pack(folder, disk);
  }

  private static void site(Checkout checkout, int clients, Path folder) {
    Path site = folder.resolve("site");
    try {
      Checkout.copyTree(checkout.path("image-build/radio/site"), site);
      Files.writeString(site.resolve("clients"), clients + "\n");
      Files.createDirectories(site.resolve("internet"));
      for (Map.Entry<String, String> file : Internet.files().entrySet()) {
        Files.writeString(site.resolve("internet").resolve(file.getKey()), file.getValue());
      }
      try (InputStream event = Internet.class.getResourceAsStream("dhcp-event.sh")) {
        Path script = site.resolve("dhcp-event.sh");
        Files.copy(event, script);
        script.toFile().setExecutable(true, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pack(Path folder, Path disk) {
    new Command(
            LIMIT,
            List.of(
                "mke2fs",
                "-q",
                "-F",
                "-t",
                "ext4",
                "-O",
                "^has_journal",
                "-L",
                LABEL,
                "-d",
                folder.toString(),
                disk.toString(),
                "256M"))
        .must();
    Folders.delete(folder);
  }
}
