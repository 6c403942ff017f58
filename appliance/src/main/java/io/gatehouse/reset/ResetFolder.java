package io.gatehouse.reset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a reset's state is, on the ledger's file system and so outside of what it takes away:
 * {@code order} as asked for, {@code files} once the files' half is done, {@code done} with the
 * proof. Each is written whole, and the next one appears before the last one goes.
 */
public final class ResetFolder {
  private final Path folder;

  /**
   * @param data the box's data, {@code /var/lib/gatehouse}
   */
  public ResetFolder(Path data) {
    this.folder = data.resolve("reset");
  }

  /** Orders a reset for the next start. One that was ordered before and not done is replaced. */
  public Order order(Level level, String by) {
    Order order = new Order(level, by.replaceAll("\\p{Cntrl}", " "), UUID.randomUUID() + "", "");
    write(
        "order",
        "level=%s\nby=%s\nid=%s\n".formatted(order.level().word(), order.by(), order.id()));
    return order;
  }

  /** What is asked for and not begun. */
  public Optional<Order> ordered() {
    return read("order");
  }

  /** What the program has still to do. */
  public Optional<Order> due() {
    return read("files");
  }

  /** What the last reset did and how that was verified, as it was written. */
  public Optional<String> proof() {
    try {
      Path file = folder.resolve("done");
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void done(String proof) {
    write("done", proof);
    try {
      Files.deleteIfExists(folder.resolve("files"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Order> read(String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String by = "";
      String id = "";
      StringBuilder found = new StringBuilder();
      Optional<Level> level = Optional.empty();
      // Any bytes are text in it, so that a damaged order is an unreadable one and no failed start.
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        int at = line.indexOf('=');
        String value = line.substring(at + 1);
        switch (at < 0 ? "" : line.substring(0, at)) {
          case "level" -> level = Level.of(value);
          case "by" -> by = value;
          case "id" -> id = value;
          case "changes", "blocks" -> found.append(line).append('\n');
          default -> {}
        }
      }
      String who = by;
      String which = id;
      return level.map(known -> new Order(known, who, which, found.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void write(String name, String text) {
    Path fresh = folder.resolve(name + ".new");
    try {
      Files.createDirectories(folder);
      try (FileChannel out =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        out.write(StandardCharsets.UTF_8.encode(text));
        out.force(true);
      }
      Files.move(
          fresh,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(name), e);
    }
  }
}
