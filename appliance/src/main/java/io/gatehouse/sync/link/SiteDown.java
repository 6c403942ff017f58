package io.gatehouse.sync.link;

import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.plan.PlanText;
import io.gatehouse.guest.voucher.BatchKey;
import io.gatehouse.guest.voucher.SiteBook;
import io.gatehouse.guest.voucher.SiteKey;
import io.gatehouse.guest.voucher.SitePage;
import io.gatehouse.guest.voucher.VoucherCode;
import io.gatehouse.sync.channel.Channel;
import io.gatehouse.sync.channel.NotProven;
import io.gatehouse.sync.channel.NotReached;
import io.gatehouse.sync.wire.Messages;
import io.gatehouse.sync.wire.Paths;
import io.gatehouse.sync.wire.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings down what all boxes of the site sell and have let in. The box says how far it is; what it
 * is told twice is the same the second time.
 */
final class SiteDown {
  private static final Logger LOG = LoggerFactory.getLogger(SiteDown.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SiteBook book;
  private final Deeds deeds;

  SiteDown(SiteBook book, Deeds deeds) {
    this.book = book;
    this.deeds = deeds;
  }

  /** Which of the site's changes are here. */
  long followed() {
    return book.followed();
  }

  /** Follows the site up to its newest change. */
  void bring(Channel channel) throws NotProven, NotReached, Unreadable, Refusal {
    boolean more = true;
    while (more) {
      long before = book.followed();
      Channel.Answer answer = channel.get(Paths.SITE + "?after=" + before, PATIENCE);
      if (!answer.done()) {
        if (answer.forGood()) {
          throw new Refusal(answer.reason());
        }
        throw new NotReached(answer.reason(), answer.retryAfterSeconds());
      }
      if (answer.status() == 204) {
        return;
      }
      Messages.Site site = answer.as(Messages.Site.class);
      if (site.more() && site.upTo() == before) {
        throw new Refusal("the hub says that there is more of its site and does not give it");
      }
      take(page(site));
      more = site.more();
    }
  }

  void take(SitePage page) {
    SiteBook.Lost lost = book.follow(page);
    while (!lost.nothing()) {
      for (String voucher : lost.vouchers()) {
        LOG.info("another box has let a voucher in first voucher={}", voucher);
        deeds.takeBack(voucher);
      }
      lost.batches().forEach(deeds::takeBackBatch);
      lost = book.follow(page);
    }
  }

  static SitePage page(Messages.Site site) throws Unreadable {
    List<SitePage.Sold> plans = new ArrayList<>();
    for (Messages.Plan sent : site.plans()) {
      Optional<Plan> plan = PlanText.read(sent.id(), sent.terms());
      if (plan.isEmpty()) {
        throw new Unreadable(
            "the hub sells a plan that this box does not understand ("
                + sent.id()
                + "); update the box");
      }
      plans.add(new SitePage.Sold(plan.get(), sent.homeOnly()));
    }
    List<SitePage.Made> batches = new ArrayList<>();
    for (Messages.Batch sent : site.batches()) {
      ours(sent.number());
      batches.add(
          new SitePage.Made(
              sent.number(),
              sent.plan(),
              sent.prefix(),
              sent.note(),
              sent.size(),
              sent.key().isEmpty() ? Optional.empty() : Optional.of(BatchKey.of(bytes(sent.key()))),
              sent.leftMillis(),
              sent.elsewhere()));
    }
    List<SitePage.Let> spent = new ArrayList<>();
    for (Messages.Spent sent : site.spent()) {
      ours(sent.number());
      spent.add(
          new SitePage.Let(
              sent.number(), sent.serial(), sent.plan(), sent.voucher(), sent.alone()));
    }
    return new SitePage(
        site.upTo(), site.generation(), SiteKey.of(bytes(site.key())), plans, batches, spent);
  }

  private static void ours(int number) throws Unreadable {
    if (number < VoucherCode.HUB_BATCHES || number >= VoucherCode.BATCHES) {
      throw new Unreadable("the hub speaks of a batch that is not its own: " + number);
    }
  }

  private static byte[] bytes(String key) throws Unreadable {
    try {
      byte[] bytes = Base64.getDecoder().decode(key);
      if (bytes.length == SiteKey.BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new Unreadable("the hub has sent a key that is none", e);
    }
    throw new Unreadable("the hub has sent a key that is none");
  }
}
