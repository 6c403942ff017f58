package io.gatehouse.portal.page;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.template.PageTemplates;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What stands around each page: the look, the site's name, the languages, whether we are offline.
 */
final class Frame {
  private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");

  private final PageTemplates templates;
  private final Supplier<Settings> current;
  private final Map<String, Words> words = new HashMap<>();
  private Look look;

  Frame(PageTemplates templates, Supplier<Settings> current) {
    this.templates = templates;
    this.current = current;
  }

  /** Another object after each change of the settings. */
  Look look() {
    Settings settings = current.get();
    if (look == null || !look.settings().equals(settings)) {
      look = Look.of(settings);
    }
    return look;
  }

  static boolean rightToLeft(String language) {
    return RIGHT_TO_LEFT.contains(language);
  }

  static void notice(Map<String, Object> values, Words words, Notice notice, String argument) {
    if (!notice.key().isEmpty()) {
      values.put("tone", notice.tone());
      values.put(
          "notice",
          notice.seconds() < 0 ? words.text(notice.key()) : words.text(notice.key(), argument));
    }
  }

  Map<String, Object> base(String language, boolean offline) {
    Look look = look();
    var branding = look.settings().branding();
    Map<String, Object> values = new HashMap<>();
    values.put("lang", language);
    values.put("rtl", rightToLeft(language));
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

  byte[] bytes(String page, String language, Map<String, Object> values) {
    return render(page, language, values).getBytes(StandardCharsets.UTF_8);
  }

  String render(String page, String language, Map<String, Object> values) {
    return templates.render(
        "portal/" + page + ".html.peb", Locale.forLanguageTag(language), values);
  }

  Words words(String language) {
    return words.computeIfAbsent(language, Words::new);
  }
}
