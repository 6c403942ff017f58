package io.gatehouse.sync.link;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.session.Redeemed;
import io.gatehouse.guest.voucher.SitePage;
import io.gatehouse.hub.site.Apart;
import io.gatehouse.hub.site.Batches;
import io.gatehouse.hub.site.HubPlan;
import io.gatehouse.hub.site.HubPlans;
import io.gatehouse.sync.TestHub;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * A hub and three boxes that live through one history after the other: guests redeem at random
 * boxes, boxes meet the hub, or are cut off on the way up or down, the hub revokes, programs end,
 * clocks of day jump. An {@link Oracle} says what each step must come to.
 */
final class Histories implements AutoCloseable {
  private static final int BOXES = 3;
  private static final int CODES = 4;
  private static final int DEVICES = 4;
  private static final int STEPS = 30;

  /** Guests of one history are others than those of the last ones. */
  private static final int CROWDS = 40;

  private final Vertx vertx = Vertx.vertx();
  private final TestHub hub;
  private final List<Outpost> boxes = new ArrayList<>();
  private int crowd;

  /**
   * @param planted what each box makes of the hub's pages before it follows them: a fault, or none
   */
  Histories(Path dir, UnaryOperator<SitePage> planted) {
    hub = new TestHub(folder(dir.resolve("hub")), vertx);
    for (int i = 0; i < BOXES; i++) {
      boxes.add(new Outpost(folder(dir.resolve("box" + i)), hub, "box" + i).planted(planted));
    }
  }

  private static Path folder(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One history. What went otherwise than the oracle says, and with which step it began. */
  List<String> differences(SplittableRandom chances) {
    return new History(chances).live();
  }

  @Override
  public void close() {
    boxes.forEach(Outpost::close);
    hub.close();
    vertx.close();
  }

  /** What belongs to one history: a plan, a batch, some guests. */
  private final class History {
    private final SplittableRandom chances;
    private final HubPlan plan;
    private final Batches.Made.Batch batch;
    private final Oracle oracle;
    private final Device[] guests = new Device[DEVICES];
    private final List<String> wrong = new ArrayList<>();
    private int unknown;

    History(SplittableRandom chances) {
      this.chances = chances;
      Apart apart = chances.nextBoolean() ? Apart.SITE : Apart.REPORT;
      plan =
          ((HubPlans.Saved.Stored)
                  hub.plans.save(
                      new HubPlan(new PlanDraft().seconds(360_000).build(), "default", apart)))
              .plan();
      oracle = new Oracle(apart, BOXES);
      // Some have heard of the plan before its batch is made, and verify what they have not heard
      // of.
      for (int box = 0; box < BOXES; box++) {
        if (chances.nextInt(3) > 0) {
          hear(box);
        }
      }
      batch =
          (Batches.Made.Batch)
              hub.batches.make(new Batches.Wanted(plan.plan().id(), CODES, "", "", "", "chances"));
      crowd = (crowd + 1) % CROWDS;
      for (int i = 0; i < DEVICES; i++) {
        guests[i] = GuestFloor.device(crowd * DEVICES + i);
      }
    }

    List<String> live() {
      for (int step = 0; step < STEPS && wrong.isEmpty(); step++) {
        String did = step();
        compare("step " + step + ", " + did);
      }
      for (int round = 0; round < 2; round++) {
        for (int box = 0; box < BOXES; box++) {
          meet(box);
        }
      }
      compare("all have met");
      books();
      leave();
      return wrong;
    }

    private String step() {
      int box = chances.nextInt(BOXES);
      int what = chances.nextInt(100);
      if (what < 60) {
        return redeem(box, chances.nextInt(CODES), chances.nextInt(DEVICES));
      } else if (what < 75) {
        meet(box);
        return "box " + box + " meets the hub";
      } else if (what < 82) {
        oracle.tell(box);
        boxes.get(box).tell();
        return "box " + box + " is cut off before it hears";
      } else if (what < 88) {
        oracle.tell(box);
        boxes.get(box).tellUnheard();
        return "box " + box + " is cut off before the answer to its facts";
      } else if (what < 92) {
        hear(box);
        return "box " + box + " hears before it tells";
      } else if (what < 96) {
        boxes.get(box).floor.desk.day =
            Instant.EPOCH.plus(Duration.ofDays(chances.nextInt(40_000)));
        return "the clock of box " + box + " jumps";
      } else if (what < 98) {
        boxes.get(box).floor.killAndRestart();
        return "box " + box + " ends and starts";
      }
      hub.batches.revoke(batch.id());
      oracle.revoke();
      return "the hub revokes";
    }

    private void meet(int box) {
      oracle.tell(box);
      boxes.get(box).tell();
      hear(box);
    }

    private void hear(int box) {
      oracle.hear(box);
      boxes.get(box).hear();
    }

    private String redeem(int box, int code, int guest) {
      String did = "box " + box + ", code " + code + ", guest " + guest;
      if (oracle.blind(box) && ++unknown > 2) {
        // Who types many unknown codes has to wait.
        return did + ": left out";
      }
      Oracle.Answer must = oracle.redeem(box, code, guest);
      Oracle.Answer is = answer(boxes.get(box).redeem(batch.codes().get(code), guests[guest]));
      if (must != is) {
        wrong.add(did + ": " + is + ", and must be " + must);
      }
      return did;
    }

    private void compare(String after) {
      for (int box = 0; box < BOXES; box++) {
        for (int guest = 0; guest < DEVICES; guest++) {
          boolean is = boxes.get(box).floor.online(guests[guest]);
          if (is != oracle.online(box, guest)) {
            wrong.add(after + ": guest " + guest + " online at box " + box + " is " + is);
          }
        }
      }
    }

    private void books() {
      List<String> is =
          hub.spends.ofBatch("default", batch.number(), 1_000).stream()
              .map(spend -> spend.serial() + " " + number(spend.box()) + " " + spend.outcome())
              .toList();
      if (!is.equals(oracle.books())) {
        wrong.add("the hub's books are " + is + ", and must be " + oracle.books());
      }
      long holding = hub.batches.find(batch.id()).orElseThrow().spent();
      if (holding != oracle.holding()) {
        wrong.add("spent once: " + holding + ", and must be " + oracle.holding());
      }
    }

    private int number(String id) {
      return boxes.stream().map(box -> box.id).toList().indexOf(id);
    }

    /** Makes room for the next history: numbers of batches are few. */
    private void leave() {
      for (Outpost box : boxes) {
        for (Device guest : guests) {
          box.floor
              .sessions
              .of(guest.mac())
              .ifPresent(open -> box.floor.sessions.signOut(open.mac()));
        }
        box.floor.boot.advanceSeconds(600);
      }
    }
  }

  private static Oracle.Answer answer(Redeemed redeemed) {
    return switch (redeemed) {
      case Redeemed.Opened _ -> Oracle.Answer.OPENED;
      case Redeemed.Unknown _ -> Oracle.Answer.UNKNOWN;
      case Redeemed.Revoked _ -> Oracle.Answer.REVOKED;
      case Redeemed.Elsewhere _ -> Oracle.Answer.ELSEWHERE;
      case Redeemed.TooManyDevices _ -> Oracle.Answer.TOO_MANY;
      default -> throw new IllegalStateException("no step asks for " + redeemed);
    };
  }
}
