package io.gatehouse.proof.campaign;

import io.gatehouse.campaign.Range;
import io.gatehouse.campaign.Report;
import io.gatehouse.proof.attack.EndedFlowAttack;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** G9: ten guests a cycle keep a flow open beyond the end of their sessions. */
final class ManyFlows implements AttackCampaign.FullSize {
  private static final int GUESTS = 10;

  private final Report report;
  private final Scene scene;
  private final List<Phone> guests = new ArrayList<>();

  ManyFlows(Range range, Report report) {
    this.report = report;
    this.scene = Scene.open();
    for (int i = 0; i < GUESTS; i++) {
      guests.add(scene.another());
    }
  }

  @Override
  public String control() {
    Phone phone = scene.another();
    scene.hotspot().paid(EndedFlowAttack.number(phone));
    Seen seen = EndedFlowAttack.flow(scene, phone, scene.target(), false);
    return seen.got() > 0 ? "not ended: " + seen.words() : "";
  }

  @Override
  public List<String> cycle(int index) {
    List<String> wrong = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < GUESTS; i++) {
      scene.hotspot().paid(EndedFlowAttack.number(guests.get(i)));
      targets.add("198.19.0." + (100 + i));
    }
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Seen>> flows = new ArrayList<>();
      for (int i = 0; i < GUESTS; i++) {
        Phone phone = guests.get(i);
        String target = targets.get(i);
        flows.add(all.submit(() -> EndedFlowAttack.flow(scene, phone, target, true)));
      }
      for (Future<Seen> flow : flows) {
        Seen seen = flow.get();
        report.count("G9 flows kept beyond the end", 1);
        report.count("G9 packets later than 2 s", seen.got());
        if (seen.got() > 0) {
          wrong.add(seen.words());
        }
        if (seen.words().contains("(0 before)")) {
          wrong.add("the flow never was: " + seen.words());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return wrong;
  }

  @Override
  public void close() {
    scene.close();
  }
}
