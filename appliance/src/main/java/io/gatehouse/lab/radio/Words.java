package io.gatehouse.lab.radio;

import io.gatehouse.lab.net.LabException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Words of a shell command. */
final class Words {
  private Words() {}

  /** The text as one word, whatever is in it. */
  static String one(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  static String all(List<String> argv) {
    return argv.stream().map(Words::one).collect(Collectors.joining(" "));
  }

  static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A name for QEMU's monitor, which takes a line of words apart. */
  static String name(String text) {
    if (!text.matches("[A-Za-z0-9_-]{1,40}")) {
      throw new LabException("a snapshot's name has letters, digits, - and _ only");
    }
    return text;
  }
}
