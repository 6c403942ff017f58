package io.gatehouse.sync.enrolment;

import io.gatehouse.sync.channel.HubAddress;
import io.gatehouse.sync.channel.Pair;
import io.gatehouse.sync.wire.AuthorityKey;
import io.gatehouse.sync.wire.Json;
import io.gatehouse.sync.wire.Unreadable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The membership on the disk, among the box's keys: its owner's alone, written whole, kept by every
 * reset but the one of everything. A box without this file belongs to no hub.
 */
public final class MembershipFile {
  private final Path file;

  public MembershipFile(Path file) {
    this.file = file;
  }

  private record Kept(String hub, String authority, String box, String certificate, String key) {}

  public Optional<Membership> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Kept kept = Json.read(Files.readAllBytes(file), Kept.class);
      return Optional.of(
          new Membership(
              HubAddress.parse(kept.hub),
              AuthorityKey.parse(kept.authority),
              kept.box,
              new Pair(kept.certificate, kept.key)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (Unreadable e) {
      throw new IllegalStateException(
          file + " is damaged; leave the hub and join it again with a new claim", e);
    }
  }

  /** On the disk when it returns; after a power cut there is the old one or this. */
  public void write(Membership membership) {
    byte[] text =
        Json.write(
            new Kept(
                membership.hub().toString(),
                membership.authority().text(),
                membership.box(),
                membership.pair().certificate(),
                membership.pair().key()));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(fresh);
      try (FileChannel out =
          FileChannel.open(
              fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
        ByteBuffer rest = ByteBuffer.wrap(text);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      syncFolder();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The box belongs to nobody any more. */
  public void remove() {
    try {
      Files.deleteIfExists(file);
      syncFolder();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }

  private void syncFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    }
  }
}
