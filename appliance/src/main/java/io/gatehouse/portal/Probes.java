package io.gatehouse.portal;

import java.util.Map;
import java.util.Optional;

/**
 * What systems ask to learn whether they are online, and what the true servers answer. A device
 * that is not online gets a redirect instead; one that is, and still comes here over a connection
 * kept alive, gets this.
 */
final class Probes {
  private static final String APPLE =
      "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>";

  private static final Map<String, Success> SUCCESS =
      Map.ofEntries(
          // Apple
          Map.entry("/hotspot-detect.html", html(APPLE)),
          Map.entry("/library/test/success.html", html(APPLE)),
          // Android, ChromeOS
          Map.entry("/generate_204", new Success(204, "", "")),
          Map.entry("/gen_204", new Success(204, "", "")),
          // Windows 10 and later, Windows 8 and earlier
          Map.entry("/connecttest.txt", text("Microsoft Connect Test")),
          Map.entry("/ncsi.txt", text("Microsoft NCSI")),
          // Firefox
          Map.entry(
              "/canonical.html",
              html(
                  "<meta http-equiv=\"refresh\""
                      + " content=\"0;url=https://support.mozilla.org/kb/captive-portal\"/>")),
          Map.entry("/success.txt", text("success\n")),
          // Kindle
          Map.entry(
              "/kindle-wifi/wifistub.html",
              html(
                  "<!DOCTYPE html><html><head><title>Kindle Reachability Probe Page</title></head>"
                      + "<body>81ce4465-7167-4dcb-835b-dcc9e44c112a</body></html>")),
          Map.entry(
              "/kindle-wifi/wifiredirect.html",
              html(
                  "<!DOCTYPE html><html><head><title>Kindle Reachability Probe Page</title></head>"
                      + "<body>81ce4465-7167-4dcb-835b-dcc9e44c112a</body></html>")));

  private Probes() {}

  /** What a probe's true server answers. */
  record Success(int status, String type, String body) {}

  private static Success html(String body) {
    return new Success(200, "text/html", body);
  }

  private static Success text(String body) {
    return new Success(200, "text/plain", body);
  }

  /** Empty where the path is no probe, or one whose success is not known. */
  static Optional<Success> success(String path) {
    return Optional.ofNullable(SUCCESS.get(path));
  }
}
