package io.gatehouse.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.process.Command;
import io.gatehouse.proof.site.Browser;
import io.gatehouse.proof.site.Outputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo as people run it: two of them at once from one checkout, each a whole walk with curl and
 * a real DHCP client; the one with {@code --keep} is then looked at from a browser on this machine.
 */
class DemoIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String OWN = "a password of one's own 7";

  @TempDir Path folder;

  @Test
  void two_demos_at_once_pass_and_the_kept_one_opens_in_a_browser_and_goes_without_a_trace()
      throws IOException, InterruptedException {
    Path keptOut = folder.resolve("kept.txt");
    Path otherOut = folder.resolve("other.txt");
    Process kept = gatehouse(keptOut, "demo", "--keep");
    Process other = gatehouse(otherOut, "demo");
    try {
      assertThat(ended(other)).as(Files.readString(otherOut)).isZero();
      assertThat(ended(kept)).as(Files.readString(keptOut)).isZero();
      assertThat(Files.readString(otherOut)).contains("All of it happened");
      assertThat(Files.readString(keptOut)).contains("All of it happened");

      look(Files.readString(keptOut));
    } finally {
      other.destroy();
      kept.destroy();
      Matcher name = Pattern.compile("The lab (\\S+) stays up").matcher(Files.readString(keptOut));
      if (name.find()) {
        gone(name.group(1), Files.readString(keptOut));
      }
    }
  }

  private void look(String told) throws IOException {
    String portal = told(told, "(http://127\\.0\\.0\\.1:\\d+)/");
    String console = told(told, "(https://127\\.0\\.0\\.1:\\d+)/");
    assertThat(curl(portal + "/")).isEqualTo("200");
    assertThat(curl(console + "/login")).isEqualTo("200");
    String password = run(told(told, "first password +(gatehouse .*)"));
    try (Browser browser = Browser.onThisMachine(folder)) {
      browser.open(portal + "/");
      browser.type("#code", told(told, "a code for it, of one hour +(\\S+)"));
      browser.click("form[action='/voucher'] button");
      browser.await("the session's page", () -> browser.has("form[action='/signout']"));
      assertThat(browser.address()).startsWith(portal);

      browser.open(console + "/");
      assertThat(browser.address()).isEqualTo(console + "/login");
      browser.type("#name", told(told, "its user +(\\S+)"));
      browser.type("#password", password.strip());
      browser.click("form[action='/login'] button");
      browser.await("the choice of a password", () -> browser.has("#fresh"));
      browser.type("#present", password.strip());
      browser.type("#fresh", OWN);
      browser.type("#again", OWN);
      browser.click("main button.main");
      browser.await("the overview", () -> browser.has("nav a[href='/sessions']"));
      browser.click("nav a[href='/sessions']");
      browser.await("the guest's session", () -> browser.text().contains("demo-phone"));
    }
    assertThat(run(told(told, "own words +(gatehouse .*)"))).contains("Usage: gatehouse");
  }

  private static void gone(String lab, String told) throws IOException {
    String init = Files.readString(Path.of("/run/gatehouse-lab", lab, "init")).split(" ", 2)[0];
    run(told(told, "the end +(gatehouse .*)"));
    assertThat(run("gatehouse lab ls").lines()).doesNotContain(lab);
    assertThat(Path.of("/run/gatehouse-lab", lab)).doesNotExist();
    assertThat(Path.of("/var/lib/gatehouse-lab", lab)).doesNotExist();
    assertThat(Path.of("/proc", init)).doesNotExist();
    Waiting.until(
        Duration.ofSeconds(20),
        "the end of the forwarded ports",
        () -> curl(told(told, "(http://127\\.0\\.0\\.1:\\d+)/")).equals("000"));
  }

  private static String told(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in\n" + text).isTrue();
    return matcher.group(1);
  }

  private static String curl(String url) {
    return new Command(
            Duration.ofSeconds(30),
            List.of("curl", "-sk", "-m", "10", "-o", "/dev/null", "-w", "%{http_code}", url))
        .run()
        .out();
  }

  private static int ended(Process process) throws InterruptedException {
    return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  private static Process gatehouse(Path out, String... words) throws IOException {
    return new ProcessBuilder(argv(words))
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  /** Runs a line that the demo has printed. */
  private static String run(String line) {
    String[] words = line.strip().split(" +", -1);
    return new Command(LIMIT, argv(List.of(words).subList(1, words.length).toArray(String[]::new)))
        .must()
        .out();
  }

  /** What the launcher runs after its build. */
  private static List<String> argv(String... words) {
    Path target = Outputs.target();
    List<String> argv =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                "io.gatehouse.app.Main"));
    argv.addAll(List.of(words));
    return argv;
  }
}
