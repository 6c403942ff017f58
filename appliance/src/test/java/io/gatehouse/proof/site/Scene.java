package io.gatehouse.proof.site;

import io.gatehouse.campaign.Crowd;
import io.gatehouse.lab.Lab;
import io.gatehouse.platform.units.UnitName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A hotspot with a stranger, a paid guest and others, for attacks to be tried on. */
public final class Scene implements AutoCloseable {
  public static final Duration LIMIT = Duration.ofMinutes(2);

  /** Answered by the lab's internet, and in the garden of the box. */
  public static final String GARDEN_NAME = "garden.example.test";

  public static final String GARDEN = "198.19.0.30";

  private static final int FIRST_RACER = 15;

  private final Hotspot hotspot;
  private final Phone stranger;
  private final Phone guest;
  private int targets = 100;
  private int nextGuest = 3;

  private Scene(Hotspot hotspot) {
    this.hotspot = hotspot;
    this.stranger = hotspot.joined(1);
    this.guest = hotspot.paid(2);
  }

  public static Scene open() {
    return openWithCrowd(0);
  }

  /**
   * @param leases of devices that may be played later: {@link Crowd#ip} and {@link Crowd#mac}
   */
  public static Scene openWithCrowd(int leases) {
    Hotspot hotspot =
        Hotspot.prepared(
            24,
            Hotspot.QUICK
                .copy()
                .put("garden", new JsonObject().put("names", new JsonArray().add(GARDEN_NAME))));
    try {
      if (leases > 0) {
        Crowd.lease(hotspot.lab(), leases);
      }
      hotspot.start();
      return new Scene(hotspot);
    } catch (RuntimeException e) {
      hotspot.dump("scene");
      hotspot.close();
      throw e;
    }
  }

  public Hotspot hotspot() {
    return hotspot;
  }

  public Lab lab() {
    return hotspot.lab();
  }

  /** Has a lease and has not paid. */
  public Phone stranger() {
    return stranger;
  }

  /** Has paid. */
  public Phone guest() {
    return guest;
  }

  /** A device that nobody has used yet. */
  public Phone another() {
    return hotspot.phone(nextGuest++);
  }

  /** One of the devices that race for the same voucher. */
  public Phone racer(int number) {
    return hotspot.phone(FIRST_RACER + number);
  }

  /** An address of the internet that nobody else talks to. */
  public String target() {
    return "198.19.0." + targets++;
  }

  /** What arrives at a fresh address of the internet while the attack runs. */
  public Seen arriving(java.util.function.Consumer<String> attack) {
    String target = target();
    try (Tap tap = Tap.toInternet(lab(), target)) {
      attack.accept(target);
      return tap.seen();
    }
  }

  /**
   * The same with holes in the box: nobody mends them meanwhile, and afterwards everything is as it
   * was.
   *
   * @param holes command lines for the box
   */
  public Seen withHoles(List<String> holes, Supplier<Seen> attack) {
    hotspot.box().units().stop(UnitName.EDGE);
    hotspot.box().units().stop(UnitName.WARDEN);
    try {
      holes.forEach(hole -> hotspot.inBox(hole.split(" ", -1)).must());
      return attack.get();
    } finally {
      hotspot.box().units().restart(UnitName.FIREWALL);
      hotspot.box().units().start(UnitName.WARDEN);
      hotspot.box().units().start(UnitName.EDGE);
      hotspot.awaitPortal();
      hotspot.awaitApi();
    }
  }

  @Override
  public void close() {
    hotspot.close();
  }
}
