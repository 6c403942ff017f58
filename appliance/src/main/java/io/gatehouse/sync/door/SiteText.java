package io.gatehouse.sync.door;

import io.gatehouse.guest.plan.PlanText;
import io.gatehouse.guest.voucher.BatchKey;
import io.gatehouse.guest.voucher.SitePage;
import io.gatehouse.hub.site.SiteNews;
import io.gatehouse.sync.wire.Messages;
import java.util.Base64;

/** What a site sells, as the wire has it. */
public final class SiteText {
  private SiteText() {}

  public static Messages.Site of(SiteNews.News news) {
    SitePage page = news.page();
    return new Messages.Site(
        page.upTo(),
        news.more(),
        page.generation(),
        text(page.key().reveal()),
        page.plans().stream()
            .map(
                sold ->
                    new Messages.Plan(
                        sold.plan().id(), PlanText.write(sold.plan()), sold.homeOnly()))
            .toList(),
        page.batches().stream().map(SiteText::batch).toList(),
        page.spent().stream()
            .map(
                let ->
                    new Messages.Spent(
                        let.number(), let.serial(), let.plan(), let.voucher(), let.alone()))
            .toList());
  }

  private static Messages.Batch batch(SitePage.Made made) {
    return new Messages.Batch(
        made.number(),
        made.plan(),
        made.prefix(),
        made.note(),
        made.size(),
        made.key().map(BatchKey::reveal).map(SiteText::text).orElse(""),
        made.leftMillis(),
        made.elsewhere());
  }

  private static String text(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }
}
