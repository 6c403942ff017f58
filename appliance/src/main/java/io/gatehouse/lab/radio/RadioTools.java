package io.gatehouse.lab.radio;

import io.gatehouse.lab.net.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the radio lab needs of the machine, by the Debian packages that have it. */
final class RadioTools {
  private static final Map<String, String> NEEDED =
      new TreeMap<>(
          Map.of(
              "/usr/bin/qemu-system-x86_64", "qemu-system-x86",
              "/usr/bin/qemu-img", "qemu-utils",
              "/usr/bin/mmdebstrap", "mmdebstrap",
              "/usr/sbin/mke2fs", "e2fsprogs",
              "/usr/share/keyrings/debian-archive-keyring.gpg", "debian-archive-keyring"));

  private RadioTools() {}

  /** Why there can be no radio lab here; empty if there can. */
  static Optional<String> missing() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.of("the radio lab's machine is built by root only: run it with sudo");
    }
    if (!"amd64".equals(System.getProperty("os.arch"))) {
      return Optional.of("the radio lab's machine is an amd64 one, built on its like only");
    }
    StringBuilder missing = new StringBuilder();
    NEEDED.forEach(
        (file, pack) -> {
          if (!Files.exists(Path.of(file))) {
            missing.append(missing.isEmpty() ? "" : ", ").append(pack);
          }
        });
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("the radio lab needs packages that this machine lacks: " + missing);
  }

  static void require() {
    missing()
        .ifPresent(
            reason -> {
              throw new LabException(reason);
            });
  }
}
