package io.gatehouse.console.network;

import io.gatehouse.console.door.Visit;
import io.gatehouse.console.page.Pages;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.platform.certificate.PublicCertificate.Kept;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The certificate with which guests are served over TLS. Its key goes in and never comes out. */
final class CertificatePages {
  private static final String PATH = "/network/certificate";
  private static final int LONGEST = 64 * 1024;
  private static final int SOON_DAYS = 21;

  private final Rooms rooms;
  private final PublicCertificate certificate;

  CertificatePages(Rooms rooms) {
    this.rooms = rooms;
    this.certificate = rooms.certificate();
  }

  void on(Pages pages) {
    pages.get(PATH, Role.VIEWER, visit -> Pages.page("certificate", values("", Map.of())));
    pages.post(PATH, Role.ADMIN, this::keep);
    pages.post(PATH + "/remove", Role.ADMIN, this::remove);
  }

  private String host() {
    return rooms.settings().get().portal().publicHost();
  }

  /**
   * @param typed the chain that was sent; the key is never sent back
   */
  private Map<String, Object> values(String typed, Map<String, String> errors) {
    Map<String, Object> values = new HashMap<>();
    values.put("host", host());
    values.put("typed", typed);
    values.put("errors", errors);
    values.put("inUse", certificate.usable(host()).isPresent());
    certificate
        .held()
        .ifPresent(
            held -> {
              values.put("held", held);
              if (rooms.wall().trusted()) {
                long days = Duration.between(rooms.wall().now(), held.end()).toDays();
                values.put("days", days);
                values.put("soon", days < SOON_DAYS);
              }
            });
    return values;
  }

  private Pages.Outcome keep(Visit visit) {
    String host = host();
    if (host.isEmpty()) {
      return Pages.refused(409, "console.certificate.no-host");
    }
    String chain = visit.field("certificate");
    String key = visit.field("key");
    Map<String, String> errors = new HashMap<>();
    Map.of("certificate", chain, "key", key)
        .forEach(
            (field, text) -> {
              if (text.isEmpty() || text.length() > LONGEST) {
                errors.put(field, "must be PEM text of at most 64 KiB");
              }
            });
    if (!errors.isEmpty()) {
      return Pages.wrong("certificate", values(chain, errors));
    }
    return switch (certificate.keep(host, chain, key)) {
      case Kept.Stored(PublicCertificate.Held held) -> {
        rooms.audit().record(visit.actor(), "certificate.keep", host, "until " + held.end());
        yield new Pages.Outcome.Go(PATH + "?done=certificate-kept");
      }
      case Kept.Refused(String field, String reason) ->
          Pages.wrong("certificate", values(chain, Map.of(field, reason)));
    };
  }

  private Pages.Outcome remove(Visit visit) {
    if (!certificate.remove()) {
      return new Pages.Outcome.Go(PATH);
    }
    rooms.audit().record(visit.actor(), "certificate.remove", host(), "done");
    return new Pages.Outcome.Go(PATH + "?done=certificate-removed");
  }
}
