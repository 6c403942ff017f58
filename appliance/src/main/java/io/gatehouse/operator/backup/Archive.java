package io.gatehouse.operator.backup;

import io.gatehouse.operator.backup.Manifest.Item;
import io.gatehouse.platform.seal.SealedInput;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A backup as a file: tar, gzip, and the seal of a {@link BackupKey} around it. The first thing in
 * it is its {@link Manifest}.
 */
final class Archive {
  private static final int LONGEST_MANIFEST = 256 * 1024;
  private static final int OWNER_ONLY = 0600;

  private Archive() {}

  /** How the text of a backup is come by. */
  @FunctionalInterface
  interface Opening {
    InputStream of(InputStream sealed) throws IOException, Unopened;
  }

  /**
   * Writes what stands in a folder, and has it on the disk.
   *
   * @param from holds the ledger and the folders of {@link Manifest#FOLDERS}
   */
  static Manifest write(Path to, BackupKey key, Path from, String box, String made)
      throws IOException {
    Map<String, Long> rows = Manifest.count(from.resolve(Manifest.LEDGER));
    List<Item> items = new ArrayList<>();
    for (String name : names(from)) {
      Path file = from.resolve(name);
      items.add(new Item(name, Files.size(file), digest(file)));
    }
    Manifest manifest = new Manifest(Manifest.FORMAT, box, made, rows, items);
    try (FileOutputStream file = new FileOutputStream(to.toFile())) {
      OutputStream sealed = key.seal(new BufferedOutputStream(new Unclosed(file)));
      try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(sealed))) {
        byte[] list = manifest.json();
        add(tar, Manifest.NAME, list.length);
        tar.write(list);
        tar.closeArchiveEntry();
        for (Item item : items) {
          add(tar, item.name(), item.bytes());
          Files.copy(from.resolve(item.name()), tar);
          tar.closeArchiveEntry();
        }
      }
      file.getFD().sync();
    }
    return manifest;
  }

  private static void add(TarArchiveOutputStream tar, String name, long bytes) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes);
    entry.setMode(OWNER_ONLY);
    tar.putArchiveEntry(entry);
  }

  /** The ledger, then what is in the folders; what is no plain file is no part of a box's data. */
  private static List<String> names(Path from) throws IOException {
    List<String> names = new ArrayList<>();
    names.add(Manifest.LEDGER);
    for (String folder : Manifest.FOLDERS) {
      if (Files.isDirectory(from.resolve(folder), LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> files = Files.list(from.resolve(folder))) {
          files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .map(file -> folder + "/" + file.getFileName())
              .filter(Manifest::isName)
              .sorted()
              .forEach(names::add);
        }
      }
    }
    return names;
  }

  /**
   * Unpacks into an empty folder. What is not taken may leave files there, and nowhere else.
   *
   * @param most bytes that may come out of it in all
   */
  static Manifest unpack(Path archive, Opening opening, Path into, long most)
      throws IOException, Unopened {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive))) {
      InputStream sealed = opening.of(file);
      Reading reading = new Reading(sealed);
      TarArchiveInputStream tar = reading.get(() -> tar(sealed));
      Manifest manifest = Manifest.read(reading.manifest(tar));
      reading.begun = true;
      Map<String, Item> due =
          manifest.files().stream()
              .collect(
                  Collectors.toMap(Item::name, Function.identity(), (a, b) -> b, TreeMap::new));
      long left = most;
      for (TarArchiveEntry entry = reading.get(tar::getNextEntry);
          entry != null;
          entry = reading.get(tar::getNextEntry)) {
        Item item = expected(entry, due);
        left -= item.bytes();
        if (left < 0) {
          throw new Unopened("unpacked it has more than " + (most >> 20) + " MiB");
        }
        take(reading, tar, item, into.resolve(item.name()));
      }
      if (!due.isEmpty()) {
        throw new Unopened("it lacks " + String.join(", ", due.keySet()));
      }
      reading.end();
      if (!Files.exists(into.resolve(Manifest.LEDGER)) || !Files.exists(into.resolve("keys"))) {
        throw new Unopened("it has no ledger or no keys");
      }
      return manifest;
    }
  }

  private static TarArchiveInputStream tar(InputStream sealed) throws IOException {
    return new TarArchiveInputStream(new GZIPInputStream(sealed));
  }

  /** Names come from the list alone, so a path that leads elsewhere is none of them. */
  private static Item expected(TarArchiveEntry entry, Map<String, Item> due) throws Unopened {
    String name = entry.getName();
    if (entry.getLinkFlag() != TarConstants.LF_NORMAL) {
      throw new Unopened("it has '" + name + "', which is no plain file");
    }
    if (!Manifest.isName(name)) {
      throw new Unopened("it has '" + name + "', which is no part of a box");
    }
    Item item = due.remove(name);
    if (item == null) {
      throw new Unopened("it has '" + name + "', which its list does not name, or names once");
    }
    if (entry.getSize() != item.bytes()) {
      throw new Unopened("'" + name + "' has another size than its list says");
    }
    return item;
  }

  private static void take(Reading reading, InputStream tar, Item item, Path to)
      throws IOException, Unopened {
    Files.createDirectories(to.getParent());
    byte[] buffer = new byte[64 * 1024];
    MessageDigest digest = sha256();
    try (FileOutputStream file = new FileOutputStream(to.toFile())) {
      OutputStream out = new DigestOutputStream(file, digest);
      for (int n = reading.get(() -> tar.read(buffer));
          n >= 0;
          n = reading.get(() -> tar.read(buffer))) {
        out.write(buffer, 0, n);
      }
      file.getFD().sync();
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(item.sha256())) {
      throw new Unopened("'" + item.name() + "' is not what its list says");
    }
  }

  /** Tells what is wrong with an archive from what is wrong with the place it is unpacked to. */
  private static final class Reading {
    private final InputStream sealed;
    private boolean begun;

    Reading(InputStream sealed) {
      this.sealed = sealed;
    }

    @FunctionalInterface
    interface Read<T> {
      T get() throws IOException;
    }

    <T> T get(Read<T> read) throws Unopened {
      try {
        return read.get();
      } catch (SealedInput.NotAuthentic e) {
        throw new Unopened(
            begun
                ? "it was changed or cut off"
                : "it does not open: the recovery passphrase is another one, or it was changed or"
                    + " cut off");
      } catch (IOException | IllegalArgumentException e) {
        throw new Unopened("it cannot be read: " + e.getMessage());
      }
    }

    byte[] manifest(TarArchiveInputStream tar) throws Unopened {
      TarArchiveEntry first = get(tar::getNextEntry);
      if (first == null
          || !first.getName().equals(Manifest.NAME)
          || first.getLinkFlag() != TarConstants.LF_NORMAL
          || first.getSize() > LONGEST_MANIFEST) {
        throw new Unopened("it does not begin with a list of its contents");
      }
      return get(() -> tar.readNBytes((int) first.getSize()));
    }

    /** Without the last piece it might be another's beginning. */
    void end() throws Unopened {
      if (get(sealed::read) >= 0) {
        throw new Unopened("there is something behind its end");
      }
    }
  }

  /** Closing the text writes its end; the file is closed once that is on the disk. */
  private static final class Unclosed extends java.io.FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
