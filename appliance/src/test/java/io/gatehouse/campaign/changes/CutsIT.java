package io.gatehouse.campaign.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each durable step of a change, as the kernel saw a whole one take them, is the last one before
 * edge, warden, both or the whole machine end. Victims take turns here; each step with each victim
 * is {@code gatehouse test --long cuts}.
 *
 * <p>Left out of a whole run: it takes four to seven minutes.
 */
@Tag("cuts")
class CutsIT {

  @Test
  void after_a_cut_at_any_step_the_box_is_at_the_last_good_or_at_the_confirmed() {
    List<String> failures = new ArrayList<>();
    try (CutRig rig = CutRig.up()) {
      List<Step> steps = rig.steps();
      assertThat(steps.toString())
          .contains("marker", "outcome", "good", "/etc/gatehouse/dnsmasq-lan.conf", "commit");
      for (int i = 0; i < steps.size(); i++) {
        Victims victims = Victims.ALL.get(i % Victims.ALL.size());
        String cut = "cut " + i + " after " + steps.get(i) + ", " + victims;
        List<String> wrong = rig.cut(steps.get(i), victims);
        System.out.println(cut + ": " + wrong);
        wrong.forEach(one -> failures.add(cut + ": " + one));
      }
      if (!failures.isEmpty()) {
        rig.tellLogs();
        fail(String.join("\n", failures));
      }
    }
  }

  /** The positive control: a script that brings nothing back is seen. */
  @Test
  void a_box_that_takes_nothing_back_is_seen() {
    try (CutRig rig = CutRig.up(ChangesCampaign::bringsNothingBack)) {
      Step swap = new Step("rename", "/etc/gatehouse/dnsmasq-lan.conf", 1);
      assertThat(rig.cut(swap, Victims.MACHINE))
          .anyMatch(wrong -> wrong.contains("the files are not the good ones"));
    }
  }
}
