package io.gatehouse.radius.eap;

import io.gatehouse.platform.process.Command;
import io.gatehouse.radius.RadiusSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** wpa_supplicant's own tester, which plays a device and its access point. */
final class Supplicant {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What makes it speak a version of TLS, and what it says once it does. */
  static final Map<String, String> PROTOCOLS =
      Map.of(
          "tls_disable_tlsv1_3=1",
          "Using TLS version TLSv1.2",
          "tls_disable_tlsv1_3=0",
          "Using TLS version TLSv1.3");

  private final Path folder;
  private final int port;

  Supplicant(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /**
   * Logs in once.
   *
   * @param network lines of a network block
   * @return all that it said
   */
  String says(String network) throws IOException {
    Path conf = folder.resolve("network.conf");
    Files.writeString(conf, "network={\nkey_mgmt=WPA-EAP\n" + network + "\n}\n");
    return new Command(
            LIMIT,
            List.of(
                "eapol_test",
                "-c",
                conf.toString(),
                "-a",
                "127.0.0.1",
                "-p",
                "" + port,
                "-s",
                RadiusSite.SECRET,
                "-t",
                "10"))
        .run()
        .out();
  }

  /**
   * Has wpa_supplicant log in at a port of a switch.
   *
   * @return what it said until it was in or was refused
   */
  String comesInAt(String port, String network) throws IOException {
    Path conf = folder.resolve("wired.conf");
    Path log = folder.resolve("wired.log");
    Files.writeString(
        conf, "ap_scan=0\nnetwork={\nkey_mgmt=IEEE8021X\neapol_flags=0\n" + network + "\n}\n");
    Process process =
        new ProcessBuilder("wpa_supplicant", "-D", "wired", "-i", port, "-c", conf.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (System.nanoTime() < end && process.isAlive()) {
        String said = Files.readString(log);
        if (said.contains("CTRL-EVENT-CONNECTED") || said.contains("CTRL-EVENT-EAP-FAILURE")) {
          return said;
        }
        LockSupport.parkNanos(20_000_000);
      }
      return Files.readString(log);
    } finally {
      process.destroy();
      process.onExit().join();
    }
  }

  /** A certificate authority in the folder, and a certificate of that name signed by it. */
  static void certificates(Path folder, String name) {
    openssl(
        folder,
        "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=issuer -keyout issuer.key -out issuer.pem");
    openssl(
        folder,
        "req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout device.key -out device.csr");
    openssl(
        folder,
        "x509 -req -in device.csr -CA issuer.pem -CAkey issuer.key -CAcreateserial -days 30 -out device.pem");
  }

  private static void openssl(Path folder, String arguments) {
    new Command(LIMIT, List.of("sh", "-c", "cd " + folder + " && openssl " + arguments)).must();
  }
}
