package io.gatehouse.operator.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.seal.PasswordHash;
import io.gatehouse.platform.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
  private static final String HERE = "192.168.4.7";
  private static final String CHOSEN = "seven blue lanterns";

  @TempDir private Path dir;
  private final TestBootClock boot = new TestBootClock();
  private Store store;
  private Path file;
  private Accounts accounts;

  @BeforeEach
  void open() {
    store = Store.open(dir.resolve("gatehouse.db"));
    file = dir.resolve("first-password");
    accounts = accounts();
    accounts.ensureFirst();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Accounts accounts() {
    return new Accounts(store, new ServiceClock(store, boot), boot, new FirstPassword(file));
  }

  private SignIn signIn(String name, String password) {
    return accounts.signIn(name, Password.typed(password), HERE);
  }

  private Operator admin() throws Exception {
    SignIn answer = signIn("admin", Files.readString(file).strip());
    assertThat(answer).isInstanceOf(SignIn.Welcome.class);
    return ((SignIn.Welcome) answer).operator();
  }

  @Test
  void a_new_box_has_a_password_of_its_own_that_must_be_changed() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(admin().mustChange()).isTrue();
    String first = Files.readString(file).strip();
    assertThat(first).matches("([2-9A-Z]{4}-){3}[2-9A-Z]{4}");

    Accounts.Changed changed =
        accounts.change(admin(), Password.typed(first), Password.typed(CHOSEN), HERE);

    assertThat(changed).isInstanceOf(Accounts.Changed.Done.class);
    assertThat(file).doesNotExist();
    assertThat(signIn("admin", first)).isInstanceOf(SignIn.Wrong.class);
    assertThat(signIn("admin", CHOSEN)).isInstanceOf(SignIn.Welcome.class);
  }

  @Test
  void a_restart_neither_makes_a_second_operator_nor_a_new_password() throws Exception {
    String first = Files.readString(file);
    accounts().ensureFirst();
    assertThat(Files.readString(file)).isEqualTo(first);
    assertThat(admin().mustChange()).isTrue();
  }

  @Test
  void weak_passwords_are_refused_with_the_reason() throws Exception {
    Password first = Password.typed(Files.readString(file).strip());
    for (String weak :
        new String[] {"short", "aaaaaaaaaaaa", "Password123!", "xx admin xx", "1234567890"}) {
      assertThat(accounts.change(admin(), first, Password.typed(weak), HERE))
          .as(weak)
          .isInstanceOf(Accounts.Changed.Weak.class);
    }
    assertThat(file).exists();
  }

  @Test
  void an_unknown_name_and_a_wrong_password_get_the_same_answer() {
    assertThat(signIn("nobody", CHOSEN)).isEqualTo(signIn("admin", CHOSEN));
  }

  @Test
  void an_unknown_name_costs_as_much_as_a_known_one() {
    assertThat(new PasswordHash(new SecureRandom()).of(Password.typed(CHOSEN).bytes()))
        .startsWith(PasswordHash.NOBODY.substring(0, 31));
  }

  @Test
  void guessing_from_one_address_gets_slower_and_does_not_stop_another() throws Exception {
    for (int i = 0; i < 6; i++) {
      assertThat(signIn("admin", "wrong password " + i)).isInstanceOf(SignIn.Wrong.class);
    }
    assertThat(signIn("admin", "wrong again, too soon")).isEqualTo(new SignIn.Wait(1));
    String first = Files.readString(file).strip();
    assertThat(accounts.signIn("admin", Password.typed(first), "192.168.4.8"))
        .isInstanceOf(SignIn.Welcome.class);
    boot.advanceSeconds(2);
    assertThat(signIn("admin", "wrong, in time")).isInstanceOf(SignIn.Wrong.class);
    assertThat(signIn("admin", first)).isEqualTo(new SignIn.Wait(2));
    boot.advanceSeconds(3);
    assertThat(signIn("admin", first)).isInstanceOf(SignIn.Welcome.class);
  }

  @Test
  void a_guesser_with_many_addresses_is_slowed_down_but_a_known_address_is_not() throws Exception {
    admin();
    for (int i = 0; i < 31; i++) {
      accounts.signIn("admin", Password.typed("wrong password"), "192.168.5." + i);
    }
    assertThat(accounts.signIn("admin", Password.typed("wrong password"), "192.168.6.1"))
        .isInstanceOf(SignIn.Wait.class);
    assertThat(admin()).isNotNull();
  }

  @Test
  void a_password_never_shows_itself() {
    assertThat(Password.typed(CHOSEN)).hasToString("***");
  }
}
