package io.gatehouse.proof.campaign;

import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.proof.attack.EndedFlowAttack;
import io.gatehouse.proof.attack.StarvingAttack;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import io.gatehouse.proof.site.Tap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** G15: ten thousand made-up devices want an address within a minute; paid guests renew theirs. */
final class ManyDevices implements AttackCampaign.FullSize {
  private static final int DEVICES = 10_000;
  private static final int SECONDS = 60;
  private static final int PAID = 5;

  /** Facts of the paid guests' own doings; a row for each made-up device would be thousands. */
  private static final long MOST_FACTS = 500;

  private final Report report;
  private final Scene scene;
  private final List<Phone> paid = new ArrayList<>();

  ManyDevices(Range range, Report report) {
    this.report = report;
    this.scene = Scene.open();
    for (int i = 0; i < PAID; i++) {
      paid.add(scene.hotspot().paid(EndedFlowAttack.number(scene.another())));
    }
  }

  @Override
  public String control() {
    Seen seen = StarvingAttack.starveSmallPool(scene);
    return seen.got() > 0 ? seen.words() : "";
  }

  @Override
  public List<String> cycle(int index) {
    List<String> wrong = new ArrayList<>();
    long facts = newestFact();
    Seen seen;
    int renewals = 0;
    int lost = 0;
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Seen> attack =
          CompletableFuture.supplyAsync(
              () -> StarvingAttack.starve(scene, DEVICES, SECONDS), beside);
      while (!attack.isDone()) {
        for (Phone phone : paid) {
          renewals++;
          lost += StarvingAttack.renews(scene, phone) ? 0 : 1;
        }
        Tap.pause(1_000);
      }
      seen = attack.join();
    }
    report.say(
        "  %s; paid guests renewed %d of %d times meanwhile"
            .formatted(seen.words(), renewals - lost, renewals));
    if (seen.got() > 0) {
      wrong.add(seen.words());
    }
    if (lost > 0) {
      wrong.add(lost + " of " + renewals + " renewals of paid guests failed");
    }
    long added = newestFact() - facts;
    report.most("G15 facts added to the journal", added);
    if (added > MOST_FACTS) {
      wrong.add("the journal grew by " + added + " facts");
    }
    return wrong;
  }

  private long newestFact() {
    return scene.hotspot().journal(1).getFirst().getLong("seq");
  }

  @Override
  public void close() {
    scene.close();
  }
}
