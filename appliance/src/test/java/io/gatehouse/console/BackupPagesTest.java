package io.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.console.Browser.Seen;
import io.gatehouse.operator.accounts.ApiTokens;
import io.gatehouse.operator.accounts.Operator;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.backup.StagedRestore;
import io.gatehouse.platform.web.Uploads;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups as operators meet them, and the document for support. */
class BackupPagesTest {
  private static final String PASSPHRASE = "nine slow herons at dusk";

  @TempDir private Path dir;
  private TestConsole console;

  @BeforeEach
  void start() {
    console = new TestConsole(dir);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private Seen send(Browser browser, String path, String text, String... more) {
    String body =
        "--edge\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
            + browser.token
            + "\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../x\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n"
            + text
            + "\r\n--edge--\r\n";
    List<String> headers =
        new ArrayList<>(List.of("Content-Type", "multipart/form-data; boundary=edge"));
    headers.addAll(List.of(more));
    return browser.ask(HttpMethod.POST, path, body, headers.toArray(String[]::new));
  }

  private List<String> files(String folder) throws IOException {
    if (!Files.isDirectory(dir.resolve(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(dir.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void chosen_made_tried_and_restored_with_what_is_lost_said_before() {
    Browser browser = console.signedIn();
    assertThat(browser.get("/backup").body()).contains("choose a recovery passphrase first");
    Seen wrong =
        browser.post("/backup/plan", "passphrase", "short", "again", "shorter", "keep", "0");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body()).contains("is not the same", "must be 1 to 60");
    assertThat(
            browser
                .post("/backup/plan", "passphrase", "short", "again", "short", "keep", "7")
                .body())
        .contains("must have 14 to 128 characters");
    assertThat(
            browser
                .post("/backup/plan", "passphrase", PASSPHRASE, "again", PASSPHRASE, "keep", "7")
                .location())
        .endsWith("done=backup-plan");
    assertThat(browser.post("/backup").location()).endsWith("done=backup-made");
    assertThat(browser.get("/backup").body()).contains("backup-1", "Made here, tried");
    browser.get("/backup/backup-1");
    Seen refused = browser.post("/backup/backup-1/restore", "passphrase", "another one");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("passphrase is another one", "Nothing has changed");
    assertThat(console.box.startedAnew).isFalse();
    assertThat(browser.post("/backup/backup-1/check", "passphrase", PASSPHRASE).body())
        .contains("can be restored here", console.box.desk.store.box());
    assertThat(browser.post("/backup/backup-1/restore", "passphrase", PASSPHRASE).body())
        .contains("sign in with a name and password of the backup");
    assertThat(console.box.startedAnew).isTrue();
    assertThat(StagedRestore.due(dir)).isDirectory();
    assertThat(browser.get("/audit?action=backup.").body())
        .contains("backup.make", "refused: it does not open", "backup.restore")
        .doesNotContain(PASSPHRASE);
    assertThat(browser.post("/backup/backup-1/remove").location()).endsWith("backup-removed");
    assertThat(browser.get("/backup/backup-1").status()).isEqualTo(404);
  }

  @Test
  void a_large_file_comes_from_those_who_may_alone_and_leaves_nothing_behind() throws IOException {
    String large = "x".repeat(400 * 1024);
    Browser owner = console.signedIn();
    Seen taken = send(owner, "/backup/upload", large);
    assertThat(taken.location()).isEqualTo("/backup/uploaded-1?done=backup-uploaded");
    owner.get("/backup/uploaded-1");
    assertThat(owner.post("/backup/uploaded-1/check", "passphrase", PASSPHRASE).body())
        .contains("no backup of Gatehouse");
    assertThat(files("backup/arrivals")).isEmpty();
    assertThat(Files.size(dir.resolve("backup/uploaded-1.backup"))).isEqualTo(large.length());

    Browser admin = console.signedIn("clerk", Role.ADMIN);
    assertThat(send(admin, "/backup/upload", large).status()).isEqualTo(413);
    assertThat(send(admin, "/backup/upload", "small").status()).isEqualTo(403);
    assertThat(send(console.browser(), "/backup/upload", large).status()).isEqualTo(413);
    assertThat(send(owner, "/plans/new", large).status()).as("elsewhere").isEqualTo(413);
    String kept = owner.token;
    owner.token = admin.token;
    assertThat(send(owner, "/backup/upload", large).status()).as("another's").isEqualTo(403);
    owner.token = kept;
    Seen beyond =
        owner.ask(
            HttpMethod.POST,
            "/backup/upload",
            "",
            "Content-Type",
            "multipart/form-data; boundary=edge",
            "Expect",
            "100-continue",
            "Content-Length",
            Long.toString(Uploads.LARGEST + 1));
    assertThat(beyond.status()).isEqualTo(413);
    assertThat(files("backup/arrivals")).isEmpty();
    assertThat(files("backup")).contains("uploaded-1.backup").doesNotContain("uploaded-2.backup");
  }

  @Test
  void no_secret_that_the_box_has_is_in_the_document_for_support() throws IOException {
    String label = console.first.read().orElseThrow();
    Browser browser = console.firstLogin();
    browser.get("/account");
    List<String> secrets = new ArrayList<>(List.of(PASSPHRASE, TestConsole.PASSWORD, label));
    console.box.changes.change(
        1,
        "{\"wifi\":{\"country\":\"KE\",\"networks\":[{\"ssid\":\"Lobby\",\"side\":\"management\",\"security\":"
            + "\"wpa2\",\"passphrase\":\"seeded-air-secret\"}],\"radius\":[{\"address\":"
            + "\"198.51.100.7\",\"secret\":\"seeded-radius-secret\"}]}}",
        "admin",
        "",
        60);
    console.box.changes.confirm(2, "admin");
    assertThat(console.box.revisions.settings().toString()).doesNotContain("seeded");
    assertThat(console.box.revisions.settings().wifi().networks()).hasSize(1);
    secrets.addAll(List.of("seeded-air-secret", "seeded-radius-secret"));
    browser.post("/backup/plan", "passphrase", PASSPHRASE, "again", PASSPHRASE, "keep", "7");
    String admin = console.box.people.operators().named("admin").orElseThrow().id();
    secrets.add(
        ((ApiTokens.Made.Token)
                console
                    .box
                    .people
                    .tokens()
                    .make(
                        new Operator(admin, "admin", Role.SUPER_ADMIN, false),
                        "t",
                        Role.VIEWER,
                        30))
            .text());
    secrets.add(browser.cookies.get("__Host-gatehouse"));
    String plan = console.box.desk.plans.all().getFirst().id();
    secrets.add(console.box.desk.code(plan));
    try (Stream<Path> keys = Files.walk(dir)) {
      for (Path key : keys.filter(path -> path.toString().endsWith(".key")).toList()) {
        byte[] material = Files.readAllBytes(key);
        secrets.add(HexFormat.of().formatHex(material));
        secrets.add(Base64.getEncoder().encodeToString(material));
      }
    }
    assertThat(secrets).hasSizeGreaterThan(12);
    String bundle =
        new String(
            browser.get("/support").body().getBytes(StandardCharsets.UTF_8),
            StandardCharsets.UTF_8);
    assertThat(bundle).contains("\"Lobby\"", "\"journal\"", "backup.passphrase", "\"pool\"");
    assertThat(secrets).noneMatch(bundle::contains);
    assertThat(browser.get("/api/v1/support").body()).contains("\"Lobby\"");
    assertThat(List.of("Lobby")).as("what is there is found").anyMatch(bundle::contains);
  }
}
