package io.gatehouse.network.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.seal.SealingKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir Path folder;
  private Path path;
  private SettingsFile file;

  @BeforeEach
  void name_the_file() {
    path = folder.resolve("deep/settings.json");
    file = new SettingsFile(path, TestSeal.SEAL);
  }

  @Test
  void no_file_means_factory_settings() {
    assertThat(file.load()).isEqualTo(new SettingsFile.Loaded.Fresh(Settings.factory()));
  }

  @Test
  void what_was_saved_is_loaded() {
    Settings changed = SettingsJsonTest.ok("{\"branding\":{\"siteName\":\"Ubungo\"}}");
    file.save(Settings.factory());
    file.save(changed);
    assertThat(file.load()).isEqualTo(new SettingsFile.Loaded.Stored(changed));
    assertThat(path.getParent()).isDirectoryContaining(p -> p.equals(path));
    assertThat(path.resolveSibling("settings.json.new")).doesNotExist();
  }

  @Test
  void a_broken_file_is_put_aside_with_its_reason() throws Exception {
    Files.createDirectories(path.getParent());
    for (String broken : new String[] {"{\"guest\":", "{\"guest\":{\"bridge\":7}}"}) {
      Files.writeString(path, broken);
      var loaded = (SettingsFile.Loaded.Broken) file.load();
      assertThat(loaded.settings()).isEqualTo(Settings.factory());
      assertThat(loaded.reason()).isNotBlank();
      assertThat(loaded.kept()).hasContent(broken);
      assertThat(file.load()).isInstanceOf(SettingsFile.Loaded.Fresh.class);
    }
  }

  @Test
  void bytes_that_are_no_text_are_put_aside() throws Exception {
    Files.createDirectories(path.getParent());
    Files.write(path, new byte[] {'{', (byte) 0xff, '}'});
    assertThat(((SettingsFile.Loaded.Broken) file.load()).reason()).contains("UTF-8");
  }

  @Test
  void no_secret_stands_in_it_in_clear() throws Exception {
    Settings settings =
        SettingsJsonTest.ok(
            """
            {"wifi":{"country":"TZ","networks":[{"ssid":"Staff","side":"management",
            "security":"wpa2","passphrase":"correct horse"}]}}""");
    Files.createDirectories(path.getParent());
    Files.writeString(path, SettingsJson.write(settings));
    assertThat(Files.readString(path)).contains("correct horse");

    file.keep(settings);

    String kept = Files.readString(path);
    assertThat(kept).doesNotContain("correct horse").contains("\"sealed:");
    file.keep(settings);
    assertThat(path).hasContent(kept);
    assertThat(file.load()).isEqualTo(new SettingsFile.Loaded.Stored(settings));
    byte[] other = new byte[SealingKey.BYTES];
    other[0] = 1;
    assertThat(new SettingsSeal(new SealingKey(other)).read(kept))
        .isEqualTo(
            new Parsed.Invalid(
                Map.of(
                    "wifi.networks[0].passphrase",
                    "was sealed with the key of another box; write it anew")));
    assertThat(SettingsFile.peek(path)).isInstanceOf(Parsed.Ok.class);
  }
}
