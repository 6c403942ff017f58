package io.gatehouse.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.plan.Money;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.portal.PortalSite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page in every language, with nothing behind it. */
class PagesTest {
  private static final byte[] TOKEN = "0123456789012345678901".getBytes(StandardCharsets.US_ASCII);

  private final Settings settings = PortalSite.branded("Be kind.", "https://www.example.org/");
  private final Pages pages = new Pages(new PageTemplates(), () -> settings);

  private static Plan plan(String name, long price, Plan.Timing timing) {
    return new Plan(
        "1-" + price,
        name,
        new Money(price, "TZS"),
        90_000,
        timing,
        5_000_000_000L,
        new Rate(10_000, 1_500, 0),
        3,
        30,
        7_200,
        Plan.AfterQuota.SLOW,
        new Rate(512, 256, 0),
        true);
  }

  private static SessionView session(SessionView.State state, long left, boolean slowed) {
    return new SessionView(
        "1-3",
        "1-2",
        "1-1",
        new Mac(1),
        Ipv4.of("10.20.0.10"),
        "<b>phone</b>",
        state,
        plan("<i>Day</i>", 100, Plan.Timing.BANKED),
        left,
        1_500_000,
        60,
        60,
        1_000,
        2_000_000_000L,
        slowed,
        700,
        "");
  }

  private static List<Notice> notices() {
    List<Notice> all = new ArrayList<>();
    for (EndReason reason : EndReason.values()) {
      all.add(Notice.ended(reason));
    }
    for (String reason : List.of("typo", "unknown", "used", "expired", "revoked")) {
      all.add(Notice.code(reason));
    }
    all.add(Notice.until("daily", 5_000));
    all.add(Notice.until("tries", 95));
    all.add(Notice.refusal("notoffered", 409));
    all.add(Notice.refusal("outoforder", 503));
    all.addAll(
        List.of(
            Notice.OLD_PAGE,
            Notice.FAILED,
            Notice.BUSY,
            Notice.NO_SESSION,
            Notice.NOT_PAUSABLE,
            Notice.MUST_ACCEPT));
    return all;
  }

  private static String text(byte[] page) {
    return new String(page, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "es", "pt", "sw", "ar", "hi"})
  void every_page_stands_in_every_language(String language) {
    List<Plan> plans =
        List.of(plan("Free", 0, Plan.Timing.BANKED), plan("Day", 50_000, Plan.Timing.RUNNING));
    List<String> all = new ArrayList<>();
    all.add(
        text(pages.signIn(new Pages.SignIn(language, Notice.NONE, true, true), plans, TOKEN, "")));
    for (Notice notice : notices()) {
      String page =
          text(
              pages.signIn(new Pages.SignIn(language, notice, false, false), plans, TOKEN, "X\"<"));
      assertThat(page).contains("role=\"alert\"").contains("value=\"X&quot;&lt;\"");
      all.add(page);
    }
    for (SessionView.State state : SessionView.State.values()) {
      for (long left : new long[] {-1, 100, 90_000}) {
        all.add(
            text(
                pages.session(
                    language,
                    session(state, left, left == 100),
                    Notice.NONE,
                    new Keepsake("CODE", "token"),
                    TOKEN,
                    false)));
      }
    }
    SessionView view = session(SessionView.State.OPEN, 90_000, false);
    all.add(text(pages.receipt(language, view, new Keepsake("CODE", "tkn"), "http://a", false)));
    all.add(text(pages.receipt(language, view, Keepsake.NONE, "http://a", false)));
    all.add(text(pages.tooManyDevices(language, List.of(view), "CODE", TOKEN, false)));
    all.add(text(pages.tooManyDevices(language, List.of(view), "", TOKEN, false)));
    all.add(text(pages.held(language, Notice.refusal("held", 409), true, TOKEN, false)));
    all.add(text(pages.held(language, Notice.NONE, false, TOKEN, true)));
    all.add(text(pages.statement(language, "terms", false)));
    all.add(text(pages.statement(language, "privacy", false)));
    for (String key : List.of("nolease", "notfound", "badrequest")) {
      all.add(text(pages.message(language, key, false)));
    }
    for (String page : all) {
      assertThat(page)
          .startsWith("<!doctype html>\n<html lang=\"" + language + "\"")
          .contains("<main>")
          .contains("<h1")
          .doesNotContain("<script")
          .doesNotContain("<b>phone")
          .doesNotContain("<i>Day")
          .doesNotContain("\uE000", "\uE001", "\uE002")
          .doesNotContainPattern("(src|href)=\"(https?:)?//(?!www\\.example\\.org)");
      assertThat(page.contains("dir=\"rtl\"")).isEqualTo(language.equals("ar"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "es", "pt", "sw", "ar", "hi"})
  void the_first_page_fits_into_the_first_flight_of_a_connection(String language) {
    List<Plan> plans = new ArrayList<>();
    plans.add(plan("Free", 0, Plan.Timing.BANKED));
    for (int i = 1; i <= 4; i++) {
      plans.add(plan("Plan number " + i, i * 50_000L, Plan.Timing.RUNNING));
    }
    byte[] page =
        pages.signIn(new Pages.SignIn(language, Notice.NONE, true, true), plans, TOKEN, "");
    // 600 bytes of headers beside it.
    assertThat(page.length).isLessThan(14 * 1_024 - 600);
  }

  @Test
  void a_link_leads_to_a_web_page_or_is_none() {
    for (String bad :
        List.of(
            "",
            "javascript:alert(1)",
            "data:text/html,x",
            "//evil.example",
            "ftp://a.example/",
            "http:///x",
            "http://user@evil.example/",
            "https://a b/",
            "\thttp://a.example")) {
      assertThat(Pages.webLink(bad)).as(bad).isEmpty();
    }
    assertThat(Pages.webLink("https://www.example.org/x?y=1")).isPresent();
    assertThat(Pages.webLink("HTTP://a.example")).isPresent();
  }

  @Property(tries = 500)
  void links_stay_readable_whatever_the_sites_colour(
      @ForAll @IntRange(min = 0, max = 0xffffff) int colour) {
    assertThat(Palette.contrast(Palette.readable(colour, 0xffffff, 0x000000), 0xffffff))
        .isGreaterThanOrEqualTo(4.5);
    assertThat(Palette.contrast(Palette.readable(colour, 0x1a212a, 0xffffff), 0x1a212a))
        .isGreaterThanOrEqualTo(4.5);
    String onBrand =
        Palette.css(String.format("#%06x", colour)).replaceAll(".*--on-brand:#(\\w{6}).*", "$1");
    assertThat(Palette.contrast(Integer.parseInt(onBrand, 16), colour)).isGreaterThanOrEqualTo(4.1);
  }

  @Test
  void times_and_amounts_read_as_people_say_them() {
    Words words = new Words("en");
    assertThat(words.time(59)).isEqualTo("59 s");
    assertThat(words.time(3_599)).isEqualTo("59 min");
    assertThat(words.time(3_600)).isEqualTo("1 h");
    assertThat(words.time(3_660)).isEqualTo("1 h 1 min");
    assertThat(words.time(90_000)).isEqualTo("1 d 1 h");
    assertThat(words.waiting(59)).isEqualTo("59 s");
    assertThat(words.waiting(61)).isEqualTo("2 min");
    assertThat(words.waiting(3_541)).isEqualTo("1 h");
    assertThat(words.bytes(0)).isEqualTo("0\u00a0B");
    assertThat(words.bytes(1_500)).isEqualTo("1.5\u00a0kB");
    assertThat(words.bytes(999_999)).isEqualTo("1\u00a0MB");
    assertThat(words.bytes(Long.MAX_VALUE)).endsWith("TB");
    assertThat(new Words("fr").bytes(1_500_000_000L)).isEqualTo("1,5\u00a0Go");
    assertThat(new Words("ar").bytes(1_500)).startsWith("1.5");
  }
}
