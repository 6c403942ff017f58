package io.gatehouse.portal.page;

import io.gatehouse.network.settings.Settings;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What all pages of one state of the settings share.
 *
 * @param css the style sheet, which stands in the page: one answer less before a phone shows it
 * @param policy Content-Security-Policy that allows exactly this style sheet and nothing foreign
 * @param logoPath changes with the logo, so that browsers may keep it; empty = none
 */
public record Look(Settings settings, String css, CharSequence policy, String logoPath) {
  private static final String SHEET = sheet();

  static Look of(Settings settings) {
    String css = Palette.css(settings.branding().colour()) + SHEET;
    byte[] logo = Base64.getDecoder().decode(settings.branding().logo());
    String style = Base64.getEncoder().encodeToString(sha256(css.getBytes(StandardCharsets.UTF_8)));
    return new Look(
        settings,
        css,
        HttpHeaders.createOptimized(
            "default-src 'none'; style-src 'sha256-"
                + style
                + "'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
        logo.length == 0 ? "" : "/logo.png?" + HexFormat.of().formatHex(sha256(logo), 0, 4));
  }

  /** A PNG; empty = none. */
  public byte[] logo() {
    return Base64.getDecoder().decode(settings.branding().logo());
  }

  private static String sheet() {
    String path = "web-ui/portal/portal.css";
    try (InputStream in = Look.class.getClassLoader().getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "");
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
