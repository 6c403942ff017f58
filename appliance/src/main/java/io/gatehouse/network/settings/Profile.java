package io.gatehouse.network.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Partial settings documents that the program brings along, to begin with. */
public enum Profile {
  /**
   * An access point as the usual manual for such boxes sets it up, on the management network. Where
   * that is weak it differs; {@code system-files/README.md} lists each difference.
   */
  SOURCE;

  /** The profile of that name in small letters. */
  public static Optional<Profile> named(String name) {
    return Arrays.stream(values()).filter(one -> one.word().equals(name)).findFirst();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The document; who applies it adds country and passphrase, which no program can know. */
  public String document() {
    String file = word() + ".json";
    try (InputStream in = Profile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its part " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
