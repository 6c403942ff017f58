package io.gatehouse.guest.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.store.TestDatabase;
import io.gatehouse.platform.web.Csv;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts as an operator and a login meet them. */
class GuestAccountsTest {
  private static final Mac MAC = Mac.of("02:00:00:00:00:07");

  @TempDir Path directory;

  private static Optional<AccountPassword> password(String text) {
    return Optional.of(AccountPassword.typed(text));
  }

  private static Account stored(GuestAccounts.Saved saved) {
    return ((GuestAccounts.Saved.Stored) saved).account();
  }

  private static Account changed(Account from, List<Mac> macs, boolean challenges) {
    return new Account(
        from.id(),
        from.name(),
        from.planId(),
        from.status(),
        from.quotaBytes(),
        from.atOnce(),
        from.window(),
        macs,
        from.onlyListed(),
        challenges,
        from.lan(),
        from.passId());
  }

  @ParameterizedTest
  @EnumSource
  void an_account_is_made_found_changed_and_removed(TestDatabase database) {
    try (GuestFloor floor = new GuestFloor(directory, () -> database.open(directory))) {
      GuestAccounts accounts = floor.accounts;
      String plan = floor.desk.plan("1 Hour").id();
      Account anna = stored(accounts.save(Account.fresh(" Anna@Hut ", plan), password("s3cret!")));
      assertThat(anna.name()).isEqualTo("anna@hut");
      assertThat(accounts.login("ANNA@hut").orElseThrow().account()).isEqualTo(anna);
      stored(accounts.save(changed(anna, List.of(MAC), true), Optional.empty()));
      assertThat(accounts.of(MAC).orElseThrow().name()).isEqualTo("anna@hut");
      stored(accounts.save(anna.with(Account.Status.SUSPENDED), Optional.empty()));
      assertThat(accounts.find(anna.id()).orElseThrow().status())
          .isEqualTo(Account.Status.SUSPENDED);
      assertThat(accounts.list("nna", "", 10)).hasSize(1);
      assertThat(accounts.list("%", "", 10)).isEmpty();
      assertThat(accounts.remove(anna.id())).isTrue();
      assertThat(accounts.named("anna@hut")).isEmpty();
      assertThat(accounts.remove(anna.id())).isFalse();
      assertThat(floor.desk.facts("AccountStored")).hasSize(3);
    }
  }

  @Test
  void a_changed_password_is_in_force_at_once_however_it_is_kept() {
    try (GuestFloor floor = new GuestFloor(directory)) {
      String plan = floor.desk.plan("1 Hour").id();
      for (boolean challenges : new boolean[] {true, false}) {
        Account draft = changed(Account.fresh("kept-" + challenges, plan), List.of(), challenges);
        Account account = stored(floor.accounts.save(draft, password("first-one")));
        GuestAccounts.Login login = floor.accounts.login(account.name()).orElseThrow();
        assertThat(login.matches(AccountPassword.typed("first-one"))).isTrue();
        assertThat(login.matches(AccountPassword.typed("first-one"))).as("remembered").isTrue();
        assertThat(login.matches(AccountPassword.typed("other-one"))).isFalse();
        assertThat(login.password().isPresent()).isEqualTo(challenges);
        floor.accounts.save(account, password("second-one"));
        GuestAccounts.Login again = floor.accounts.login(account.name()).orElseThrow();
        assertThat(again.matches(AccountPassword.typed("first-one"))).isFalse();
        assertThat(again.matches(AccountPassword.typed("second-one"))).isTrue();
      }
    }
  }

  @Test
  void no_password_lies_in_the_database_and_none_is_shown() throws Exception {
    String secret = "correct-horse-battery";
    try (GuestFloor floor = new GuestFloor(directory)) {
      String plan = floor.desk.plan("1 Hour").id();
      floor.accounts.save(Account.fresh("visible-name", plan), password(secret));
      floor.accounts.save(
          changed(Account.fresh("hashed", plan), List.of(), false), password(secret));
      assertThat(password(secret).toString()).doesNotContain(secret);
    }
    byte[] file = Files.readAllBytes(directory.resolve("gatehouse.db"));
    String text = new String(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("visible-name").doesNotContain(secret);
  }

  @Test
  void what_only_a_hash_is_kept_of_cannot_answer_challenges_without_a_new_password() {
    try (GuestFloor floor = new GuestFloor(directory)) {
      String plan = floor.desk.plan("1 Hour").id();
      Account hashed =
          stored(
              floor.accounts.save(
                  changed(Account.fresh("hashed", plan), List.of(), false), password("s3cret!")));
      GuestAccounts.Saved refused =
          floor.accounts.save(changed(hashed, List.of(), true), Optional.empty());
      assertThat(((GuestAccounts.Saved.Invalid) refused).errors()).containsOnlyKeys("password");
      stored(floor.accounts.save(changed(hashed, List.of(), true), password("s3cret!")));
    }
  }

  @Test
  void an_import_stores_the_good_lines_and_says_what_is_wrong_with_each_bad_one() {
    try (GuestFloor floor = new GuestFloor(directory)) {
      AccountImport imports = new AccountImport(floor.accounts, floor.desk.plans);
      String table =
          """
          name;plan;password;window;macs;vlan;devices
          anna;1 hour;s3cret!;mon-fri 08:00-18:00;02-00-00-00-00-01;12;2
          bert;no such;s3cret!;;;;
          carl;1 hour;short;;;;
          dora;1 hour;s3cret!;always;;;
          emil;1 hour;s3cret!;;02:00:00:00:00:01;;
          fred;1 hour;s3cret!;;not-a-mac;x;
          gina;1 hour
          "hans;x";1 hour;"s3c""ret";;;;
          with space;1 hour;s3cret!;;;;
          """;
      AccountImport.Outcome outcome = imports.read(Csv.parse(table));
      assertThat(outcome.created()).isEqualTo(2);
      assertThat(outcome.bad())
          .extracting(AccountImport.BadLine::line)
          .containsExactly(3, 4, 5, 6, 7, 8, 10);
      assertThat(outcome.bad().toString())
          .contains("no plan 'no such'", "at least 6", "like 'mon-fri", "listed under anna")
          .contains("'not-a-mac' is not", "'x' is not a whole number", "has 2 cells, not 7")
          .contains("without spaces");
      assertThat(outcome.bad().toString()).doesNotContain("s3cret");
      assertThat(
              floor
                  .accounts
                  .login("hans;x")
                  .orElseThrow()
                  .matches(AccountPassword.typed("s3c\"ret")))
          .isTrue();
      AccountImport.Outcome again =
          imports.read(Csv.parse("name,plan,status\nanna,1 hour,suspended\n"));
      assertThat(again.changed()).isEqualTo(1);
      Account anna = floor.accounts.named("anna").orElseThrow();
      assertThat(anna.status()).isEqualTo(Account.Status.SUSPENDED);
      assertThat(anna.lan().vlan()).as("no such column").isEqualTo(12);
      assertThat(imports.read(Csv.parse("name,pass\na,b\n")).bad().getFirst().reason())
          .contains("unknown column 'pass'");
    }
  }
}
