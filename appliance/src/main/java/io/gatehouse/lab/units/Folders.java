package io.gatehouse.lab.units;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;

/** Folders that the system makes for units: per unit, and those of a tmpfiles file. */
final class Folders {
  private final UnitFile unit;

  Folders(UnitFile unit) {
    this.unit = unit;
  }

  void make() throws IOException {
    String user = unit.value("Service.User", "root");
    String group = unit.value("Service.Group", user);
    for (String name : unit.words("Service.RuntimeDirectory")) {
      make(Path.of("/run", name), mode("Service.RuntimeDirectoryMode"), user, group);
    }
    for (String name : unit.words("Service.StateDirectory")) {
      make(Path.of("/var/lib", name), mode("Service.StateDirectoryMode"), user, group);
    }
  }

  private int mode(String key) {
    return Integer.parseInt(unit.value(key, "0755"), 8);
  }

  /** Applies the {@code d} lines of a tmpfiles.d file, the only kind that the project uses. */
  static void tmpfiles(String text) throws IOException {
    for (String line : text.split("\n", -1)) {
      List<String> words = Words.split(line);
      if (words.size() == 5 && words.getFirst().equals("d")) {
        make(Path.of(words.get(1)), Integer.parseInt(words.get(2), 8), words.get(3), words.get(4));
      }
    }
  }

  private static void make(Path folder, int mode, String user, String group) throws IOException {
    Files.createDirectories(folder);
    UserPrincipalLookupService names = folder.getFileSystem().getUserPrincipalLookupService();
    PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    view.setOwner(names.lookupPrincipalByName(user));
    view.setGroup(names.lookupPrincipalByGroupName(group));
    // The whole mode at once: the Posix view has no set-group bit.
    Files.setAttribute(folder, "unix:mode", mode);
  }
}
