package io.gatehouse.network.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.box.RecordingBox;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Admit;
import io.gatehouse.warden.verb.GateBatch;
import io.gatehouse.warden.verb.Query;
import io.gatehouse.warden.verb.ShapeBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the gate says to the warden. */
class IpsetGateTest {
  private static final Rate RATE = new Rate(20_000, 5_000, 0);
  private static final Mac MAC = Mac.of("02:00:00:00:00:05");

  /** As ipset 7.17 prints it in interactive mode. */
  private static final String SAVED =
      """
      ipset> ipset> create guests-up bitmap:ip,mac range 10.20.0.0-10.20.7.255 timeout 60 counters skbinfo
      add guests-up 10.20.0.5,02:00:00:00:00:05 timeout 590 packets 7 bytes 700 skbmark 0x3/0x3 skbprio 1:5
      add guests-up 10.20.1.6,0E:AB:CD:EF:00:06 timeout 30 packets 1 bytes 9999999999 skbmark 0x3/0x3 skbprio 1:106
      ipset> create guests-dn bitmap:ip range 10.20.0.0-10.20.7.255 timeout 60 counters skbinfo
      add guests-dn 10.20.0.5 timeout 590 packets 0 bytes 70 skbmark 0x2/0x2 skbprio 1:5
      add guests-dn 10.20.1.6 timeout 30 packets 0 bytes 0 skbmark 0x2/0x2 skbprio 1:106
      add guests-dn 10.20.2.7 timeout 30 packets 0 bytes 0 skbmark 0x2/0x2 skbprio 1:0
      """;

  private final RecordingBox box = new RecordingBox();
  private final IpsetGate gate = new IpsetGate(box);

  @Test
  void the_class_is_made_before_the_device_is_let_in() {
    gate.open(List.of(admission("10.20.0.5", 600)));

    assertThat(box.asked())
        .containsExactly(
            new Admit(
                new ShapeBatch(List.of(new ShapeBatch.Put(5, 20_000, 5_000, 0))),
                new GateBatch(List.of(new GateBatch.Open(Ipv4.of("10.20.0.5"), MAC, 600, 5, 5)))));
  }

  @Test
  void no_limit_means_no_class_in_that_direction() {
    gate.open(List.of(new Admission(Ipv4.of("10.20.0.5"), MAC, 600, new Rate(0, 5_000, 0))));

    assertThat(box.asked())
        .contains(
            new Admit(
                new ShapeBatch(List.of(new ShapeBatch.Put(5, 0, 5_000, 0))),
                new GateBatch(List.of(new GateBatch.Open(Ipv4.of("10.20.0.5"), MAC, 600, 5, 0)))));
  }

  @Test
  void counters_are_read_from_both_sets() {
    box.answer(_ -> new Reply.Done(SAVED));

    assertThat(gate.counters())
        .containsExactly(
            new Counter(Ipv4.of("10.20.0.5"), MAC, 700, 70, 590),
            new Counter(Ipv4.of("10.20.1.6"), Mac.of("0e:ab:cd:ef:00:06"), 9_999_999_999L, 0, 30));
  }

  @Test
  void reconcile_says_only_what_differs() {
    box.answer(
        verb ->
            switch (verb) {
              case Query.Counters _ -> new Reply.Done(SAVED);
              case Query.Classes _ ->
                  new Reply.Done(
                      """
                      class htb 1:5 root leaf 8001: prio 0 rate 20Mbit ceil 20Mbit burst 1600b cburst 1600b
                      class htb 1:106 root leaf 8002: prio 0 rate 20Mbit ceil 20Mbit burst 1600b cburst 1600b
                      --
                      class htb 1:5 root leaf 8003: prio 0 rate 5Mbit ceil 5Mbit burst 1600b cburst 1600b
                      """);
              default -> new Reply.Done("");
            });
    gate.open(List.of(admission("10.20.0.5", 600)));
    box.clear();

    assertThat(gate.reconcile(List.of(admission("10.20.0.5", 592), admission("10.20.0.9", 60))))
        .isEqualTo(3);

    assertThat(box.asked())
        .containsExactly(
            new Query.Counters(),
            new Query.Classes(),
            new Admit(
                new ShapeBatch(List.of(new ShapeBatch.Put(9, 20_000, 5_000, 0))),
                new GateBatch(
                    List.of(
                        new GateBatch.Close(Ipv4.of("10.20.1.6")),
                        new GateBatch.Close(Ipv4.of("10.20.2.7")),
                        new GateBatch.Open(Ipv4.of("10.20.0.9"), MAC, 60, 9, 9)))),
            new ShapeBatch(List.of(new ShapeBatch.Drop(0x106))));
  }

  @Test
  void the_first_hundreds_are_inside_before_the_last_get_their_classes() {
    box.answer(verb -> verb instanceof Query.Counters ? new Reply.Done(SAVED) : new Reply.Done(""));
    List<Admission> crowd = new ArrayList<>();
    for (int i = 10; i < 1_010; i++) {
      crowd.add(new Admission(Ipv4.of("10.20.3.0").plus(i), new Mac(i), 600, RATE));
    }

    gate.reconcile(crowd);

    List<String> order =
        box.asked().stream()
            .map(
                verb ->
                    switch (verb) {
                      case Admit admit ->
                          admit.shape().changes().size()
                              + " classes, "
                              + admit.gate().changes().size();
                      case GateBatch gate -> "gate " + gate.changes().size();
                      case ShapeBatch shape -> "shape " + shape.changes().size();
                      default -> "";
                    })
            .filter(said -> !said.isEmpty())
            .toList();
    assertThat(order)
        .containsExactly(
            "247 classes, 250",
            "250 classes, 250",
            "250 classes, 250",
            "250 classes, 250",
            "3 classes, 3");
  }

  @Test
  void another_device_on_the_address_is_opened_anew_and_a_changed_class_renewed() {
    box.answer(verb -> verb instanceof Query.Counters ? new Reply.Done(SAVED) : new Reply.Done(""));
    Admission other = new Admission(Ipv4.of("10.20.0.5"), Mac.of("02:00:00:00:00:77"), 590, RATE);
    Admission unlimited =
        new Admission(Ipv4.of("10.20.1.6"), Mac.of("0e:ab:cd:ef:00:06"), 30, Rate.UNLIMITED);

    gate.reconcile(List.of(other, unlimited));

    assertThat(box.asked())
        .filteredOn(Admit.class::isInstance)
        .flatExtracting(verb -> ((Admit) verb).gate().changes())
        .contains(
            new GateBatch.Open(other.ip(), other.mac(), 590, 5, 5),
            new GateBatch.Renew(unlimited.ip(), unlimited.mac(), 30, 0, 0));
  }

  @Test
  void a_member_whose_packets_would_not_be_marked_is_renewed() {
    String unmarked = SAVED.replace(" skbmark 0x2/0x2 skbprio 1:5", " skbprio 1:5");
    box.answer(
        verb -> verb instanceof Query.Counters ? new Reply.Done(unmarked) : new Reply.Done(""));
    Admission both = new Admission(Ipv4.of("10.20.1.6"), Mac.of("0e:ab:cd:ef:00:06"), 30, RATE);

    gate.reconcile(List.of(admission("10.20.0.5", 590), both));

    assertThat(box.asked())
        .filteredOn(Admit.class::isInstance)
        .flatExtracting(verb -> ((Admit) verb).gate().changes())
        .contains(new GateBatch.Renew(Ipv4.of("10.20.0.5"), MAC, 590, 5, 5))
        .noneMatch(
            change -> change instanceof GateBatch.Renew renew && renew.ip().equals(both.ip()));
  }

  @Test
  void a_dead_warden_leaves_the_gate_behind_until_it_is_reconciled() {
    box.die();
    assertThatThrownBy(() -> gate.open(List.of(admission("10.20.0.5", 600))))
        .isInstanceOf(GateUnreachable.class)
        .hasMessageContaining("dead");
    assertThat(gate.behind()).isTrue();
    assertThatThrownBy(gate::counters).isInstanceOf(GateUnreachable.class);

    box.answer(_ -> new Reply.Done(""));
    assertThat(gate.reconcile(List.of(admission("10.20.0.5", 600)))).isEqualTo(1);
    assertThat(gate.behind()).isFalse();
  }

  @Test
  void large_changes_go_in_parts() {
    List<Admission> many = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      many.add(new Admission(new Ipv4(0x0a140000 + i), MAC, 600, Rate.UNLIMITED));
    }

    gate.open(many);

    assertThat(box.asked()).hasSize(3);
  }

  private static Admission admission(String ip, int ttl) {
    return new Admission(Ipv4.of(ip), MAC, ttl, RATE);
  }
}
