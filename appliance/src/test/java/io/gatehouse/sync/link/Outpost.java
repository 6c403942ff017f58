package io.gatehouse.sync.link;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.guest.voucher.SitePage;
import io.gatehouse.hub.facts.HubFact;
import io.gatehouse.hub.facts.Taken;
import io.gatehouse.hub.site.SiteNews;
import io.gatehouse.platform.journal.Entry;
import io.gatehouse.sync.TestHub;
import io.gatehouse.sync.door.SiteText;
import io.gatehouse.sync.wire.Json;
import io.gatehouse.sync.wire.Messages;
import io.gatehouse.sync.wire.Unreadable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A box of a hub whose clock of day stands in 1970: real store and guests. It meets the hub when it
 * is told to, with the messages of the wire and no network between.
 */
final class Outpost implements AutoCloseable {
  final GuestFloor floor;
  final String id;
  private final TestHub hub;
  private long have;
  private UnaryOperator<SitePage> planted = page -> page;

  Outpost(Path dir, TestHub hub, String name) {
    this(dir, hub, name, "default");
  }

  Outpost(Path dir, TestHub hub, String name, String site) {
    this.hub = hub;
    floor = new GuestFloor(dir);
    id = hub.fleet.add(name, site).orElseThrow().id();
  }

  private Outpost(TestHub hub, GuestFloor floor, String id, long have) {
    this.hub = hub;
    this.floor = floor;
    this.id = id;
    this.have = have;
  }

  /** The same box, once its hub is another process. */
  Outpost with(TestHub other) {
    return new Outpost(other, floor, id, have);
  }

  Redeemed redeem(String code, Device device) {
    return floor.sessions.redeem(code, device);
  }

  /** Facts up, then what the site sells down, as the link does. */
  void meet() {
    tell();
    hear();
  }

  void tell() {
    List<HubFact> facts =
        floor.desk.journal.after(have, Integer.MAX_VALUE).stream().map(Outpost::asAtHub).toList();
    have = ((Taken.UpTo) hub.facts.take(id, have, facts)).have();
  }

  /** The hub takes the facts, and its answer does not come. */
  void tellUnheard() {
    long before = have;
    tell();
    have = before;
  }

  /** Has a fault in how it follows the hub. */
  Outpost planted(UnaryOperator<SitePage> fault) {
    planted = fault;
    return this;
  }

  void hear() {
    SiteDown down = down();
    boolean more = true;
    while (more) {
      Optional<SiteNews.News> news = hub.siteNews.after(id, down.followed(), 3);
      if (news.isPresent()) {
        down.take(planted.apply(page(news.get())));
      }
      more = news.isPresent() && news.get().more();
    }
  }

  private static SitePage page(SiteNews.News news) {
    try {
      return SiteDown.page(Json.read(Json.write(SiteText.of(news)), Messages.Site.class));
    } catch (Unreadable e) {
      throw new AssertionError(e);
    }
  }

  private SiteDown down() {
    return new SiteDown(floor.desk.vouchers.site(), new SessionDeeds(floor));
  }

  private static HubFact asAtHub(Entry entry) {
    return new HubFact(
        entry.seq(),
        entry.bootId(),
        entry.serviceMillis(),
        entry.wall().toEpochMilli(),
        entry.clockTrusted(),
        entry.kind(),
        entry.json());
  }

  @Override
  public void close() {
    floor.close();
  }

  /** What the box's edge has a hub do to its guests. */
  private record SessionDeeds(GuestFloor floor) implements Deeds {
    @Override
    public Deed endSession(String session) {
      throw new AssertionError("nobody orders this here");
    }

    @Override
    public Deed restart(String unit) {
      throw new AssertionError("nobody orders this here");
    }

    @Override
    public Deed look() {
      throw new AssertionError("nobody orders this here");
    }

    @Override
    public void takeBack(String voucher) {
      floor.sessions.revokeVoucher(voucher);
    }

    @Override
    public void takeBackBatch(String batch) {
      floor.sessions.revokeBatch(batch);
    }
  }
}
