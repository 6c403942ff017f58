package io.gatehouse.app.cli;

import io.gatehouse.network.settings.Profile;
import io.gatehouse.operator.accounts.Label;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse settings profile …}. */
@Command(
    name = "profile",
    description = "Settings to begin with: show them, or change the box's to them.",
    footer = {
      "",
      "source is the access point of the usual manual (DeviceManager, channel 7, 192.168.4.1/24)",
      "on the management network, with the label's passphrase. Other networks in the air stay.",
      "Examples:",
      "  gatehouse settings profile source",
      "  gatehouse settings profile source --apply --country TZ"
    })
final class ProfileCommand implements Callable<Integer> {
  @Mixin private BoxOptions box;
  @Mixin private SettingsCommand.About about;

  @Parameters(paramLabel = "NAME", description = "one of: source")
  private String name;

  @Option(names = "--apply", description = "change the settings; to be confirmed as any change")
  private boolean apply;

  @Option(
      names = "--country",
      paramLabel = "CC",
      description = "whose rules the radio follows (default: the box's)")
  private String country;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:GATEHOUSE_DATA:-/var/lib/gatehouse}",
      description = "the box's data, for its label (default: ${DEFAULT-VALUE})")
  private Path data;

  @Override
  public Integer call() {
    return box.ask(
        api -> {
          JsonObject document = new JsonObject(document());
          return apply
              ? SettingsCommand.change(api, box, about, change(api, document))
              : box.show(document, all -> all.encodePrettily() + "\n");
        });
  }

  private String document() {
    return Profile.named(name)
        .map(Profile::document)
        .orElseThrow(() -> new Refused("no profile " + name + "; there is: source", null));
  }

  /** The profile with what this box adds to it. */
  private JsonObject change(ApiClient api, JsonObject document) {
    JsonObject here = api.get("/settings").getJsonObject("wifi");
    JsonObject wifi = document.getJsonObject("wifi");
    JsonArray own = wifi.getJsonArray("networks");
    String passphrase = passphrase();
    for (int i = 0; i < own.size(); i++) {
      own.getJsonObject(i).put("passphrase", passphrase);
    }
    here.getJsonArray("networks").stream()
        .map(JsonObject.class::cast)
        .filter(network -> own.stream().noneMatch(one -> ssid(one).equals(ssid(network))))
        .forEach(own::add);
    wifi.put("country", country == null ? here.getString("country") : country);
    return document;
  }

  private static String ssid(Object network) {
    return ((JsonObject) network).getString("ssid");
  }

  private String passphrase() {
    try {
      return Label.read(data.resolve("label"))
          .map(Label::passphrase)
          .orElseThrow(
              () -> new Refused("the label is made at the box's first start: " + data, null));
    } catch (UncheckedIOException e) {
      throw new Refused(e.getMessage() + ". Are you root?", e);
    }
  }
}
