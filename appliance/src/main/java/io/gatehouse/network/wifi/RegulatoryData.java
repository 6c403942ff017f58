package io.gatehouse.network.wifi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which frequencies each country allows: the file that the kernel itself reads (wireless-regdb's
 * {@code regulatory.db}, format 20, as net/wireless/reg.c reads it).
 */
public final class RegulatoryData {
  private static final int MAGIC = 0x52474442;
  private static final int VERSION = 20;
  private static final int DFS = 1 << 2;
  private static final int NO_IR = 1 << 3;
  private static final int AUTO_BANDWIDTH = 1 << 4;

  /** Addresses in the file count groups of four bytes. */
  private static final int UNIT = 4;

  private final Map<String, List<Rule>> countries;

  private RegulatoryData(Map<String, List<Rule>> countries) {
    this.countries = countries;
  }

  /**
   * What a country says of a range of frequencies.
   *
   * @param fromKhz start of the range
   * @param toKhz end of the range
   * @param widestKhz how wide a channel may be
   * @param widens channels may reach into the next range
   * @param mayBegin an access point may be the first to send
   * @param radar it has to listen for radar before
   */
  public record Rule(
      long fromKhz, long toKhz, long widestKhz, boolean widens, boolean mayBegin, boolean radar) {

    boolean holds(Channel channel) {
      long middle = channel.megahertz() * 1_000L;
      return fromKhz <= middle - 10_000 && middle + 10_000 <= toKhz;
    }
  }

  /** The file where distributions have it; empty where a box has none. */
  public static Optional<RegulatoryData> ofSystem() {
    Path file = Path.of("/lib/firmware/regulatory.db");
    try {
      return Files.exists(file) ? Optional.of(read(Files.readAllBytes(file))) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** Reads the file's bytes; what is no such file is broken machinery. */
  public static RegulatoryData read(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    try {
      if (file.getInt() != MAGIC || file.getInt() != VERSION) {
        throw new IllegalArgumentException("no regulatory database of version " + VERSION);
      }
      Map<String, List<Rule>> countries = new HashMap<>();
      byte[] letters = new byte[2];
      for (file.get(letters); letters[0] != 0; file.get(letters)) {
        int collection = Short.toUnsignedInt(file.getShort()) * UNIT;
        countries.put(new String(letters, StandardCharsets.US_ASCII), collection(file, collection));
      }
      return new RegulatoryData(countries);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the regulatory database is cut short", e);
    }
  }

  private static List<Rule> collection(ByteBuffer file, int at) {
    int length = Byte.toUnsignedInt(file.get(at));
    int count = Byte.toUnsignedInt(file.get(at + 1));
    int list = at + (length + 1) / 2 * 2;
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(rule(file, Short.toUnsignedInt(file.getShort(list + 2 * i)) * UNIT));
    }
    return List.copyOf(rules);
  }

  private static Rule rule(ByteBuffer file, int at) {
    int flags = file.get(at + 1);
    return new Rule(
        Integer.toUnsignedLong(file.getInt(at + 4)),
        Integer.toUnsignedLong(file.getInt(at + 8)),
        Integer.toUnsignedLong(file.getInt(at + 12)),
        (flags & AUTO_BANDWIDTH) != 0,
        (flags & NO_IR) == 0,
        (flags & DFS) != 0);
  }

  /** What the country says; empty where the file does not know it. */
  public Optional<List<Rule>> of(String country) {
    return Optional.ofNullable(countries.get(country));
  }
}
