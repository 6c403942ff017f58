package io.gatehouse.warden.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.warden.reply.Sighting;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ports 1 and 2 can be told apart, port 9 cannot. */
class WhereaboutsTest {
  private static final Ipv4 IP = Ipv4.of("10.20.0.10");
  private static final Mac MAC = Mac.of("02:67:00:00:00:01");

  private final Whereabouts whereabouts = new Whereabouts(port -> port < 9);

  private Sighting only(long now) {
    List<Sighting> all = whereabouts.notable(now);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  @Test
  void a_device_is_let_in_where_it_is_met() {
    assertThat(whereabouts.admit(IP, MAC, 1, 0)).isEqualTo(1);
    whereabouts.met(MAC, 1, 10);
    assertThat(whereabouts.notable(20)).isEmpty();
  }

  @Test
  void a_device_that_nobody_has_met_is_let_in_anywhere_and_astray_once_it_is() {
    assertThat(whereabouts.admit(IP, MAC, 0, 0)).isEqualTo(Whereabouts.ANYWHERE);
    assertThat(whereabouts.notable(10)).isEmpty();
    whereabouts.met(MAC, 2, 20);
    assertThat(only(30).astray()).isTrue();
    assertThat(only(30).moves()).isZero();
  }

  @Test
  void where_ports_cannot_be_told_apart_a_device_is_let_in_anywhere_but_its_moves_are_counted() {
    assertThat(whereabouts.admit(IP, MAC, 9, 0)).isEqualTo(Whereabouts.ANYWHERE);
    whereabouts.met(MAC, 10, 10);
    assertThat(only(20)).isEqualTo(new Sighting(IP, MAC, false, 1, 10, 0));
  }

  @Test
  void moves_are_counted_for_ten_seconds_and_questions_since_the_last_of_them() {
    whereabouts.admit(IP, MAC, 1, 0);
    whereabouts.met(MAC, 2, 1_000);
    assertThat(only(1_500)).isEqualTo(new Sighting(IP, MAC, true, 1, 500, 0));
    assertThat(only(2_000)).isEqualTo(new Sighting(IP, MAC, true, 1, 1_000, 1));
    whereabouts.met(MAC, 1, 2_100);
    assertThat(only(2_200)).isEqualTo(new Sighting(IP, MAC, false, 2, 100, 0));
    assertThat(only(11_500).moves()).isEqualTo(1);
    assertThat(whereabouts.notable(12_200)).isEmpty();
  }

  @Test
  void a_device_that_walked_belongs_where_it_is_now() {
    whereabouts.admit(IP, MAC, 1, 0);
    whereabouts.met(MAC, 2, 1_000);
    whereabouts.bind(IP, 2);
    assertThat(only(1_100).astray()).isFalse();
    whereabouts.met(MAC, 1, 1_200);
    assertThat(only(1_300).astray()).isTrue();
  }

  @Test
  void a_device_that_comes_back_from_a_hold_while_it_moves_is_let_in_nowhere_yet() {
    whereabouts.admit(IP, MAC, 1, 0);
    whereabouts.met(MAC, 2, 10_000);
    whereabouts.leave(IP, 10_100);
    whereabouts.met(MAC, 1, 11_000);
    assertThat(whereabouts.admit(IP, MAC, 1, 12_000)).isEqualTo(Whereabouts.NOWHERE);
    assertThat(only(12_100).astray()).isTrue();
    whereabouts.leave(IP, 12_200);
    assertThat(whereabouts.admit(IP, MAC, 1, 20_000)).isEqualTo(1);
  }

  @Test
  void after_lost_news_everyone_is_looked_for_once_and_nobody_is_quiet() {
    whereabouts.admit(IP, MAC, 1, 0);
    whereabouts.met(MAC, 2, 1_000);
    assertThat(whereabouts.toLookFor()).isEmpty();
    whereabouts.missed(5_000);
    assertThat(whereabouts.toLookFor()).containsExactly(MAC);
    assertThat(whereabouts.toLookFor()).isEmpty();
    assertThat(only(5_100).quietMillis()).isEqualTo(100);
  }

  @Test
  void an_admitted_address_that_was_loosened_is_told_once_and_others_never() {
    whereabouts.admit(IP, MAC, 1, 0);
    whereabouts.loosened(IP);
    whereabouts.loosened(Ipv4.of("10.20.0.99"));
    assertThat(whereabouts.takeLoose()).containsOnly(java.util.Map.entry(IP, MAC));
    assertThat(whereabouts.takeLoose()).isEmpty();
    whereabouts.loosened(IP);
    whereabouts.leave(IP, 10);
    assertThat(whereabouts.takeLoose()).isEmpty();
  }

  @Test
  void an_address_that_went_to_another_device_is_its_alone() {
    Mac other = Mac.of("02:67:00:00:00:02");
    whereabouts.admit(IP, MAC, 1, 0);
    whereabouts.admit(IP, other, 2, 10);
    whereabouts.met(MAC, 2, 20);
    assertThat(whereabouts.notable(30)).isEmpty();
    assertThat(whereabouts.at(IP)).contains(other);
  }
}
