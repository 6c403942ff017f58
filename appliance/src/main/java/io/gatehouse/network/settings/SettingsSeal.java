package io.gatehouse.network.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.network.settings.document.Secrets;
import io.gatehouse.platform.seal.SealingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings as they lie on the disk: everything can be read but the secrets, which only the box's
 * own key opens. Documents of people, whose secrets stand in clear, are read all the same.
 */
public final class SettingsSeal {
  private static final String SEALED = "sealed:";
  private static final String MADE_UP = "********";
  private static final String PLACE = "settings";

  private final SealingKey key;

  public SettingsSeal(SealingKey key) {
    this.key = key;
  }

  /** The seal with the key in its file, made at the first start. */
  public static SettingsSeal open(Path keys) {
    return new SettingsSeal(SealingKey.open(keys.resolve("settings.key")));
  }

  /** As {@link SettingsJson#write}, with the secrets sealed: no two times the same text. */
  public String write(Settings settings) {
    ObjectNode tree = SettingsJson.tree(settings);
    Secrets.replace(tree, (_, secret) -> sealed(secret));
    return SettingsJson.text(tree);
  }

  /** A document with its secrets sealed; what is no JSON object stays as it is. */
  public String seal(String json) {
    return SettingsJson.object(json)
        .map(
            tree -> {
              Secrets.replace(tree, (_, text) -> text.startsWith(SEALED) ? text : sealed(text));
              return SettingsJson.text(tree);
            })
        .orElse(json);
  }

  /** Reads a document over the factory settings; refuses secrets of another box at their fields. */
  public Parsed read(String text) {
    Optional<ObjectNode> tree = SettingsJson.object(text);
    if (tree.isEmpty()) {
      return SettingsJson.read(text);
    }
    Map<String, String> errors = new TreeMap<>();
    Secrets.replace(tree.get(), (path, secret) -> opened(path, secret, errors));
    return errors.isEmpty() ? SettingsJson.read(tree.get().toString()) : new Parsed.Invalid(errors);
  }

  /** As {@link #read} without a key, for those who need no secret: each sealed one is made up. */
  static Parsed readWithout(String text) {
    return SettingsJson.object(text)
        .map(
            tree -> {
              Secrets.replace(tree, (_, secret) -> secret.startsWith(SEALED) ? MADE_UP : secret);
              return SettingsJson.read(tree.toString());
            })
        .orElseGet(() -> SettingsJson.read(text));
  }

  private String sealed(String secret) {
    byte[] sealed = key.seal(secret.getBytes(StandardCharsets.UTF_8), PLACE);
    return SEALED + Base64.getEncoder().encodeToString(sealed);
  }

  private String opened(String path, String secret, Map<String, String> errors) {
    if (!secret.startsWith(SEALED)) {
      return secret;
    }
    try {
      byte[] sealed = Base64.getDecoder().decode(secret.substring(SEALED.length()));
      return new String(key.unseal(sealed, PLACE), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | IllegalStateException foreign) {
      errors.put(path, "was sealed with the key of another box; write it anew");
      return secret;
    }
  }
}
