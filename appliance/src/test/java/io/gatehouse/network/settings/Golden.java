package io.gatehouse.network.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Golden cases: folders {@code golden/<room>/<case>} with {@code settings.json} and the expected
 * files. With {@code -Dgolden.write=true} the expected files are written instead of compared.
 */
public final class Golden {
  public static final Path ALL = Path.of("src/test/resources/golden");

  private Golden() {}

  public static List<Path> cases(String room) throws IOException {
    try (Stream<Path> folders = Files.list(ALL.resolve(room))) {
      return folders.sorted().toList();
    }
  }

  /** Every settings document of all rooms. */
  public static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(ALL)) {
      return files.filter(file -> file.endsWith("settings.json")).sorted().toList();
    }
  }

  public static Settings settings(Path folder) throws IOException {
    Parsed parsed = SettingsJson.read(Files.readString(folder.resolve("settings.json")));
    assertThat(parsed).isInstanceOf(Parsed.Ok.class);
    return ((Parsed.Ok) parsed).settings();
  }

  /** The rendered files are the expected ones, no more and no fewer. */
  public static void check(Path folder, Map<String, String> rendered) throws IOException {
    Path expected = folder.resolve("expected");
    if (Boolean.getBoolean("golden.write")) {
      for (Map.Entry<String, String> file : rendered.entrySet()) {
        Path path = expected.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    assertThat(new TreeMap<>(rendered)).isEqualTo(read(expected));
  }

  private static Map<String, String> read(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }
}
