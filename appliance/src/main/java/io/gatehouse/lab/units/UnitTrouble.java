package io.gatehouse.lab.units;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** A unit that will not start, stop or reload; carries the end of its log. */
final class UnitTrouble extends Exception {
  private static final int SHOWN_LINES = 8;

  UnitTrouble(String what, File log) {
    super(what + tail(log));
  }

  private static String tail(File log) {
    try {
      List<String> lines = Files.readAllLines(log.toPath());
      return "\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException none) {
      return "";
    }
  }
}
