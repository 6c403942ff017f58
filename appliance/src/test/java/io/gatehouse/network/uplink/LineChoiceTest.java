package io.gatehouse.network.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.uplink.LineChoice.LineTaken;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.journal.Fact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a box with two lines changes between them. */
class LineChoiceTest {
  private static final Uplink TWO =
      new Uplink(
          Line.over("wan"),
          Line.over("lte"),
          List.of(),
          new Failover(List.of(Ipv4.of("203.0.113.9")), 10, 60));

  private final Set<String> routed = new HashSet<>(Set.of("wan", "lte"));
  private final Set<String> reaching = new HashSet<>(Set.of("wan", "lte"));
  private final List<String> asked = new ArrayList<>();
  private final List<Boolean> taken = new ArrayList<>();
  private final List<Fact> told = new ArrayList<>();
  private String refusal = "";
  private long now = 1_000_000;

  private final LineChoice choice =
      new LineChoice(
          routed::contains,
          (device, probes) -> {
            asked.add(device);
            assertThat(probes).hasToString("[203.0.113.9]");
            return reaching.contains(device);
          },
          second -> {
            if (refusal.isEmpty()) {
              taken.add(second);
            }
            return refusal;
          },
          told::add,
          () -> now);

  /** The last of the looks of so many seconds, one each two. */
  private UplinkState.Seen after(int seconds) {
    UplinkState.Seen seen = choice.look(TWO);
    for (int i = 0; i < seconds; i += 2) {
      now += 2_000;
      seen = choice.look(TWO);
    }
    return seen;
  }

  @Test
  void a_line_that_is_up_and_leads_nowhere_is_left_after_its_time_and_taken_again_after_its() {
    assertThat(after(20))
        .isEqualTo(
            new UplinkState.Seen(
                true, "the first line wan is in use and reaches the internet; lte stands by"));
    assertThat(taken).containsExactly(false);
    assertThat(told).isEmpty();

    reaching.remove("wan");
    now += 2_000;
    UplinkState.Seen waiting = after(8);
    assertThat(taken).containsExactly(false);
    assertThat(waiting.up()).as("one lost packet is no outage").isTrue();
    assertThat(waiting.detail())
        .isEqualTo("the first line wan has not answered for 8 s; lte is taken after 10");
    UplinkState.Seen away = after(2);
    assertThat(taken).containsExactly(false, true);
    String why = "wan is up, but none of [203.0.113.9] answers through it";
    assertThat(told).containsExactly(new LineTaken("second", "lte", why));
    assertThat(away.up()).isTrue();
    assertThat(away.detail()).isEqualTo("the second line lte is in use for 0 s, as " + why);

    reaching.add("wan");
    now += 2_000;
    assertThat(after(58).detail())
        .contains("second line lte is in use")
        .endsWith("it answers again, and is taken once it has done so for 60 s");
    reaching.remove("wan");
    now += 2_000;
    after(2);
    reaching.add("wan");
    now += 2_000;
    assertThat(after(58).detail()).as("the time begins anew").contains("second line lte is in use");
    assertThat(after(2).detail()).startsWith("the first line wan is in use");
    assertThat(told).last().isEqualTo(new LineTaken("first", "wan", "wan answers again"));
    assertThat(told).hasSize(2);
  }

  @Test
  void a_line_without_a_route_is_left_at_once_and_one_answer_now_and_then_keeps_the_first() {
    after(4);
    for (int i = 0; i < 10; i++) {
      reaching.remove("wan");
      now += 2_000;
      after(6);
      reaching.add("wan");
      now += 2_000;
      after(0);
    }
    assertThat(told).isEmpty();

    routed.remove("wan");
    now += 2_000;
    assertThat(after(0).detail()).contains("there is no default route out of wan");
    assertThat(told).hasSize(1);
  }

  @Test
  void where_neither_leads_anywhere_the_one_in_use_stays_and_the_box_says_so() {
    after(4);
    reaching.clear();
    now += 2_000;
    UplinkState.Seen seen = after(60);
    assertThat(taken).containsExactly(false);
    assertThat(seen.up()).isFalse();
    assertThat(seen.detail()).startsWith("neither line reaches the internet: wan is up, but none");
  }

  @Test
  void a_second_line_that_dies_is_left_for_a_first_that_answers_however_short() {
    reaching.remove("wan");
    after(0);
    assertThat(taken).as("at the start nobody waits").containsExactly(true);
    reaching.add("wan");
    reaching.remove("lte");
    now += 2_000;
    after(10);
    assertThat(taken).containsExactly(true, false);
  }

  @Test
  void the_spare_line_is_asked_once_a_minute_and_what_the_root_side_cannot_do_is_said() {
    after(118);
    assertThat(asked.stream().filter("lte"::equals)).hasSize(2);
    routed.remove("wan");
    refusal = "no default route leads out of lte";
    now += 2_000;
    assertThat(after(2).detail()).contains("could not be taken: no default route leads out of lte");
    refusal = "";
    after(2);
    assertThat(told).hasSize(1);
    after(62);
    assertThat(taken).as("said again, should somebody take it away").contains(true, true, true);
  }
}
