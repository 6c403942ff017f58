package io.gatehouse.operator.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.clock.TestBootClock;
import org.junit.jupiter.api.Test;

class LoginsTest {
  private final TestBootClock boot = new TestBootClock();
  private final Logins logins = new Logins(boot);
  private final Operator admin = new Operator("b-1", "admin", Role.ADMIN, false);

  @Test
  void a_token_has_128_bits_and_each_login_a_new_one() {
    String token = logins.open(admin, "192.168.4.7");
    assertThat(token).hasSize(22).isNotEqualTo(logins.open(admin, "192.168.4.7"));
    assertThat(logins.find(token, true)).contains(admin);
    assertThat(logins.find("A".repeat(22), true)).isEmpty();
  }

  @Test
  void it_ends_after_half_an_hour_without_the_person_even_while_a_page_refreshes_itself() {
    String token = logins.open(admin, "192.168.4.7");
    for (int minute = 0; minute < 30; minute++) {
      assertThat(logins.find(token, false)).isPresent();
      boot.advanceSeconds(60);
    }
    boot.advanceSeconds(1);
    assertThat(logins.find(token, false)).isEmpty();
  }

  @Test
  void it_ends_after_twelve_hours_even_in_use() {
    String token = logins.open(admin, "192.168.4.7");
    for (int i = 0; i < 12 * 3; i++) {
      assertThat(logins.find(token, true)).isPresent();
      boot.advanceSeconds(20 * 60);
    }
    boot.advanceSeconds(1);
    assertThat(logins.find(token, true)).isEmpty();
  }

  @Test
  void signing_out_and_a_changed_password_end_it() {
    String one = logins.open(admin, "192.168.4.7");
    String two = logins.open(admin, "192.168.4.7");
    logins.close(one);
    assertThat(logins.find(one, true)).isEmpty();
    assertThat(logins.find(two, true)).isPresent();
    logins.closeAll(admin.id());
    assertThat(logins.find(two, true)).isEmpty();
  }
}
