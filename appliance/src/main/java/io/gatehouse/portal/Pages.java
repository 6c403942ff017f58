package io.gatehouse.portal;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.session.SessionView;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.platform.template.SplicedPage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All pages. The sign-in page, which every device opens at once when a place fills up, is rendered
 * once per language and state and then only spliced; the others are rendered each time. Lives on
 * one event loop.
 */
final class Pages {
  private static final int MOST_KEPT = 128;
  private static final int TOKEN = 0;
  private static final int CODE = 1;
  private static final int WAIT = 2;

  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");

  private final PageTemplates templates;
  private final Supplier<Settings> current;
  private final Map<String, Words> words = new HashMap<>();
  private final Map<SignIn, SplicedPage> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SignIn, SplicedPage> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private Look look;
  private List<Plan> offers = List.of();

  Pages(PageTemplates templates, Supplier<Settings> current) {
    this.templates = templates;
    this.current = current;
  }

  /** What makes one sign-in page differ from another, apart from what is spliced in. */
  record SignIn(String language, Notice notice, boolean offline, boolean resume) {}

  Look look() {
    Settings settings = current.get();
    if (look == null || !look.settings().equals(settings)) {
      kept.clear();
      look = Look.of(settings);
    }
    return look;
  }

  byte[] signIn(SignIn page, List<Plan> plans, byte[] token, String code) {
    look();
    if (!offers.equals(plans)) {
      offers = plans;
      kept.clear();
    }
    // The wait is spliced in, so that each second of it is not a page of its own.
    Notice notice = page.notice();
    SignIn key =
        notice.seconds() < 0
            ? page
            : new SignIn(
                page.language(),
                new Notice(notice.key(), notice.tone(), notice.aboutCode(), notice.status(), 1),
                page.offline(),
                page.resume());
    SplicedPage spliced = kept.get(key);
    if (spliced == null) {
      spliced = new SplicedPage(render(key));
      kept.put(key, spliced);
    }
    String wait = notice.seconds() < 0 ? "" : words(page.language()).waiting(notice.seconds());
    return spliced.fill(token, SplicedPage.escaped(code), SplicedPage.escaped(wait));
  }

  private String render(SignIn page) {
    Words words = words(page.language());
    Notice notice = page.notice();
    Map<String, Object> values = base(page.language(), page.offline());
    values.put("token", SplicedPage.hole(TOKEN));
    values.put("code", SplicedPage.hole(CODE));
    values.put("resume", page.resume());
    values.put("invalid", notice.aboutCode());
    notice(values, words, notice, SplicedPage.hole(WAIT));
    values.put("welcome", look.settings().branding().welcome());
    values.put("contact", Words.isolated(look.settings().portal().contact()));
    values.put("free", offered(words, true));
    values.put("sale", offered(words, false));
    return render("sign-in", page.language(), values);
  }

  private List<Map<String, String>> offered(Words words, boolean free) {
    return offers.stream()
        .filter(plan -> plan.price().isFree() == free)
        .map(
            plan ->
                Map.of(
                    "id", plan.id(),
                    "name", plan.name(),
                    "facts", words.facts(plan),
                    "price", words.price(plan)))
        .toList();
  }

  private static void notice(
      Map<String, Object> values, Words words, Notice notice, String argument) {
    if (!notice.key().isEmpty()) {
      values.put("tone", notice.tone());
      values.put(
          "notice",
          notice.seconds() < 0 ? words.text(notice.key()) : words.text(notice.key(), argument));
    }
  }

  byte[] session(
      String language,
      SessionView session,
      Notice notice,
      Recent.Keepsake keepsake,
      byte[] token,
      boolean offline) {
    Words words = words(language);
    boolean paused = session.state() == SessionView.State.PAUSED;
    Map<String, Object> values = base(language, offline);
    notice(values, words, notice, "");
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
    return bytes("session", language, values);
  }

  /**
   * The page of a session that is held.
   *
   * @param cookie whether the browser has something to prove it with
   */
  byte[] held(String language, Notice notice, boolean cookie, byte[] token, boolean offline) {
    Map<String, Object> values = base(language, offline);
    notice(values, words(language), notice, "");
    values.put("token", new String(token, StandardCharsets.US_ASCII));
    values.put("cookie", cookie);
    return bytes("held", language, values);
  }

  private String left(Words words, SessionView session) {
    return session.remainingSeconds() < 0 ? "" : words.time(session.remainingSeconds());
  }

  /** When to warn. */
  Ending ending() {
    return new Ending(look().settings().portal().warnSeconds());
  }

  byte[] receipt(
      String language,
      SessionView session,
      Recent.Keepsake keepsake,
      String address,
      boolean offline) {
    Words words = words(language);
    Map<String, Object> values = base(language, offline);
    values.put("plan", session.plan().name());
    values.put("facts", words.facts(session.plan()));
    values.put("price", session.plan().price().isFree() ? "" : words.price(session.plan()));
    values.put("left", left(words, session));
    values.put("number", session.voucherId().isEmpty() ? session.passId() : session.voucherId());
    values.put("code", keepsake.code());
    values.put("resume", keepsake.resumeToken());
    values.put("address", Words.isolated(address));
    return bytes("receipt", language, values);
  }

  byte[] tooManyDevices(
      String language, List<SessionView> online, String code, byte[] token, boolean offline) {
    Words words = words(language);
    Map<String, Object> values = base(language, offline);
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
    return bytes("devices", language, values);
  }

  /** Terms or privacy statement, as the installer typed it: an empty line starts a paragraph. */
  byte[] statement(String language, String which, boolean offline) {
    var branding = look().settings().branding();
    String text = which.equals("terms") ? branding.terms() : branding.privacy();
    List<String> paragraphs =
        text.isBlank()
            ? List.of(words(language).text(which + ".none"))
            : List.of(text.strip().split("\\R{2,}"));
    return message(language, words(language).text(which), paragraphs, offline);
  }

  /** A page that says one thing: {@code portal.<key>.title} and {@code portal.<key>.text}. */
  byte[] message(String language, String key, boolean offline) {
    Words words = words(language);
    return message(
        language, words.text(key + ".title"), List.of(words.text(key + ".text")), offline);
  }

  private byte[] message(
      String language, String heading, List<String> paragraphs, boolean offline) {
    Map<String, Object> values = base(language, offline);
    values.put("heading", heading);
    values.put("paragraphs", paragraphs);
    return bytes("message", language, values);
  }

  /** The text of a refusal and nothing else, for when there is no time for a page. */
  String tiny(String language, int status, String refusal) {
    String direction = RIGHT_TO_LEFT.contains(language) ? "rtl" : "ltr";
    return TinyPage.of(status, language, direction, words(language).text("refused." + refusal));
  }

  private Map<String, Object> base(String language, boolean offline) {
    Look look = look();
    var branding = look.settings().branding();
    Map<String, Object> values = new HashMap<>();
    values.put("lang", language);
    values.put("rtl", RIGHT_TO_LEFT.contains(language));
    values.put("css", look.css());
    values.put("site", branding.siteName());
    values.put("logo", look.logoPath());
    values.put("terms", !branding.terms().isBlank());
    values.put("privacy", !branding.privacy().isBlank());
    values.put("offline", offline);
    values.put(
        "languages",
        look.settings().portal().languages().stream()
            .map(
                tag ->
                    Map.of(
                        "tag",
                        tag,
                        "name",
                        words(tag).text("language.name"),
                        "current",
                        tag.equals(language)))
            .toList());
    return values;
  }

  private byte[] bytes(String page, String language, Map<String, Object> values) {
    return render(page, language, values).getBytes(StandardCharsets.UTF_8);
  }

  private String render(String page, String language, Map<String, Object> values) {
    return templates.render(
        "portal/" + page + ".html.peb", Locale.forLanguageTag(language), values);
  }

  private Words words(String language) {
    return words.computeIfAbsent(language, Words::new);
  }

  /** A link that leads to a web page and nowhere else. */
  static Optional<URI> webLink(String text) {
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
