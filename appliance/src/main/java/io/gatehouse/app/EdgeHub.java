package io.gatehouse.app;

import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.network.revision.Revisions;
import io.gatehouse.network.rollout.Changes;
import io.gatehouse.operator.link.HubLink;
import io.gatehouse.sync.channel.HubAddress;
import io.gatehouse.sync.enrolment.Enrolment;
import io.gatehouse.sync.enrolment.Joined;
import io.gatehouse.sync.enrolment.Membership;
import io.gatehouse.sync.enrolment.MembershipFile;
import io.gatehouse.sync.link.Deeds;
import io.gatehouse.sync.link.Link;
import io.gatehouse.sync.wire.Claim;
import io.gatehouse.sync.wire.Unreadable;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The tie to a hub while the box belongs to one: before that, no class of it is loaded and no
 * thread runs. So no method that such a box calls names a class of it before it has looked.
 */
final class EdgeHub implements HubLink, AutoCloseable {
  private final EdgeGround ground;
  private final Vertx vertx;
  private final Revisions revisions;
  private final Changes changes;
  private final Path file;
  private final Vouchers vouchers;
  private final Supplier<Deeds> deeds;
  private Running running;

  /**
   * @param file where the membership is
   * @param deeds what the hub can have done; asked for once the box belongs to one
   */
  EdgeHub(
      EdgeGround ground,
      Vertx vertx,
      Revisions revisions,
      Changes changes,
      Path file,
      Vouchers vouchers,
      Supplier<Deeds> deeds) {
    this.ground = ground;
    this.vertx = vertx;
    this.revisions = revisions;
    this.changes = changes;
    this.file = file;
    this.vouchers = vouchers;
    this.deeds = deeds;
  }

  /** What there is once the box has to do with a hub. */
  private static final class Running {
    private final MembershipFile file;
    private final Enrolment enrolment;
    private Link link;

    Running(EdgeHub hub) {
      file = new MembershipFile(hub.file);
      enrolment = new Enrolment(hub.vertx, hub.ground.wall::atLeast, hub.ground.store.box());
    }

    Joined join(String hub, String claim) {
      try {
        return enrolment.join(HubAddress.parse(hub), Claim.parse(claim));
      } catch (Unreadable e) {
        return new Joined.Refused(e.getMessage());
      }
    }
  }

  /** Takes up what was there at the last end of the program. */
  synchronized void start() {
    if (Files.exists(file)) {
      open().file.read().ifPresent(this::follow);
    } else if (ground.journal.hasCursor(Link.CURSOR)) {
      // The program ended while the box left its hub.
      Link.forget(ground.store);
    }
  }

  private Running open() {
    if (running == null) {
      running = new Running(this);
    }
    return running;
  }

  private void follow(Membership membership) {
    running.link =
        new Link(
            vertx,
            ground.store,
            ground.journal,
            revisions,
            changes,
            ground.wall,
            ground.boot,
            running.file,
            membership,
            vouchers.site(),
            deeds.get());
    running.link.start();
  }

  @Override
  public synchronized State state() {
    if (running == null || running.link == null) {
      return State.alone();
    }
    Link.Seen seen = running.link.seen();
    long ago =
        seen.contactMillis() < 0
            ? -1
            : Math.max(0, ground.boot.uptimeMillis() - seen.contactMillis()) / 1_000;
    return new State(
        seen.membership().hub().toString(),
        seen.membership().box(),
        seen.membership().authority().toString(),
        seen.trouble().isEmpty(),
        seen.trouble().isEmpty() ? "the hub is reached" : seen.trouble(),
        seen.sent(),
        seen.waiting(),
        ago,
        seen.membership().certificate().getNotAfter().toInstant().toString(),
        seen.revision(),
        seen.outcome());
  }

  @Override
  public synchronized Outcome join(String hub, String claim) {
    if (state().joined()) {
      return new Outcome.No(
          "this box belongs to " + state().hub() + "; \"gatehouse link leave\" ends that");
    }
    return switch (open().join(hub, claim)) {
      case Joined.Done(Membership membership) -> {
        Link.forget(ground.store);
        running.file.write(membership);
        follow(membership);
        yield new Outcome.Done(state());
      }
      case Joined.Refused(String reason) -> new Outcome.No(reason);
      case Joined.Unreached(String reason) ->
          new Outcome.No(reason + "; the claim may be good still: try again");
    };
  }

  @Override
  public synchronized boolean leave() {
    Optional<Link> link = Optional.ofNullable(running).map(open -> open.link);
    if (link.isEmpty()) {
      return false;
    }
    link.get().close();
    running.link = null;
    running.file.remove();
    Link.forget(ground.store);
    return true;
  }

  @Override
  public synchronized void close() {
    if (running != null && running.link != null) {
      running.link.close();
    }
  }
}
