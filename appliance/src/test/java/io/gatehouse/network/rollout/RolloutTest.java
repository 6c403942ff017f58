package io.gatehouse.network.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.settings.Golden;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.template.ConfigTemplates;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.BoxFile;
import io.gatehouse.warden.verb.LoadFirewall;
import io.gatehouse.warden.verb.UnitAction;
import io.gatehouse.warden.verb.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings on their way to a box that swaps files as the warden does. */
class RolloutTest {

  @TempDir Path staged;
  private final Map<BoxFile, String> inPlace = new EnumMap<>(BoxFile.class);
  private final List<Verb> told = new ArrayList<>();

  @Test
  void a_random_walk_over_all_cases_lands_on_the_same_text_as_a_fresh_box() throws IOException {
    RenderedFiles files = new RenderedFiles(new ConfigTemplates());
    Rollout rollout = new Rollout(box(), files, staged);
    List<Settings> cases = cases();
    Random walk = new Random(1);
    for (int step = 0; step < 40; step++) {
      Settings settings = cases.get(walk.nextInt(cases.size()));

      assertThat(rollout.settle(1, settings)).isInstanceOf(Rollout.Applied.Done.class);

      files
          .render(settings)
          .forEach(
              (path, text) ->
                  assertThat(
                          inPlace.get(
                              BoxFile.of(path.substring("etc/gatehouse/".length())).orElseThrow()))
                      .isEqualTo(text));
    }
  }

  @Test
  void the_same_settings_twice_touch_no_daemon() {
    Rollout rollout = new Rollout(box(), new RenderedFiles(new ConfigTemplates()), staged);
    rollout.settle(1, Settings.factory());
    assertThat(told).contains(new LoadFirewall()).anyMatch(verb -> verb instanceof UnitAction);
    told.clear();

    assertThat(rollout.settle(1, Settings.factory())).isInstanceOf(Rollout.Applied.Done.class);

    assertThat(told).hasSize(1);
  }

  @Test
  void nothing_is_left_where_the_files_waited_as_they_hold_secrets_in_clear() throws IOException {
    Rollout rollout = new Rollout(box(), new RenderedFiles(new ConfigTemplates()), staged);
    for (Settings settings : cases()) {
      rollout.settle(1, settings);
    }
    assertThat(inPlace).containsKey(BoxFile.HOSTAPD);

    try (Stream<Path> left = Files.walk(staged)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void each_template_of_the_box_is_rendered_by_one_room() throws IOException {
    List<Path> rooms;
    try (Stream<Path> all = Files.list(Path.of("src/main/java/io/gatehouse/network"))) {
      rooms = all.toList();
    }
    Path etc = Path.of("../system-files/etc/gatehouse");
    try (Stream<Path> templates = Files.walk(etc)) {
      for (Path template : templates.filter(path -> path.toString().endsWith(".peb")).toList()) {
        String name = etc.relativize(template).toString().replace(".peb", "");
        assertThat(rooms.stream().filter(room -> names(room, name)))
            .as("rooms that render %s", template)
            .hasSize(1);
      }
    }
  }

  /** Whether a source of the room that renders templates has this one's name in it as a text. */
  private static boolean names(Path room, String template) {
    Pattern text = Pattern.compile("\"(etc/gatehouse/)?" + Pattern.quote(template) + "(\\.peb)?\"");
    try (Stream<Path> sources = Files.walk(room)) {
      return sources
          .filter(Files::isRegularFile)
          .map(RolloutTest::read)
          .anyMatch(source -> source.contains(" ConfigTemplates ") && text.matcher(source).find());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_refusal_is_told_with_its_reason() {
    Rollout rollout =
        new Rollout(
            _ -> new Reply.Refused("they do not load"),
            new RenderedFiles(new ConfigTemplates()),
            staged);

    assertThat(rollout.settle(1, Settings.factory()))
        .isEqualTo(new Rollout.Applied.NotDone("they do not load"));
  }

  private Box box() {
    return verb -> {
      told.add(verb);
      StringBuilder answer = new StringBuilder();
      if (verb instanceof Apply apply) {
        for (BoxFile file : apply.files()) {
          String text = read(staged.resolve(file.path()));
          answer.append(text.equals(inPlace.put(file, text)) ? "same " : "changed ");
          answer.append(file.path()).append('\n');
        }
      }
      return new Reply.Done(answer.toString());
    };
  }

  private static List<Settings> cases() throws IOException {
    List<Settings> cases = new ArrayList<>();
    for (Path file : Golden.documents()) {
      cases.add(Golden.settings(file.getParent()));
    }
    return cases;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
