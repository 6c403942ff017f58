package io.gatehouse.operator.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the start of a box found wrong: with its file systems, of which {@code overlay/layers}
 * leaves a file for each, with one sentence, and with what is in them, as the program itself does.
 * They last until the next start, which looks anew.
 *
 * @param ofLayers need not exist: a box without layers has none
 * @param ofProgram need not exist either
 */
public record LayerAlarms(Path ofLayers, Path ofProgram) {
  /** The alarm that the ledger is one in memory, so nobody's codes are known. */
  private static final String LEDGER = "ledger";

  /** The sentences, in the order of the alarms' names. */
  public List<String> sentences() {
    return Stream.of(ofLayers, ofProgram).flatMap(folder -> in(folder).stream()).toList();
  }

  private static List<String> in(Path folder) {
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
    return Stream.of(ofLayers, ofProgram).anyMatch(folder -> Files.exists(folder.resolve(LEDGER)));
  }
}
