package io.gatehouse.portal;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.portal.page.Pages;
import io.vertx.core.json.JsonObject;

/** The answer of the captive portal API (RFC 8908). */
final class CaptiveApi {
  static final String TYPE = "application/captive+json";

  private CaptiveApi() {}

  static String json(Visitors.Visitor visitor, Settings settings, String portalUrl) {
    JsonObject answer =
        new JsonObject().put("captive", !visitor.online()).put("user-portal-url", portalUrl);
    Pages.webLink(settings.portal().redirectUrl())
        .ifPresent(link -> answer.put("venue-info-url", link.toASCIIString()));
    // More time is bought on the same pages, by the next voucher.
    answer.put("can-extend-session", true);
    if (visitor.online()) {
      SessionView session = visitor.session().orElseThrow();
      if (session.remainingSeconds() >= 0) {
        answer.put("seconds-remaining", session.remainingSeconds());
      }
      // RFC 8908: the bytes after which the device is captive again; a plan that goes on slowly has
      // no such number.
      if (session.remainingBytes() >= 0 && session.plan().afterQuota() == Plan.AfterQuota.STOP) {
        answer.put("bytes-remaining", session.remainingBytes());
      }
    }
    return answer.encode();
  }
}
