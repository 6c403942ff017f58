package io.gatehouse.operator.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the start of a box with layers found wrong with its file systems: {@code overlay/layers}
 * leaves a file for each, with one sentence. They last until the next start, which looks anew.
 *
 * @param folder need not exist: a box without layers has none
 */
public record LayerAlarms(Path folder) {
  /** The alarm that the ledger is one in memory, so nobody's codes are known. */
  private static final String LEDGER = "ledger";

  /** The sentences, in the order of the alarms' names. */
  public List<String> sentences() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> sentences = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        sentences.add(Files.readString(file).strip());
      }
      return sentences;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the alarms of the start", e);
    }
  }

  /** The box runs in safe mode: on an empty ledger in memory, because its own cannot be used. */
  public boolean ledgerLost() {
    return Files.exists(folder.resolve(LEDGER));
  }
}
