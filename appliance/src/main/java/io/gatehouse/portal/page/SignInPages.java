package io.gatehouse.portal.page;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.platform.template.SplicedPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sign-in page, which every device opens at once when a place fills up: rendered once per
 * language and state and then only spliced.
 */
final class SignInPages {
  private static final int MOST_KEPT = 128;
  private static final int TOKEN = 0;
  private static final int CODE = 1;
  private static final int WAIT = 2;

  private final Frame frame;
  private final Map<Pages.SignIn, SplicedPage> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pages.SignIn, SplicedPage> eldest) {
          return size() > MOST_KEPT;
        }
      };

  private Look look;
  private List<Plan> offers = List.of();

  SignInPages(Frame frame) {
    this.frame = frame;
  }

  // Each change of the settings makes a new look; comparing what is in it would cost more than a
  // page.
  @SuppressWarnings("ReferenceEquality")
  byte[] page(Pages.SignIn page, List<Plan> plans, byte[] token, String code) {
    if (look != frame.look() || !offers.equals(plans)) {
      look = frame.look();
      offers = plans;
      kept.clear();
    }
    // The wait is spliced in, so that each second of it is not a page of its own.
    Notice notice = page.notice();
    Pages.SignIn key =
        notice.seconds() < 0
            ? page
            : new Pages.SignIn(
                page.language(),
                new Notice(notice.key(), notice.tone(), notice.aboutCode(), notice.status(), 1),
                page.offline(),
                page.resume());
    SplicedPage spliced = kept.get(key);
    if (spliced == null) {
      spliced = new SplicedPage(render(key));
      kept.put(key, spliced);
    }
    String wait =
        notice.seconds() < 0 ? "" : frame.words(page.language()).waiting(notice.seconds());
    return spliced.fill(token, SplicedPage.escaped(code), SplicedPage.escaped(wait));
  }

  private String render(Pages.SignIn page) {
    Words words = frame.words(page.language());
    Notice notice = page.notice();
    Map<String, Object> values = frame.base(page.language(), page.offline());
    values.put("token", SplicedPage.hole(TOKEN));
    values.put("code", SplicedPage.hole(CODE));
    values.put("resume", page.resume());
    values.put("invalid", notice.aboutCode());
    Frame.notice(values, words, notice, SplicedPage.hole(WAIT));
    values.put("welcome", look.settings().branding().welcome());
    values.put("contact", Words.isolated(look.settings().portal().contact()));
    values.put("free", offered(words, true));
    values.put("sale", offered(words, false));
    return frame.render("sign-in", page.language(), values);
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
}
