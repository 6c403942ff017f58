package io.gatehouse.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.TestBox;
import io.gatehouse.operator.accounts.Label;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line against a box's real socket. */
class WordsTest {
  @TempDir private Path dir;
  private TestBox box;
  private String out;
  private String err;

  @BeforeEach
  void start() {
    box = new TestBox(dir);
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private int run(Object word, String... args) {
    StringWriter said = new StringWriter();
    StringWriter complained = new StringWriter();
    CommandLine line =
        new CommandLine(word).setOut(new PrintWriter(said)).setErr(new PrintWriter(complained));
    int code = line.execute(args);
    out = said.toString();
    err = complained.toString();
    return code;
  }

  private String socket() {
    return "--socket=" + box.socket;
  }

  @Test
  void the_socket_is_open_to_owner_and_group_only() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(box.socket)))
        .isEqualTo("rw-rw----");
  }

  @Test
  void a_plan_is_saved_listed_and_changed() {
    assertThat(
            run(
                new PlanCommand(),
                "save",
                socket(),
                "--name=Pool day",
                "--price=2.50",
                "--currency=USD",
                "--time=24h",
                "--quota=2G",
                "--down=5000",
                "--up=1000",
                "--devices=2"))
        .isZero();
    String id = out.strip();
    assertThat(box.desk.plans.find(id).orElseThrow().price().minor()).isEqualTo(250);

    assertThat(run(new PlanCommand(), "save", socket(), "--id", id, "--no-active")).isZero();
    assertThat(box.desk.plans.find(id).orElseThrow().active()).isFalse();
    assertThat(box.desk.plans.find(id).orElseThrow().rate().downKbps()).isEqualTo(5_000);

    assertThat(run(new PlanCommand(), "list", socket())).isZero();
    assertThat(out).contains("Pool day", "USD 2.50", "2.0 GB", "5000/1000");
  }

  @Test
  void a_plan_that_cannot_be_is_refused_field_by_field() {
    assertThat(run(new PlanCommand(), "save", socket(), "--name= ", "--devices=0")).isEqualTo(1);
    assertThat(err).contains("name:", "devices:");
  }

  @Test
  void vouchers_are_minted_listed_by_page_and_known_by_their_last_symbols() {
    String plan = box.desk.plans.all().getFirst().id();
    assertThat(
            run(new VoucherCommand(), "mint", socket(), "--plan", plan, "--count=1205", "--json"))
        .isZero();
    JsonObject minted = new JsonObject(out);
    assertThat(minted.getJsonArray("codes")).hasSize(1_205);

    assertThat(
            run(
                new VoucherCommand(),
                "list",
                socket(),
                "--batch=" + minted.getString("batchId"),
                "--max=5000",
                "--json"))
        .isZero();
    assertThat(new JsonObject(out).getJsonArray("items")).hasSize(1_205);
    String code = minted.getJsonArray("codes").getJsonObject(0).getString("code");
    assertThat(out).doesNotContain(code);
  }

  @Test
  void vouchers_are_revoked_one_by_one_or_as_a_batch() {
    String plan = box.desk.plans.all().getFirst().id();
    String batch = box.desk.mint(plan, 4).batchId();
    String one = box.desk.vouchers.list("", "", "", 1).getFirst().id();
    assertThat(run(new VoucherCommand(), "revoke", socket(), one)).isZero();
    assertThat(out).contains("REVOKED");
    assertThat(run(new VoucherCommand(), "revoke", socket(), "--batch", batch)).isZero();
    assertThat(out).isEqualTo("3 vouchers revoked\n");
    assertThat(run(new VoucherCommand(), "revoke", socket(), one)).isEqualTo(1);
    assertThat(err).contains("revoked already");
    assertThat(run(new VoucherCommand(), "revoke", socket())).isEqualTo(2);
  }

  @Test
  void a_backup_is_made_saved_checked_and_restored_from_its_file() throws Exception {
    Path typed = Files.writeString(dir.resolve("typed"), "nine slow herons at dusk\n");
    Path wrong = Files.writeString(dir.resolve("wrong"), "nine slow herons at dawn\n");
    Path file = dir.resolve("hotel.backup");
    assertThat(run(new BackupCommand(), "make", socket())).isEqualTo(1);
    assertThat(err).contains("choose a recovery passphrase first");
    assertThat(run(new BackupCommand(), "passphrase", socket(), "--from=" + typed, "--keep=3"))
        .isZero();
    assertThat(out).contains("3 are kept");
    assertThat(run(new BackupCommand(), "make", socket())).isZero();
    assertThat(out).startsWith("backup-1 is made and was tried: box " + box.desk.store.box());
    assertThat(run(new BackupCommand(), "list", socket())).isZero();
    assertThat(out).contains("backup-1");
    assertThat(run(new BackupCommand(), "save", socket(), "backup-1", "--to=" + file)).isZero();
    assertThat(Files.mismatch(file, box.recovery.backups().file("backup-1").orElseThrow()))
        .isEqualTo(-1);
    assertThat(run(new BackupCommand(), "save", socket(), "backup-9", "--to=" + file)).isEqualTo(1);
    assertThat(err).contains("no such backup");

    String from = "--from=" + wrong;
    assertThat(run(new BackupCommand(), "check", socket(), from, file.toString())).isEqualTo(1);
    assertThat(err).contains("recovery passphrase is another one");
    from = "--from=" + typed;
    assertThat(run(new BackupCommand(), "check", socket(), from, file.toString())).isZero();
    assertThat(out).startsWith("good: box ");
    assertThat(box.startedAnew).isFalse();
    assertThat(run(new BackupCommand(), "restore", socket(), from, file.toString())).isZero();
    assertThat(out).contains("restored: box ", "starts anew");
    assertThat(box.startedAnew).isTrue();
    assertThat(dir.resolve("restore/ready/gatehouse.db")).exists();
  }

  @Test
  void the_label_shows_the_first_password_while_it_opens_the_box() throws Exception {
    String data = "--data=" + Files.createDirectory(dir.resolve("data"));
    Files.writeString(dir.resolve("data/first-password"), "ABCD-EFGH\n");
    assertThat(run(new LabelCommand(), data)).isZero();
    assertThat(out).contains("https://192.168.4.1/", "admin", "ABCD-EFGH");
    assertThat(out).contains("made at the box's first start");
    Label label = Label.readOrMake(dir.resolve("data/label"));
    assertThat(run(new LabelCommand(), data)).isZero();
    assertThat(out).contains("DeviceManager", label.passphrase(), label.claim(), "█ ▄▄▄▄▄ █");
    assertThat(run(new LabelCommand(), data, "--json")).isZero();
    assertThat(new JsonObject(out).getString("qr"))
        .isEqualTo("WIFI:T:WPA;S:DeviceManager;P:" + label.passphrase() + ";;");
    assertThat(Label.readOrMake(dir.resolve("data/label")).claim()).isEqualTo(label.claim());
    Files.delete(dir.resolve("data/first-password"));
    assertThat(run(new LabelCommand(), data)).isZero();
    assertThat(out).contains("chosen by the operator");
  }

  @Test
  void settings_are_set_compared_and_confirmed() {
    assertThat(run(new SettingsCommand(), "set", socket(), "guest.lastLease=10.20.5.250")).isZero();
    assertThat(out).contains("revision 2", "confirm it within 120 s");
    assertThat(run(new SettingsCommand(), "confirm", socket(), "2")).isZero();
    assertThat(out).isEqualTo("revision 2 is CONFIRMED\n");
    assertThat(run(new SettingsCommand(), "diff", socket(), "2")).isZero();
    assertThat(out).contains("guest.lastLease", "+ \"10.20.5.250\"");
    assertThat(run(new SettingsCommand(), "set", socket(), "portal.idleSeconds=5")).isEqualTo(1);
    assertThat(err).contains("portal.idleSeconds: must be");
    assertThat(run(new SettingsCommand(), "revisions", socket())).isZero();
    assertThat(out).contains("CONFIRMED", "first start");
  }

  @Test
  void interfaces_are_listed_with_their_use() {
    assertThat(run(new InterfaceCommand(), "list", socket())).isZero();
    assertThat(out).startsWith("NAME");
  }

  @Test
  void the_profile_of_the_manual_is_shown_and_applied_with_the_labels_passphrase()
      throws Exception {
    assertThat(run(new SettingsCommand(), "profile", "source")).isZero();
    assertThat(new JsonObject(out).getJsonObject("management").getString("lastLease"))
        .isEqualTo("192.168.4.20");
    String data = "--data=" + Files.createDirectory(dir.resolve("data"));
    assertThat(run(new SettingsCommand(), "profile", "other")).isEqualTo(1);
    assertThat(err).contains("there is: source");
    String[] apply = {"profile", "source", socket(), data, "--apply", "--country", "TZ"};
    assertThat(run(new SettingsCommand(), apply)).isEqualTo(1);
    assertThat(err).contains("the label is made at the box's first start");
    Label label = Label.readOrMake(dir.resolve("data/label"));
    String other = "wifi.networks=[{\"ssid\":\"Lobby\"},{\"ssid\":\"DeviceManager\"}]";
    assertThat(run(new SettingsCommand(), "set", socket(), "wifi.country=TZ", other)).isZero();
    assertThat(run(new SettingsCommand(), "confirm", socket(), "2")).isZero();

    assertThat(run(new SettingsCommand(), apply)).isZero();
    assertThat(out).contains("revision 3", "confirm it within 120 s");
    assertThat(run(new SettingsCommand(), "export", socket(), "3")).isZero();
    JsonObject wifi = new JsonObject(out).getJsonObject("wifi");
    assertThat(wifi.getInteger("channel")).isEqualTo(7);
    assertThat(
            wifi.getJsonArray("networks").stream().map(one -> ((JsonObject) one).getString("ssid")))
        .containsExactly("DeviceManager", "Lobby");
    assertThat(out).doesNotContain(label.passphrase());
  }

  @Test
  void a_used_word_without_its_arguments_is_a_usage_error() {
    assertThat(run(new VoucherCommand(), "mint", socket())).isEqualTo(2);
    assertThat(err).contains("--plan");
    assertThat(run(new VoucherCommand(), "reset", socket(), "x-1")).isEqualTo(2);
  }

  @Test
  void a_box_that_is_not_there_is_said_so() {
    assertThat(run(new StatusCommand(), "--socket=" + dir.resolve("none.sock"))).isEqualTo(1);
    assertThat(err).contains("cannot ask the box", "Is gatehouse-edge running");
  }

  @Test
  void the_journal_is_read_newest_first() {
    assertThat(run(new JournalCommand(), socket(), "--max=2")).isZero();
    assertThat(out.lines()).hasSize(3);
  }

  @Test
  void what_strangers_wrote_cannot_take_over_the_terminal() {
    Table table = new Table("NAME");
    table.row("x\u001b[2J\u202ey\nz");
    assertThat(table.toString()).isEqualTo("NAME\nx?[2J?y z\n");
  }
}
