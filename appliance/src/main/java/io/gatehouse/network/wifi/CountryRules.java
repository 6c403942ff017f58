package io.gatehouse.network.wifi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What countries allow radios, from the file that the kernel itself goes by (wireless-regdb,
 * version 20 of its format: kernel's net/wireless/reg.c). hostapd's reader takes any channel, and
 * the radio then stays silent.
 */
public final class CountryRules {
  private static final int MAGIC = 0x52474442;
  private static final int VERSION = 20;

  /** The flag of a rule under which nobody may begin to send, as an access point has to. */
  private static final int NO_INITIAL_RADIATION = 1 << 3;

  private static final int HALF_WIDTH_KHZ = 10_000;
  private static final int LAST = 165;

  private final Path file;

  /**
   * @param file usually {@code /lib/firmware/regulatory.db}
   */
  public CountryRules(Path file) {
    this.file = file;
  }

  /** Why this country forbids the channel; empty if it allows it or nothing is known of it. */
  public Optional<String> trouble(Wifi wifi) {
    Optional<List<Span>> known = spans(wifi.country());
    if (known.isEmpty() || allows(known.get(), new Channel(wifi.channel()), wifi.width())) {
      return Optional.empty();
    }
    List<String> allowed =
        IntStream.rangeClosed(1, LAST)
            .mapToObj(Channel::new)
            .filter(other -> other.exists() && allows(known.get(), other, wifi.width()))
            .map(Channel::toString)
            .toList();
    return Optional.of(
        "channel %d with %d MHz is forbidden in %s; allowed are %s"
            .formatted(wifi.channel(), wifi.width(), wifi.country(), String.join(", ", allowed)));
  }

  /** The 20 MHz channels that the country allows; all there are if nothing is known of it. */
  public List<Channel> allowed(String country) {
    Optional<List<Span>> known = spans(country);
    return IntStream.rangeClosed(1, LAST)
        .mapToObj(Channel::new)
        .filter(channel -> channel.exists() && (known.isEmpty() || allows(known.get(), channel)))
        .toList();
  }

  private static boolean allows(List<Span> spans, Channel channel, int width) {
    List<Channel> taken = channel.taken(width);
    return !taken.isEmpty() && taken.stream().allMatch(part -> allows(spans, part));
  }

  private static boolean allows(List<Span> spans, Channel channel) {
    int centre = channel.megahertz() * 1_000;
    return spans.stream()
        .anyMatch(s -> s.from <= centre - HALF_WIDTH_KHZ && s.to >= centre + HALF_WIDTH_KHZ);
  }

  /** A span of frequencies, in kHz. */
  private record Span(int from, int to) {}

  private Optional<List<Span>> spans(String country) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
      if (all.remaining() < 8 || all.getInt() != MAGIC || all.getInt() != VERSION) {
        return Optional.empty();
      }
      byte[] wanted = country.getBytes(StandardCharsets.US_ASCII);
      for (int at = 8; all.getShort(at) != 0; at += 4) {
        if (wanted.length == 2 && all.get(at) == wanted[0] && all.get(at + 1) == wanted[1]) {
          return Optional.of(spans(all, unsigned(all, at + 2) * 4));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (IndexOutOfBoundsException cutShort) {
      return Optional.empty();
    }
  }

  private static List<Span> spans(ByteBuffer all, int collection) {
    int rules = collection + (all.get(collection) + 1) / 2 * 2;
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < all.get(collection + 1); i++) {
      int rule = unsigned(all, rules + 2 * i) * 4;
      if ((all.get(rule + 1) & NO_INITIAL_RADIATION) == 0) {
        spans.add(new Span(all.getInt(rule + 4), all.getInt(rule + 8)));
      }
    }
    return spans;
  }

  private static int unsigned(ByteBuffer all, int at) {
    return Short.toUnsignedInt(all.getShort(at));
  }
}
