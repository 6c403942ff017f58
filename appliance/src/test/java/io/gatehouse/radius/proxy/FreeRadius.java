package io.gatehouse.radius.proxy;

import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A FreeRADIUS of its own on loopback, from a folder of its own. */
final class FreeRadius implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;

  private FreeRadius(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Knows ada with the password "secret word", by PAP, CHAP, MS-CHAP and PEAP. */
  static FreeRadius server(Path folder, int port, String secret) throws IOException {
    certificate(folder);
    Files.writeString(
        folder.resolve("users"),
        """
        ada Cleartext-Password := "secret word"
            Reply-Message = "hello ada",
            Session-Timeout = 1234,
            Tunnel-Password:1 = "of a tunnel"
        """);
    return start(
        folder,
        """
        modules {
          always ok { rcode = ok }
          pap { }
          chap { }
          mschap { }
          files { filename = %1$s/users }
          eap {
            default_eap_type = peap
            tls-config common {
              private_key_file = %1$s/key.pem
              certificate_file = %1$s/cert.pem
              ca_file = %1$s/cert.pem
              tls_max_version = "1.2"
            }
            peap {
              tls = common
              default_eap_type = mschapv2
              virtual_server = inner
            }
            mschapv2 { }
          }
        }
        client box {
          ipaddr = 127.0.0.1
          secret = "%2$s"
          require_message_authenticator = yes
        }
        server default {
          %3$s
          authorize { chap mschap eap files pap }
          authenticate {
            Auth-Type PAP { pap }
            Auth-Type CHAP { chap }
            Auth-Type MS-CHAP { mschap }
            eap
          }
          accounting { ok }
        }
        server inner {
          authorize { mschap eap files pap }
          authenticate {
            Auth-Type MS-CHAP { mschap }
            eap
          }
        }
        """
            .formatted(folder, secret, listens(port)));
  }

  /** Passes everything on to the port. */
  static FreeRadius proxy(Path folder, int port, String secret, int upstream, String upSecret)
      throws IOException {
    return start(
        folder,
        """
        modules {
          always ok { rcode = ok }
        }
        client nas {
          ipaddr = 127.0.0.1
          secret = "%1$s"
        }
        home_server box {
          type = auth+acct
          ipaddr = 127.0.0.1
          port = %3$d
          secret = "%4$s"
          status_check = none
        }
        home_server_pool pool { home_server = box }
        realm box { pool = pool }
        server default {
          %2$s
          authorize {
            update control { Proxy-To-Realm := "box" }
          }
          preacct {
            update control { Proxy-To-Realm := "box" }
          }
          accounting { ok }
        }
        """
            .formatted(secret, listens(port), upstream, upSecret));
  }

  private static String listens(int port) {
    return """
    listen {
      type = auth
      ipaddr = 127.0.0.1
      port = %d
    }
    listen {
      type = acct
      ipaddr = 127.0.0.1
      port = %d
    }
    """
        .formatted(port, port + 1);
  }

  private static void certificate(Path folder) {
    new Command(
            LIMIT,
            List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=radius.test",
                "-keyout",
                folder + "/key.pem",
                "-out",
                folder + "/cert.pem"))
        .must();
  }

  private static FreeRadius start(Path folder, String rest) throws IOException {
    Files.writeString(folder.resolve("dictionary"), "$INCLUDE /usr/share/freeradius/dictionary\n");
    String words =
        """
        prefix = /usr
        libdir = /usr/lib/freeradius
        logdir = %1$s
        raddbdir = %1$s
        run_dir = %1$s
        name = radiusd
        security {
          reject_delay = 0
          status_server = yes
        }
        """
            .formatted(folder);
    Files.writeString(folder.resolve("radiusd.conf"), lines(words + rest));
    Path log = folder.resolve("out");
    Process process =
        new ProcessBuilder("freeradius", "-f", "-l", "stdout", "-x", "-d", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    FreeRadius started = new FreeRadius(process, log);
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!started.said().contains("Ready to process requests")) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("FreeRADIUS does not start: " + started.said());
      }
      Thread.onSpinWait();
    }
    return started;
  }

  /** One statement a line, as its parser wants it. */
  private static String lines(String conf) {
    return conf.replaceAll("\\{ ([^{}\n]*?) }", "{\n$1\n}")
        .replaceAll("\\b(chap|mschap|eap|files|pap) (?=(mschap|eap|files|pap)\\b)", "$1\n");
  }

  String said() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
