package io.gatehouse.app.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse certificate …}. */
@Command(
    name = "certificate",
    description = "The certificate of the portal's public name, one that phones trust.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "With it, guests reach the portal by https under portal.publicHost of the settings, and phones",
      "are told so by DHCP (option 114). Without it nothing listens on 443 for guests.",
      "",
      "Examples:",
      "  gatehouse certificate set --chain fullchain.pem --key privkey.pem",
      "  gatehouse certificate show",
      "  gatehouse certificate remove"
    })
public final class CertificateCommand {
  private static final String PATH = "/portal/certificate";

  @Command(name = "set", description = "Take a key and its certificate with all issuers.")
  int set(
      @Mixin BoxOptions box,
      @Option(
              names = "--chain",
              required = true,
              paramLabel = "FILE",
              description = "PEM: the name's own certificate first, then its issuers")
          Path chain,
      @Option(
              names = "--key",
              required = true,
              paramLabel = "FILE",
              description = "PEM: the private key, without a passphrase")
          Path key) {
    return box.ask(
        api -> {
          JsonObject pair = new JsonObject().put("certificate", read(chain)).put("key", read(key));
          return box.show(api.post(PATH, pair), CertificateCommand::told);
        });
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Refused("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  @Command(name = "show", description = "What is held, and whether guests are served with it.")
  int show(@Mixin BoxOptions box) {
    return box.ask(api -> box.show(api.get(PATH), CertificateCommand::told));
  }

  @Command(name = "remove", description = "Forget key and certificate; 443 is shut for guests.")
  int remove(@Mixin BoxOptions box) {
    return box.ask(api -> box.show(api.post(PATH + "/remove", null), CertificateCommand::told));
  }

  private static String told(JsonObject answer) {
    if (!answer.getBoolean("held")) {
      return "no certificate is held; guests are served without TLS\n";
    }
    return "for "
        + answer.getJsonArray("names")
        + " until "
        + answer.getString("end")
        + (answer.getBoolean("inUse") ? "; in use for " : "; NOT good for ")
        + answer.getString("host")
        + "\n";
  }
}
