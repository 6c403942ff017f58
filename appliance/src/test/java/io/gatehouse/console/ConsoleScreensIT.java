package io.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.Chromium;
import io.gatehouse.TestAuthority;
import io.gatehouse.console.door.Guard;
import io.gatehouse.guest.plan.Plan;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.voucher.Voucher;
import io.gatehouse.network.wifi.FakeHostapd;
import io.gatehouse.operator.accounts.Accounts;
import io.gatehouse.operator.accounts.Operator;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.backup.RecoveryPassphrase;
import io.gatehouse.operator.status.BoxStatus;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The console in a real browser: each page looked at, on a desk and on a phone, by day and night.
 */
class ConsoleScreensIT {
  private static final String HOSTILE = "<img src=x onerror=document.title='ran'>";

  /** Of a page's first load. */
  private static final long MOST_BYTES = 150 * 1_024;

  @TempDir private Path dir;
  private TestConsole console;
  private Chromium browser;
  private ChromeDriver chrome;

  @BeforeEach
  void start() throws IOException {
    console = new TestConsole(Files.createDirectory(dir.resolve("box")));
    browser = new Chromium(dir, "console");
    chrome = browser.driver;
  }

  @AfterEach
  void stop() {
    browser.close();
    console.close();
  }

  private String url(String path) {
    return "https://127.0.0.1:" + console.server.port() + path;
  }

  private void type(String id, String text) {
    chrome.findElement(By.id(id)).sendKeys(text);
  }

  private void press() {
    chrome.findElement(By.cssSelector("main form button")).click();
  }

  @Test
  void every_page_is_usable_on_desk_and_phone_by_day_and_night() throws IOException {
    chrome.get(url("/login"));
    browser.shoot("login");
    type("name", "admin");
    type("password", "not the password");
    press();
    new WebDriverWait(chrome, Duration.ofSeconds(15))
        .until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".note.bad")));
    browser.shoot("login-wrong");
    chrome.findElement(By.id("name")).clear();
    type("name", "admin");
    type("password", console.first.read().orElseThrow());
    press();
    arrive("/password");
    browser.shoot("password");
    type("present", console.first.read().orElseThrow());
    type("fresh", TestConsole.PASSWORD);
    type("again", TestConsole.PASSWORD);
    press();
    arrive("/setup/place");
    browser.shoot("setup-place");

    for (String empty : List.of("sessions", "vouchers", "usage")) {
      chrome.get(url("/" + empty));
      browser.shoot(empty + "-empty");
    }
    furnish();
    for (Map.Entry<String, String> page : pages().entrySet()) {
      chrome.get(url(page.getValue()));
      browser.shoot(page.getKey());
      assertThat(chrome.getTitle()).as(page.getKey()).isNotEqualTo("ran");
      light(page.getKey());
    }
    try (FakeHostapd air =
        new FakeHostapd(
            dir.resolve("box/radio"),
            "wlan0",
            List.of(
                FakeHostapd.station("02:00:00:00:00:01", -55, 1_300, 4_000),
                FakeHostapd.station("02:00:00:00:00:02", -84, 65, 70)))) {
      theTrafficIsDrawn();
    }
    certificate();
    backup();
    mint();
    console.box.uplink = new BoxStatus.Uplink(false, "no cable");
    chrome.get(url("/"));
    browser.shoot("overview-offline");
    chrome.get(url("/vouchers?state=USED"));
    browser.shoot("vouchers-used");
  }

  /** From the live events alone, and the machine is looked at once it is asked for. */
  private void theTrafficIsDrawn() {
    chrome.get(url("/"));
    assertThat(chrome.findElements(By.cssSelector("details dl"))).isEmpty();
    chrome.findElement(By.cssSelector("details summary")).click();
    WebDriverWait soon = new WebDriverWait(chrome, Duration.ofSeconds(20));
    soon.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector("details dl")));
    soon.until(
        ExpectedConditions.attributeContains(By.cssSelector("[data-traffic]"), "data-points", "3"));
    assertThat(chrome.findElement(By.cssSelector("[data-rate]")).getText()).contains("bit/s");
    assertThat(chrome.findElements(By.cssSelector(".chart canvas"))).hasSize(1);
    soon.until(
        seen -> !seen.findElement(By.tagName("details")).getText().contains("being measured"));
    assertThat(chrome.findElements(By.cssSelector("details dl"))).hasSize(1);
    assertThat(chrome.findElement(By.tagName("main")).getText())
        .containsSubsequence("-84 dBm", "6.5 Mbit/s", "-55 dBm", "130 Mbit/s");
    browser.shoot("overview-live");
  }

  /** With one that is good, and with a passphrase that does not open it. */
  private void backup() {
    console.box.recovery.backups().choose(RecoveryPassphrase.typed("nine slow herons"), 7);
    chrome.get(url("/backup"));
    browser.shoot("backup-none");
    press();
    arrive("/backup?done=backup-made");
    browser.shoot("backup-made");
    chrome.get(url("/backup/backup-1"));
    type("passphrase-check", "not this one");
    tryIt();
    browser.shoot("backup-refused");
    type("passphrase-check", "nine slow herons");
    tryIt();
    browser.shoot("backup-good");
    light("backup-good");
  }

  private void tryIt() {
    chrome.findElement(By.cssSelector("form[action$='/check'] button")).click();
    new WebDriverWait(chrome, Duration.ofSeconds(15))
        .until(ExpectedConditions.urlToBe(url("/backup/backup-1/check")));
  }

  /** Given and held, and the form for the next one. */
  private void certificate() {
    console.box.changes.change(
        1, "{\"portal\":{\"publicHost\":\"wifi.hotel.example\"}}", "admin", "", 60);
    console.box.changes.confirm(2, "admin");
    TestAuthority.Pair pair = new TestAuthority().issue("wifi.hotel.example");
    console.portalCertificate.keep("wifi.hotel.example", pair.chain(), pair.key());
    chrome.get(url("/network/certificate"));
    browser.shoot("certificate-held");
  }

  /** What a page needs that nobody has looked at before, scripts and styles included. */
  private void light(String page) {
    @SuppressWarnings("unchecked")
    Map<String, Object> load =
        (Map<String, Object>)
            chrome.executeScript(
                "const all = performance.getEntriesByType('navigation')"
                    + ".concat(performance.getEntriesByType('resource'));"
                    + "return {bytes: all.reduce((sum, one) => sum + one.encodedBodySize, 0),"
                    + " parts: all.length,"
                    + " foreign: all.filter(one => !one.name.startsWith(location.origin)).length}");
    assertThat((Long) load.get("parts")).as("page, script, style of %s", page).isGreaterThan(3);
    assertThat((Long) load.get("bytes")).as("%s, bytes", page).isBetween(60_000L, MOST_BYTES);
    assertThat(
            (Boolean)
                chrome.executeScript(
                    "const nav = document.querySelector('nav').getBoundingClientRect();"
                        + "return [...document.querySelectorAll('nav a')].every(one =>"
                        + " one.getBoundingClientRect().right <= nav.right + 1)"))
        .as("every place can be seen from %s", page)
        .isTrue();
    assertThat((Long) load.get("foreign")).as("requests elsewhere by %s", page).isZero();
  }

  @Test
  void nothing_that_a_stranger_wrote_becomes_part_of_a_page() {
    chrome.get(url("/login"));
    chrome
        .manage()
        .addCookie(
            new Cookie.Builder(
                    Guard.LOGIN_COOKIE,
                    console.logins.open(
                        new Operator("test-1", Accounts.FIRST, Role.SUPER_ADMIN, false),
                        "127.0.0.1"))
                .path("/")
                .isSecure(true)
                .isHttpOnly(true)
                .build());
    List<String> payloads = payloads();
    assertThat(payloads).hasSizeGreaterThanOrEqualTo(200);
    Plan plan = console.box.desk.plan("1 Hour");
    for (int i = 0; i < payloads.size(); i++) {
      console.box.sessions.redeem(
          console.box.desk.code(plan.id()),
          new Device(new Mac(0x020000000100L + i), Ipv4.of("10.20.1.1").plus(i), payloads.get(i)));
      console.box.desk.vouchers.mint(plan.id(), 1, "", payloads.get(i));
    }
    String first = console.box.sessions.list("", 1).getFirst().id();
    String last = console.box.sessions.list("", 1_000).getLast().id();
    for (String path :
        List.of(
            "/",
            "/sessions",
            "/sessions?after=" + first,
            "/sessions/" + last,
            "/vouchers",
            "/journal",
            "/account",
            "/people",
            "/audit",
            "/live/sessions",
            "/live/overview")) {
      chrome.get(url(path));
      assertThat(foreign()).as("elements of a stranger on %s", path).isZero();
      assertThat(chrome.getTitle()).as(path).doesNotContain("ran");
    }
    chrome.get(url("/sessions"));
    chrome.executeScript(
        "document.querySelector('main').insertAdjacentHTML('beforeend', arguments[0])", HOSTILE);
    assertThat(foreign()).as("an unescaped one is noticed").isPositive();
  }

  /** Elements and attributes that no page of ours has. */
  private long foreign() {
    return (Long)
        chrome.executeScript(
            "return [...document.querySelectorAll('body *')].filter(e =>"
                + " ['IMG','IFRAME','OBJECT','EMBED','VIDEO','MATH','STYLE','BASE','MARQUEE']"
                + ".includes(e.tagName) && !e.closest('.brand')"
                + " || e.tagName === 'SCRIPT' || e.tagName.toLowerCase() === 'svg'"
                + " || [...e.attributes].some(a => a.name.startsWith('on')"
                + " || /^\\s*javascript:/i.test(a.value))).length");
  }

  private static List<String> payloads() {
    List<String> all = new ArrayList<>();
    String[] starts = {"", "\"", "'", "\">", "'>", "</td>", "</title>", "--><", "]]>", "\u202e"};
    String[] cores = {
      "<script>document.title='ran'</script>",
      HOSTILE,
      "<svg onload=document.title='ran'>",
      "<svg/onload=document.title='ran'//",
      "<iframe srcdoc='<script>parent.document.title=1</script>'>",
      "<details open ontoggle=document.title='ran'>",
      " onmouseover=document.title='ran' x=",
      " autofocus onfocus=document.title='ran' x=",
      "<a href=javascript:document.title='ran'>x</a>",
      "<base href=//evil.example>",
      "<style>*{display:none}</style>",
      "<math><mtext><img src=x onerror=document.title='ran'>",
      "<marquee onstart=document.title='ran'>",
      "{{ 7*7 }}{% include 'x' %}",
      "=cmd|'/c calc'!A0",
      "\u001b]0;ran\u0007",
      "%3Cscript%3E",
      "&lt;script&gt;",
      "<!--",
      "\u0000<img src=x onerror=document.title='ran'>"
    };
    for (String start : starts) {
      for (String core : cores) {
        all.add(start + core);
      }
    }
    return all;
  }

  /** Guests, vouchers in all states, and something in the report. */
  private void furnish() {
    List<Plan> paid =
        console.box.desk.plans.all().stream().filter(plan -> !plan.price().isFree()).toList();
    String[] names = {"Amina's Galaxy A54", HOSTILE, "", "iPhone", "=cmd|'/c calc'!A0"};
    for (int i = 0; i < names.length; i++) {
      console.box.sessions.redeem(
          console.box.desk.code(paid.get(i % paid.size()).id()),
          new Device(new Mac(0x020000000001L + i), Ipv4.of("10.20.0." + (11 + i)), names[i]));
    }
    console.box.desk.vouchers.mint(paid.getFirst().id(), 14, "POOL", "pool bar");
    Voucher fresh = console.box.desk.vouchers.list("", "AVAILABLE", "", 1).getFirst();
    console.box.sessions.revokeVoucher(fresh.id());
    console.box.floor.pass(700);
  }

  private Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/");
    pages.put("sessions", "/sessions");
    pages.put("session", "/sessions/" + console.box.sessions.list("", 1).getFirst().id());
    pages.put("vouchers", "/vouchers");
    pages.put(
        "voucher",
        "/vouchers/" + console.box.desk.vouchers.list("", "USED", "", 1).getFirst().id());
    pages.put("plans", "/plans");
    pages.put("plan", "/plans/" + console.box.desk.plans.all().getFirst().id());
    pages.put("usage", "/usage?from=2026-01-01");
    pages.put("journal", "/journal");
    pages.put("account", "/account");
    pages.put("people", "/people");
    pages.put("audit", "/audit");
    pages.put("backup-off", "/backup");
    pages.put("machine", "/machine");
    pages.put("network", "/network");
    for (String section : List.of("wifi", "guest", "management", "uplink", "garden", "portal")) {
      pages.put("network-" + section, "/network/" + section);
    }
    pages.put("certificate", "/network/certificate");
    pages.put("firewall", "/network/firewall");
    pages.put("revisions", "/network/revisions");
    pages.put("revision", "/network/revisions/1");
    pages.put("missing", "/nothing-here");
    return pages;
  }

  private void mint() throws IOException {
    chrome.get(url("/vouchers"));
    chrome.findElement(By.tagName("summary")).click();
    browser.shoot("mint");
    chrome.findElement(By.cssSelector("form.form button.main")).click();
    arrive("/minted");
    browser.shoot("minted");
    chrome.get(url("/minted/print"));
    browser.shoot("print");
    chrome.get(url("/plans/new"));
    chrome.findElement(By.id("amount")).sendKeys(".999");
    chrome.findElement(By.cssSelector("form.form button.main")).click();
    new WebDriverWait(chrome, Duration.ofSeconds(15))
        .until(ExpectedConditions.presenceOfElementLocated(By.id("e-price")));
    browser.shoot("plan-wrong");
  }

  private void arrive(String path) {
    new WebDriverWait(chrome, Duration.ofSeconds(15)).until(ExpectedConditions.urlToBe(url(path)));
  }
}
