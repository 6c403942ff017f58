package io.gatehouse.sync.enrolment;

import io.gatehouse.sync.channel.Anchor;
import io.gatehouse.sync.channel.Channel;
import io.gatehouse.sync.channel.HubAddress;
import io.gatehouse.sync.channel.NotProven;
import io.gatehouse.sync.channel.NotReached;
import io.gatehouse.sync.channel.Pair;
import io.gatehouse.sync.wire.Claim;
import io.gatehouse.sync.wire.Json;
import io.gatehouse.sync.wire.Messages;
import io.gatehouse.sync.wire.Paths;
import io.gatehouse.sync.wire.Unreadable;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a box is let into a fleet. The claim has the hub's key, so the hub is proven before the claim
 * leaves the box; the request is signed, so the hub knows that the box has its key.
 */
public final class Enrolment {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx;
  private final Supplier<Instant> at;
  private final String box;

  /** Kept over tries: where an answer was lost, the same key has the hub answer the same again. */
  private DeviceKey key;

  /**
   * @param at as in {@link Anchor#trust}
   * @param box the name it goes by itself
   */
  public Enrolment(Vertx vertx, Supplier<Instant> at, String box) {
    this.vertx = vertx;
    this.at = at;
    this.box = box;
  }

  /** Blocks for half a minute at most. */
  public synchronized Joined join(HubAddress hub, Claim claim) {
    if (key == null) {
      key = DeviceKey.make();
    }
    Messages.Enrol enrol = new Messages.Enrol(claim.secret().reveal(), key.request(box), box);
    try (Channel channel =
        new Channel(vertx, hub, new Anchor(claim.authority()), Optional.empty(), at.get())) {
      Channel.Answer answer = channel.post(Paths.ENROL, Json.write(enrol), PATIENCE);
      if (!answer.done()) {
        return answer.forGood()
            ? new Joined.Refused(answer.reason())
            : new Joined.Unreached(answer.reason());
      }
      Messages.Enrolled enrolled = answer.as(Messages.Enrolled.class);
      Membership membership =
          new Membership(
              hub,
              claim.authority(),
              enrolled.box(),
              new Pair(enrolled.certificate(), key.secret()));
      check(membership);
      key = null;
      return new Joined.Done(membership);
    } catch (NotProven | Unreadable e) {
      return new Joined.Refused(e.getMessage());
    } catch (NotReached e) {
      return new Joined.Unreached(e.getMessage());
    }
  }

  /**
   * A new key and certificate in place of those that end soon.
   *
   * @param channel one that shows the old ones
   */
  public static Membership renew(Membership old, Channel channel)
      throws NotProven, NotReached, Unreadable {
    DeviceKey fresh = DeviceKey.make();
    Channel.Answer answer =
        channel.post(
            Paths.RENEW, Json.write(new Messages.Renew(fresh.request(old.box()))), PATIENCE);
    if (!answer.done()) {
      throw new Unreadable("the certificate was not renewed: " + answer.reason());
    }
    Messages.Enrolled enrolled = answer.as(Messages.Enrolled.class);
    Membership renewed =
        new Membership(
            old.hub(),
            old.authority(),
            old.box(),
            new Pair(enrolled.certificate(), fresh.secret()));
    check(renewed);
    return renewed;
  }

  private static void check(Membership membership) throws Unreadable {
    try {
      X509Certificate certificate = membership.certificate();
      certificate.verify(membership.authority().key());
    } catch (GeneralSecurityException | IllegalStateException e) {
      throw new Unreadable("the hub sent a certificate that it has not signed", e);
    }
  }
}
