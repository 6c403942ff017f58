package io.gatehouse.api.box;

import io.gatehouse.api.call.Answer;
import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Call;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.api.call.Fields;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.audit.Audit;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.platform.certificate.PublicCertificate.Held;
import io.gatehouse.platform.certificate.PublicCertificate.Kept;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The certificate of the portal's public host. Its key goes in and never comes out again. */
public final class CertificateRoutes {
  private static final String PATH = "/portal/certificate";
  private static final int LONGEST = 64 * 1024;

  private final PublicCertificate certificate;
  private final Supplier<Settings> settings;
  private final Audit audit;

  public CertificateRoutes(
      PublicCertificate certificate, Supplier<Settings> settings, Audit audit) {
    this.certificate = certificate;
    this.settings = settings;
    this.audit = audit;
  }

  public void on(Endpoints endpoints) {
    endpoints.get(PATH, Role.VIEWER, call -> Answer.ok(json(certificate.held())));
    endpoints.post(PATH, Role.ADMIN, this::keep);
    endpoints.post(PATH + "/remove", Role.ADMIN, this::remove);
  }

  private Answer keep(Call call) {
    Fields body = call.fields();
    String certificates = body.lines("certificate", LONGEST);
    String key = body.lines("key", LONGEST);
    body.check();
    if (host().isEmpty()) {
      throw ApiProblem.conflict("portal.publicHost is not set: say first which name it is for");
    }
    return switch (certificate.keep(host(), certificates, key)) {
      case Kept.Stored stored -> {
        audit.record(call.actor(), "certificate.keep", host(), "until " + stored.held().end());
        yield Answer.ok(json(Optional.of(stored.held())));
      }
      case Kept.Refused(String field, String reason) ->
          throw ApiProblem.invalid(Map.of(field, reason));
    };
  }

  private Answer remove(Call call) {
    if (!certificate.remove()) {
      throw ApiProblem.conflict("there is no certificate to remove");
    }
    audit.record(call.actor(), "certificate.remove", host(), "done");
    return Answer.ok(json(Optional.empty()));
  }

  private String host() {
    return settings.get().portal().publicHost();
  }

  private JsonObject json(Optional<Held> held) {
    return new JsonObject()
        .put("host", host())
        .put("held", held.isPresent())
        .put("names", new JsonArray(held.map(Held::names).orElseGet(java.util.List::of)))
        .put("end", held.map(one -> one.end().toString()).orElse(""))
        .put("inUse", certificate.usable(host()).isPresent());
  }
}
