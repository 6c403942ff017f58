package io.gatehouse.lab.radio;

import io.gatehouse.lab.box.Checkout;
import io.gatehouse.lab.net.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The machine's disk, kernel and initial RAM disk: Debian trixie, made by {@code
 * image-build/radio/build} and kept in {@code ~/.cache/gatehouse/radio}. A change in the list of
 * packages, the first process or the build makes another one; the checkout's own build is no part
 * of it.
 */
record RadioImage(Path folder) {
  private static final List<String> MADE_OF = List.of("packages", "init", "build");
  private static final String WHOLE = "whole";

  Path disk() {
    return folder.resolve("root.ext4");
  }

  Path kernel() {
    return folder.resolve("vmlinuz");
  }

  Path initialDisk() {
    return folder.resolve("initrd");
  }

  /** Takes the one that is kept, or builds it: one build at a time on a machine. */
  static RadioImage ensure(Checkout checkout, Consumer<String> progress) {
    Path recipe = checkout.path("image-build/radio");
    Path cache = Path.of(System.getProperty("user.home"), ".cache", "gatehouse", "radio");
    RadioImage image = new RadioImage(cache.resolve(key(recipe)));
    try {
      Files.createDirectories(cache);
      try (FileChannel file =
              FileChannel.open(
                  cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = file.lock()) {
        if (!Files.exists(image.folder.resolve(WHOLE))) {
          image.build(recipe, cache, progress);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return image;
  }

  private void build(Path recipe, Path cache, Consumer<String> progress) throws IOException {
    long start = System.nanoTime();
    progress.accept("building the radio lab's machine; this is done once, in one to three minutes");
    Path log = cache.resolve("build.log");
    Process build =
        new ProcessBuilder("bash", recipe.resolve("build").toString(), folder.toString())
            .redirectError(log.toFile())
            .start();
    try (BufferedReader said = build.inputReader()) {
      said.lines().forEach(progress);
    }
    if (exit(build) != 0) {
      throw new LabException(
          "the radio lab's machine could not be built; the end of " + log + ":\n" + end(log));
    }
    Files.createFile(folder.resolve(WHOLE));
    dropOthers(cache);
    progress.accept("built in %d s".formatted((System.nanoTime() - start) / 1_000_000_000));
  }

  private static int exit(Process build) {
    try {
      return build.waitFor();
    } catch (InterruptedException e) {
      build.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  private static String end(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  /** A disk takes half a gigabyte, so only the newest is kept. */
  private void dropOthers(Path cache) throws IOException {
    try (Stream<Path> all = Files.list(cache)) {
      for (Path other : all.filter(Files::isDirectory).filter(p -> !p.equals(folder)).toList()) {
        Folders.delete(other);
      }
    }
  }

  private static String key(Path recipe) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : MADE_OF) {
        digest.update(Files.readAllBytes(recipe.resolve(part)));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
