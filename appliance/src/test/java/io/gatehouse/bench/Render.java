package io.gatehouse.bench;

import io.gatehouse.bench.rig.BenchTrouble;
import io.gatehouse.bench.rig.Numbers;
import io.gatehouse.network.rollout.RenderedFiles;
import io.gatehouse.network.settings.Parsed;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.settings.SettingsJson;
import io.gatehouse.platform.template.ConfigTemplates;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * All files of a site with four names in the air, rendered from its settings, against Pebble
 * evaluating the same templates with the same values already at hand.
 */
final class Render implements Bench {
  private static final int ROUNDS = 25;
  private static final int WARM_UP = 5;
  private static final int SITES = 400;

  private static final String SITE =
      """
      {"garden":{"names":["www.example.org","pay.example.com"]},
       "wifi":{"country":"TZ","channel":36,"mode":"ac","width":80,"networks":[
         {"ssid":"Lobby"},
         {"ssid":"Lobby secure","security":"owe"},
         {"ssid":"Members","security":"wpa2-wpa3","passphrase":"correct horse"},
         {"ssid":"Staff","side":"management","security":"wpa2-enterprise"}],
        "radius":[{"address":"127.0.0.1","secret":"battery staple"}]}}\
      """;

  /** Notes which templates are evaluated with what. */
  private static final class Noting extends ConfigTemplates {
    private final List<Map.Entry<String, Map<String, Object>>> noted = new ArrayList<>();

    @Override
    public String render(String path, Map<String, ?> values) {
      noted.add(Map.entry(path, new HashMap<>(values)));
      return super.render(path, values);
    }
  }

  /** A template and its values. */
  private record Work(PebbleTemplate template, Map<String, Object> values) {}

  @Override
  public List<String> names() {
    return List.of("render");
  }

  @Override
  public List<Row> run(List<String> wanted) {
    Settings site = ((Parsed.Ok) SettingsJson.read(SITE)).settings();
    RenderedFiles files = new RenderedFiles(new ConfigTemplates());
    List<Work> alone = alone(site);
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      double our = micros(() -> files.render(site).size());
      double peer = micros(() -> evaluate(alone));
      if (round >= WARM_UP) {
        ours.add(our);
        peers.add(peer);
        ratios.add(our / peer);
      }
    }
    return List.of(
        new Row(
            "render",
            Numbers.median(ratios),
            "x",
            "%.0f us / %.0f us a site, median of %d pairs"
                .formatted(Numbers.median(ours), Numbers.median(peers), ROUNDS)));
  }

  private static List<Work> alone(Settings site) {
    Noting noting = new Noting();
    new RenderedFiles(noting).render(site);
    ClasspathLoader loader = new ClasspathLoader(Render.class.getClassLoader());
    loader.setPrefix("system-files/");
    PebbleEngine engine =
        new PebbleEngine.Builder()
            .loader(loader)
            .autoEscaping(false)
            .strictVariables(true)
            .newLineTrimming(false)
            .build();
    return noting.noted.stream()
        .map(work -> new Work(engine.getTemplate(work.getKey()), work.getValue()))
        .toList();
  }

  private static int evaluate(List<Work> all) {
    int length = 0;
    for (Work work : all) {
      StringWriter text = new StringWriter();
      try {
        work.template().evaluate(text, new HashMap<>(work.values()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      length += text.toString().length();
    }
    return length;
  }

  private static double micros(IntSupplier work) {
    long begun = System.nanoTime();
    int sum = 0;
    for (int i = 0; i < SITES; i++) {
      sum += work.getAsInt();
    }
    if (sum == 0) {
      throw new BenchTrouble("nothing was rendered");
    }
    return (System.nanoTime() - begun) / 1_000.0 / SITES;
  }
}
