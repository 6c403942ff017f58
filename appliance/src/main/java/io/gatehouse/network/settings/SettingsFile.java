package io.gatehouse.network.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The box's own settings on its disk: one JSON file, replaced as a whole. */
public final class SettingsFile {
  private final Path file;
  private final SettingsSeal seal;

  /**
   * @param seal of the box, so that the file holds no secret in clear
   */
  public SettingsFile(Path file, SettingsSeal seal) {
    this.file = file;
    this.seal = seal;
  }

  /** What a start found. */
  public sealed interface Loaded {
    Settings settings();

    /** The file holds these. */
    record Stored(Settings settings) implements Loaded {}

    /** There is no file yet, so the box has its factory settings. */
    record Fresh(Settings settings) implements Loaded {}

    /**
     * The file cannot be used; the box runs on factory settings and the file was put aside.
     *
     * @param reason what is wrong with it, for status and log
     * @param kept where the refused file lies now
     */
    record Broken(Settings settings, String reason, Path kept) implements Loaded {}
  }

  /** Reads the file for someone without the box's key: its secrets are made up. */
  public static Parsed peek(Path file) throws IOException {
    return Files.exists(file)
        ? SettingsJson.read(file, SettingsSeal::readWithout)
        : new Parsed.Ok(Settings.factory());
  }

  /** Reads the file. A broken one is kept beside as {@code <name>.refused} and never deleted. */
  public Loaded load() {
    if (!Files.exists(file)) {
      return new Loaded.Fresh(Settings.factory());
    }
    try {
      return switch (SettingsJson.read(file, seal::read)) {
        case Parsed.Ok ok -> new Loaded.Stored(ok.settings());
        case Parsed.Invalid invalid -> {
          Path kept = aside();
          Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
          yield new Loaded.Broken(Settings.factory(), invalid.summary(), kept);
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** Has the file hold these settings; writes only where it does not yet. */
  public void keep(Settings settings) {
    try {
      if (Files.exists(file) && holds(Files.readString(file), settings)) {
        return;
      }
    } catch (IOException notText) {
      // What cannot be read is replaced.
      save(settings);
      return;
    }
    save(settings);
  }

  private boolean holds(String text, Settings settings) {
    boolean clear = text.equals(SettingsJson.write(settings));
    boolean secrets = !SettingsJson.shown(settings).equals(SettingsJson.write(settings));
    return seal.read(text).equals(new Parsed.Ok(settings)) && !(clear && secrets);
  }

  /** Replaces the file; after a power cut there is the old or the new one, never a part. */
  public void save(Settings settings) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    ByteBuffer text = ByteBuffer.wrap(seal.write(settings).getBytes(StandardCharsets.UTF_8));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        while (text.hasRemaining()) {
          channel.write(text);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      // The rename itself is durable only once the directory is.
      try (FileChannel directory =
          FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  private Path aside() {
    Path kept = file.resolveSibling(file.getFileName() + ".refused");
    for (int i = 2; Files.exists(kept); i++) {
      kept = file.resolveSibling(file.getFileName() + ".refused-" + i);
    }
    return kept;
  }
}
