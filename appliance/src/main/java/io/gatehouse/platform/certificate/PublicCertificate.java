package io.gatehouse.platform.certificate;

import io.gatehouse.platform.clock.WallClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The certificate of the portal's public host, one that phones trust. An operator uploads it; the
 * box never makes one, as no phone would trust it.
 */
public final class PublicCertificate {
  /** Type of a DNS name among a certificate's names (RFC 5280, GeneralName). */
  private static final int DNS_NAME = 2;

  private final Path file;
  private final WallClock wall;
  private volatile Runnable changed = () -> {};

  /**
   * @param file inside the box's {@code tls} folder; key and chain in one, for its owner alone
   */
  public PublicCertificate(Path file, WallClock wall) {
    this.file = file;
    this.wall = wall;
  }

  /** What became of an upload. */
  public sealed interface Kept {
    /** It is on the disk. */
    record Stored(Held held) implements Kept {}

    /**
     * It is not.
     *
     * @param field {@code certificate} or {@code key}
     */
    record Refused(String field, String reason) implements Kept {}
  }

  /**
   * What is held.
   *
   * @param names DNS names it is good for
   * @param end the last moment at which clients accept it
   */
  public record Held(List<String> names, Instant end) {}

  /** Has this told after each change, so that listeners can follow. */
  public void onChange(Runnable listener) {
    changed = listener;
  }

  /**
   * Keeps an uploaded pair for the host.
   *
   * @param certificates PEM, the host's own first, then its issuers
   * @param key PEM, without a passphrase
   */
  public Kept keep(String host, String certificates, String key) {
    BoxCertificate pair;
    try {
      pair = UploadedPair.read(certificates, key);
    } catch (UploadedPair.Unusable e) {
      return new Kept.Refused(e.field(), e.getMessage());
    }
    if (!covers(pair.certificate(), host)) {
      return new Kept.Refused(
          "certificate", "is for " + names(pair.certificate()) + ", not for " + host);
    }
    if (over(pair)) {
      return new Kept.Refused("certificate", "ended on " + pair.end());
    }
    PairFile.write(file, pair);
    changed.run();
    return new Kept.Stored(held(pair));
  }

  /** Forgets the pair. False where there is none. */
  public boolean remove() {
    try {
      boolean removed = Files.deleteIfExists(file);
      if (removed) {
        changed.run();
      }
      return removed;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }

  /** What is kept, whether or not it can be used now. */
  public Optional<Held> held() {
    return load().map(PublicCertificate::held);
  }

  /** The pair, where it is good for the host and not over by a trusted clock. */
  public Optional<BoxCertificate> usable(String host) {
    return load().filter(pair -> covers(pair.certificate(), host) && !over(pair));
  }

  private static Held held(BoxCertificate pair) {
    return new Held(names(pair.certificate()), pair.end());
  }

  private boolean over(BoxCertificate pair) {
    return wall.trusted() && wall.now().isAfter(pair.end());
  }

  private Optional<BoxCertificate> load() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      int certificates = text.indexOf("-----BEGIN CERTIFICATE-----");
      return certificates < 0
          ? Optional.empty()
          : Optional.of(
              UploadedPair.read(text.substring(certificates), text.substring(0, certificates)));
    } catch (UploadedPair.Unusable damaged) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static boolean covers(X509Certificate certificate, String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    String wildcard = dot < 0 ? "" : "*" + wanted.substring(dot);
    return !wanted.isEmpty()
        && names(certificate).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(name -> name.equals(wanted) || name.equals(wildcard));
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        all.stream()
            .filter(name -> Integer.valueOf(DNS_NAME).equals(name.getFirst()))
            .forEach(name -> names.add(String.valueOf(name.get(1))));
      }
    } catch (CertificateParsingException e) {
      return List.of();
    }
    return names;
  }
}
