package io.gatehouse.operator.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/**
 * What is printed on the box besides its first password, and stays the same for its life: the
 * passphrase of the set-up network, and the code by which an owner claims the box at a hub. The
 * factory may lay the file down; a box without one makes it at its first start.
 */
public final class Label {
  private static final String PASSPHRASE = "passphrase ";
  private static final String CLAIM = "claim ";

  private final Password passphrase;
  private final Password claim;

  private Label(Password passphrase, Password claim) {
    this.passphrase = passphrase;
    this.claim = claim;
  }

  /** For the access point's file and for printing. */
  public String passphrase() {
    return passphrase.reveal();
  }

  /** For printing, and for the hub. */
  public String claim() {
    return claim.reveal();
  }

  /** The label in the file; empty where there is none or a line of it is missing. */
  public static Optional<Label> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      Optional<String> passphrase = line(text, PASSPHRASE);
      Optional<String> claim = line(text, CLAIM);
      return passphrase.flatMap(
          p -> claim.map(c -> new Label(Password.typed(p), Password.typed(c))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The label in the file, made where there is none: on the disk before it is used. */
  public static Label readOrMake(Path file) {
    return read(file).orElseGet(() -> make(file));
  }

  private static Optional<String> line(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static Label make(Path file) {
    SecureRandom random = new SecureRandom();
    Label label = new Label(Password.random(random), Password.random(random));
    String text = PASSPHRASE + label.passphrase() + "\n" + CLAIM + label.claim() + "\n";
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(fresh);
      try (FileChannel out =
          FileChannel.open(
              fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
        out.write(StandardCharsets.UTF_8.encode(text));
        out.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return label;
  }
}
