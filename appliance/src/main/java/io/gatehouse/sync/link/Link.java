package io.gatehouse.sync.link;

import io.gatehouse.guest.voucher.SiteBook;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Changes;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.sync.channel.Anchor;
import io.gatehouse.sync.channel.Channel;
import io.gatehouse.sync.channel.NotProven;
import io.gatehouse.sync.channel.NotReached;
import io.gatehouse.sync.enrolment.Enrolment;
import io.gatehouse.sync.enrolment.Membership;
import io.gatehouse.sync.enrolment.MembershipFile;
import io.gatehouse.sync.wire.Messages;
import io.gatehouse.sync.wire.Paths;
import io.gatehouse.sync.wire.Unreadable;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A box's tie to its hub, in virtual threads of its own: one reaches the hub, sends facts and takes
 * settings up, and one waits for the hub's news. The states and their order are drawn in {@code
 * sync/README.md}.
 */
public final class Link implements AutoCloseable {
  /** The link's place in the journal, which is there while the box belongs to a hub. */
  public static final String CURSOR = "hub";

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /** How old a fact gets before it is on its way. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final Duration RENEW_BEFORE = Duration.ofDays(365);
  private static final Duration BUSY = Duration.ofSeconds(5);

  /** Then the dates of certificates are judged anew. */
  private static final long CHANNEL_LASTS_MILLIS = Duration.ofHours(1).toMillis();

  private final Vertx vertx;
  private final WallClock wall;
  private final BootClock boot;
  private final MembershipFile file;
  private final FactsUp facts;
  private final Steering steering;
  private final Orders orders;
  private final SiteDown site;
  private final Patience patience = new Patience(new SecureRandom());
  private final SynchronousQueue<Heard> news = new SynchronousQueue<>();
  private final Thread thread;
  private volatile Membership membership;
  private volatile String trouble = "has not reached the hub yet";
  private volatile long contactAt = -1;
  private volatile boolean closed;

  public Link(
      Vertx vertx,
      Store store,
      Journal journal,
      Revisions revisions,
      Changes changes,
      WallClock wall,
      BootClock boot,
      MembershipFile file,
      Membership membership,
      SiteBook book,
      Deeds deeds) {
    this.vertx = vertx;
    this.wall = wall;
    this.boot = boot;
    this.file = file;
    this.membership = membership;
    facts = new FactsUp(store, journal);
    steering = new Steering(store, journal, revisions, changes, membership.box());
    orders = new Orders(store, journal, deeds, membership);
    site = new SiteDown(book, deeds);
    thread = Thread.ofVirtual().name("hub link").unstarted(this::run);
  }

  /**
   * Another hub counts its settings from one again and sells other things; the journal waits for no
   * reader.
   */
  public static void forget(Store store) {
    store.write(
        tx -> {
          Steering.forget(tx);
          SiteBook.forget(tx);
          return Journal.forgetCursor(tx, CURSOR);
        });
  }

  public void start() {
    thread.start();
  }

  /**
   * How it is.
   *
   * @param trouble why the last try did not go well; empty where it did
   * @param contactMillis uptime of the last answer; negative for none
   * @param outcome of the revision; empty while it is tried
   */
  public record Seen(
      Membership membership,
      String trouble,
      long sent,
      long waiting,
      long contactMillis,
      long revision,
      String outcome) {}

  public Seen seen() {
    Steering.Place place = steering.place();
    return new Seen(
        membership,
        trouble,
        facts.sent(),
        facts.waiting(),
        contactAt,
        place.revision(),
        place.outcome());
  }

  /**
   * @param word what the hub was asked with
   */
  private record Heard(Messages.News news, String word) {}

  private void run() {
    orders.begin();
    while (!closed) {
      Duration pause = Duration.ZERO;
      try (Channel channel = channel()) {
        live(channel);
      } catch (NotReached e) {
        pause = longer(patience.next(), Duration.ofSeconds(e.retryAfterSeconds()));
        tell(e.getMessage());
      } catch (NotProven | Unreadable | Refusal e) {
        pause = patience.next();
        tell(e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("the link to the hub broke and is taken up again", e);
        pause = patience.next();
        trouble = "something broke; the box's log has it";
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (!pauseFor(pause)) {
        return;
      }
    }
  }

  private void tell(String why) {
    if (!closed && !why.equals(trouble)) {
      LOG.warn("the hub is not reached: {}", why);
    }
    trouble = why;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private Channel channel() {
    Membership now = membership;
    return new Channel(
        vertx, now.hub(), new Anchor(now.authority()), Optional.of(now.pair()), wall.atLeast());
  }

  /** Returns where the hub has to be reached anew. */
  private void live(Channel channel)
      throws NotProven, NotReached, Unreadable, Refusal, InterruptedException {
    facts.place(channel);
    contact();
    steering.reached();
    if (renewIsDue()) {
      renew(channel);
      return;
    }
    long until = boot.uptimeMillis() + CHANNEL_LASTS_MILLIS;
    Thread listener = Thread.ofVirtual().name("hub news").start(() -> listen(channel));
    try {
      // First what happened here: how it fits with what happened elsewhere is the hub's to say.
      facts.send(channel);
      site.bring(channel);
      while (listener.isAlive() && boot.uptimeMillis() < until) {
        facts.send(channel);
        Heard heard = news.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (heard != null && heard.news.site() != site.followed()) {
          site.bring(channel);
        }
        if (heard != null && anew(heard)) {
          return;
        }
        steering.reached();
      }
    } finally {
      listener.interrupt();
    }
  }

  /** Takes news up; true where the hub has to be reached anew with what they changed. */
  private boolean anew(Heard heard) throws Refusal, InterruptedException {
    for (Messages.Order order : heard.news.orders()) {
      orders.take(order, heard.word);
    }
    for (Messages.Desired desired : heard.news.desired()) {
      switch (steering.take(desired)) {
        case TRIED -> {
          return true;
        }
        case LATER -> Thread.sleep(BUSY);
        case DONE -> {}
      }
    }
    return false;
  }

  private void contact() {
    if (!trouble.isEmpty()) {
      LOG.info("the hub is reached hub={} box={}", membership.hub(), membership.box());
    }
    trouble = "";
    patience.reset();
    contactAt = boot.uptimeMillis();
  }

  /** Its end has the other thread reach the hub anew and say what was wrong. */
  private void listen(Channel channel) {
    try {
      while (true) {
        String word = orders.freshWord();
        Channel.Answer answer =
            channel.get(
                Paths.news(steering.place().revision(), orders.taken(), word, site.followed()),
                Duration.ofSeconds(2L * Paths.WAIT_SECONDS));
        if (!answer.done()) {
          return;
        }
        contactAt = boot.uptimeMillis();
        if (answer.status() != 204) {
          news.put(new Heard(answer.as(Messages.News.class), word));
        }
      }
    } catch (NotProven | NotReached | Unreadable e) {
      LOG.debug("news of the hub: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean renewIsDue() {
    Instant ends = membership.certificate().getNotAfter().toInstant();
    return wall.trusted() && wall.now().isAfter(ends.minus(RENEW_BEFORE));
  }

  private void renew(Channel channel) throws NotProven, NotReached, Unreadable {
    Membership renewed = Enrolment.renew(membership, channel);
    file.write(renewed);
    membership = renewed;
    LOG.info("the box has a new certificate until {}", renewed.certificate().getNotAfter());
  }

  /** False where it is over. */
  private boolean pauseFor(Duration pause) {
    try {
      Thread.sleep(pause);
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
