package io.gatehouse.network.rollout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the root side left on the disk about the change under way and the last one that ended. Read
 * without asking anyone, as the box must know what it runs on before its daemons answer.
 */
public final class RolloutMarks {
  private final Path folder;

  public RolloutMarks(Path folder) {
    this.folder = folder;
  }

  /** The number of the revision whose files are on the box until someone confirms them. */
  public Optional<Long> underWay() {
    return lines("marker").stream()
        .filter(line -> line.startsWith("revision "))
        .map(line -> Long.parseLong(line.substring("revision ".length())))
        .findFirst();
  }

  /** How the last change ended. */
  public Optional<Ended> ended() {
    return lines("outcome").stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length >= 2)
        .map(
            words ->
                new Ended(
                    Long.parseLong(words[0]),
                    words[1].equals("confirmed"),
                    words.length > 2 ? words[2] : ""))
        .findFirst();
  }

  /**
   * @param cause one word: {@code deadline}, {@code power}, {@code probe} …
   */
  public record Ended(long revision, boolean confirmed, String cause) {}

  private List<String> lines(String name) {
    try {
      return Files.readAllLines(folder.resolve(name));
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder.resolve(name), e);
    }
  }
}
