package io.gatehouse.lab.box;

import io.gatehouse.lab.net.LabException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The sources and build products that a lab's box is made of. */
public final class Checkout {
  private final Path root;

  private Checkout(Path root) {
    this.root = root;
  }

  /** The checkout that this very program was built in. */
  public static Checkout ofThisProgram() {
    try {
      Path place =
          Path.of(Checkout.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (Path folder = place; folder != null; folder = folder.getParent()) {
        if (Files.exists(folder.resolve("systemd")) && Files.exists(folder.resolve("appliance"))) {
          return new Checkout(folder);
        }
      }
      throw new LabException("a lab is made from a checkout, and this program runs from " + place);
    } catch (URISyntaxException e) {
      throw new LabException("cannot tell where this program runs from", e);
    }
  }

  /** A path below the checkout's own folder. */
  public Path path(String below) {
    return root.resolve(below);
  }

  public Path units() {
    return root.resolve("systemd");
  }

  /** Lays {@code /usr/lib/gatehouse} out as an installed box has it. */
  public void install(Path usr) {
    Path target = root.resolve("appliance/target");
    copyTree(root.resolve("system-files/usr/lib/gatehouse"), usr);
    Path lib = usr.resolve("lib");
    try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
      Files.createDirectories(lib);
      for (Path jar : jars.toList()) {
        link(jar, lib.resolve(jar.getFileName()));
      }
      pack(target.resolve("classes"), lib.resolve("gatehouse.jar"));
    } catch (IOException e) {
      throw new LabException("the build's products are not complete: run mvn package first", e);
    }
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (IOException | UnsupportedOperationException otherDisk) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Packs classes rather than looking for a jar, so that a lab never runs an older build. */
  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (Path path : all.filter(path -> !path.equals(classes)).sorted().toList()) {
        // Folders have entries of their own, as in every jar of a build: some are looked up by
        // name.
        boolean folder = Files.isDirectory(path);
        ZipEntry entry = new ZipEntry(classes.relativize(path) + (folder ? "/" : ""));
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        if (!folder) {
          Files.copy(path, zip);
        }
        zip.closeEntry();
      }
    }
  }

  /** Copies a folder, but for templates: those are rendered, not copied. */
  public static void copyTree(Path from, Path to) {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else if (!path.toString().endsWith(".peb")) {
          Files.copy(
              path, copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What runs a main class of this program in the lab: the box's own Java and libraries. */
  static List<String> java(String mainClass, String heap) {
    return List.of(
        System.getProperty("java.home") + "/bin/java",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx" + heap,
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        "/usr/lib/gatehouse/lib/*",
        mainClass);
  }
}
