package io.gatehouse.portal.page;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.template.PageTemplates;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All pages, as bytes to send. Lives on one event loop. */
public final class Pages {
  private final Frame frame;
  private final SignInPages signIns;

  public Pages(PageTemplates templates, Supplier<Settings> current) {
    frame = new Frame(templates, current);
    signIns = new SignInPages(frame);
  }

  /** What makes one sign-in page differ from another, apart from what is spliced in. */
  public record SignIn(String language, Notice notice, boolean offline, boolean resume) {}

  /** What all pages share now. */
  public Look look() {
    return frame.look();
  }

  public byte[] signIn(SignIn page, List<Plan> plans, byte[] token, String code) {
    return signIns.page(page, plans, token, code);
  }

  public byte[] session(
      String language,
      SessionView session,
      Notice notice,
      Keepsake keepsake,
      byte[] token,
      boolean offline) {
    Words words = frame.words(language);
    boolean paused = session.state() == SessionView.State.PAUSED;
    Map<String, Object> values = frame.base(language, offline);
    Frame.notice(values, words, notice, "");
    values.put("token", new String(token, StandardCharsets.US_ASCII));
    values.put("paused", paused);
    values.put("plan", session.plan().name());
    values.put("left", left(words, session));
    values.put("ending", !paused && ending().ofTime(session));
    values.put("dataending", !paused && ending().ofData(session));
    values.put("slows", session.plan().afterQuota() == Plan.AfterQuota.SLOW);
    values.put("slowed", session.slowed());
    values.put(
        "bytesleft", session.remainingBytes() < 0 ? "" : words.bytes(session.remainingBytes()));
    values.put("down", words.bytes(session.downBytes()));
    values.put("up", words.bytes(session.upBytes()));
    values.put(
        "speed", words.speed(session.slowed() ? session.plan().slow() : session.plan().rate()));
    values.put("pausable", !paused && session.plan().timing() == Plan.Timing.BANKED);
    values.put("code", keepsake.code());
    webLink(look().settings().portal().redirectUrl())
        .ifPresent(
            link -> {
              values.put("redirect", link.toASCIIString());
              values.put("redirecthost", Words.isolated(link.getHost()));
            });
    return frame.bytes("session", language, values);
  }

  /**
   * The page of a session that is held.
   *
   * @param cookie whether the browser has something to prove it with
   */
  public byte[] held(
      String language, Notice notice, boolean cookie, byte[] token, boolean offline) {
    Map<String, Object> values = frame.base(language, offline);
    Frame.notice(values, frame.words(language), notice, "");
    values.put("token", new String(token, StandardCharsets.US_ASCII));
    values.put("cookie", cookie);
    return frame.bytes("held", language, values);
  }

  private String left(Words words, SessionView session) {
    return session.remainingSeconds() < 0 ? "" : words.time(session.remainingSeconds());
  }

  /** When to warn. */
  public Ending ending() {
    return new Ending(look().settings().portal().warnSeconds());
  }

  public byte[] receipt(
      String language, SessionView session, Keepsake keepsake, String address, boolean offline) {
    Words words = frame.words(language);
    Map<String, Object> values = frame.base(language, offline);
    values.put("plan", session.plan().name());
    values.put("facts", words.facts(session.plan()));
    values.put("price", session.plan().price().isFree() ? "" : words.price(session.plan()));
    values.put("left", left(words, session));
    values.put("number", session.voucherId().isEmpty() ? session.passId() : session.voucherId());
    values.put("code", keepsake.code());
    values.put("resume", keepsake.resumeToken());
    values.put("address", Words.isolated(address));
    return frame.bytes("receipt", language, values);
  }

  public byte[] tooManyDevices(
      String language, List<SessionView> online, String code, byte[] token, boolean offline) {
    Words words = frame.words(language);
    Map<String, Object> values = frame.base(language, offline);
    values.put("token", new String(token, StandardCharsets.US_ASCII));
    values.put("code", code);
    values.put(
        "devices",
        online.stream()
            .map(
                device ->
                    Map.of(
                        "name",
                        device.hostname(),
                        "seen",
                        device.idleSeconds() < 60
                            ? words.text("devices.active")
                            : words.text("devices.quiet", words.time(device.idleSeconds()))))
            .toList());
    return frame.bytes("devices", language, values);
  }

  /** Terms or privacy statement, as the installer typed it: an empty line starts a paragraph. */
  public byte[] statement(String language, String which, boolean offline) {
    var branding = look().settings().branding();
    String text = which.equals("terms") ? branding.terms() : branding.privacy();
    List<String> paragraphs =
        text.isBlank()
            ? List.of(frame.words(language).text(which + ".none"))
            : List.of(text.strip().split("\\R{2,}"));
    return message(language, frame.words(language).text(which), paragraphs, offline);
  }

  /** A page that says one thing: {@code portal.<key>.title} and {@code portal.<key>.text}. */
  public byte[] message(String language, String key, boolean offline) {
    Words words = frame.words(language);
    return message(
        language, words.text(key + ".title"), List.of(words.text(key + ".text")), offline);
  }

  private byte[] message(
      String language, String heading, List<String> paragraphs, boolean offline) {
    Map<String, Object> values = frame.base(language, offline);
    values.put("heading", heading);
    values.put("paragraphs", paragraphs);
    return frame.bytes("message", language, values);
  }

  /** The text of a refusal and nothing else, for when there is no time for a page. */
  public String tiny(String language, int status, String refusal) {
    String direction = Frame.rightToLeft(language) ? "rtl" : "ltr";
    return TinyPage.of(
        status, language, direction, frame.words(language).text("refused." + refusal));
  }

  /** A link that leads to a web page and nowhere else. */
  public static Optional<URI> webLink(String text) {
    try {
      URI uri = URI.create(text);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
