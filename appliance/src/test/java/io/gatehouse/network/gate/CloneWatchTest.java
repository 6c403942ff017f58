package io.gatehouse.network.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.reply.Sighting;
import io.gatehouse.warden.verb.GateBatch;
import io.gatehouse.warden.verb.Query;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloneWatchTest {
  private static final Ipv4 IP = Ipv4.of("10.20.0.10");
  private static final Mac MAC = Mac.of("02:67:00:00:00:01");

  private final List<Mac> cloned = new ArrayList<>();
  private final List<GateBatch.Change> told = new ArrayList<>();
  private Reply sightings = new Reply.Done("");

  private final Box box =
      verb ->
          switch (verb) {
            case Query.Sightings _ -> sightings;
            case GateBatch batch -> {
              told.addAll(batch.changes());
              yield new Reply.Done("");
            }
            default -> new Reply.Refused("not asked for");
          };

  private void look(boolean astray, int moves, long quietMillis, int asked) {
    sightings =
        new Reply.Done(
            Sighting.write(List.of(new Sighting(IP, MAC, astray, moves, quietMillis, asked))));
    new CloneWatch(box, cloned::add).check();
  }

  @Test
  void a_device_that_moved_once_and_answers_from_nowhere_else_has_walked() {
    look(true, 1, 1_500, 2);
    assertThat(told).containsExactly(new GateBatch.Follow(IP));
    assertThat(cloned).isEmpty();
  }

  @Test
  void a_move_is_believed_neither_too_early_nor_without_asking() {
    look(true, 1, 1_400, 3);
    look(true, 1, 9_000, 1);
    assertThat(told).isEmpty();
    assertThat(cloned).isEmpty();
  }

  @Test
  void there_and_back_once_is_no_clone_and_twice_is_one() {
    look(false, 2, 100, 0);
    look(true, 3, 100, 0);
    assertThat(cloned).isEmpty();
    look(false, 4, 100, 0);
    assertThat(cloned).containsExactly(MAC);
    assertThat(told).isEmpty();
  }

  @Test
  void a_warden_that_is_away_is_no_trouble() {
    sightings = new Reply.Unreachable("gone");
    new CloneWatch(box, cloned::add).check();
    assertThat(cloned).isEmpty();
  }
}
