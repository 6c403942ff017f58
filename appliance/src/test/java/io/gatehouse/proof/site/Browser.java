package io.gatehouse.proof.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.gatehouse.Chromium;
import io.gatehouse.lab.Lab;
import io.gatehouse.lab.net.Run;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.process.Command;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.support.ui.Select;

/**
 * A real browser, mostly on a node of the lab: Chromium, steered from here. Nothing is fetched for
 * it; the machine's own chromium and chromedriver are used.
 */
public final class Browser implements AutoCloseable {
  private static final int DRIVER_PORT = 9_515;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String READY = "\"ready\":true";

  private final Process chromedriver;
  private final int port;
  private final RemoteWebDriver driver;

  private Browser(Process chromedriver, int port, String home) {
    this.chromedriver = chromedriver;
    this.port = port;
    this.driver = new RemoteWebDriver(driverAddress(), Chromium.options(home + "/profile"), false);
    driver.manage().timeouts().pageLoadTimeout(LIMIT);
    desktop();
  }

  /** Browsing anew on a node of the lab: no cookie, no cache, no tab of before. */
  public static Browser on(Lab lab, String node) {
    String home = "/run/lab/browser-" + node + "-" + System.nanoTime();
    lab.run(node, LIMIT, "mkdir", "-p", home).must();
    Process driver =
        lab.start(node, "env", "HOME=" + home, "chromedriver", "--port=" + DRIVER_PORT);
    drain(driver);
    Waiting.until(
        LIMIT,
        "chromedriver on " + node,
        () -> {
          Run status =
              lab.run(node, LIMIT, "curl", "-s", "http://127.0.0.1:" + DRIVER_PORT + "/status");
          return status.out().contains(READY);
        });
    return new Browser(driver, lab.forward(node, "127.0.0.1", DRIVER_PORT), home);
  }

  /** The same on this machine itself, outside of every lab. */
  public static Browser onThisMachine(Path home) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process driver =
        new ProcessBuilder("env", "HOME=" + home, "chromedriver", "--port=" + port)
            .redirectErrorStream(true)
            .start();
    drain(driver);
    Waiting.until(
        LIMIT,
        "chromedriver on this machine",
        () ->
            new Command(LIMIT, List.of("curl", "-s", "http://127.0.0.1:" + port + "/status"))
                .run()
                .out()
                .contains(READY));
    return new Browser(driver, port, home.toString());
  }

  private static void drain(Process process) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (var out = process.getInputStream()) {
                out.transferTo(java.io.OutputStream.nullOutputStream());
              } catch (IOException ended) {
                return;
              }
            });
  }

  private URL driverAddress() {
    try {
      return URI.create("http://127.0.0.1:" + port).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A small telephone, 360 points wide. */
  void phone() {
    size(360, 740, true);
  }

  void desktop() {
    size(1_280, 900, false);
  }

  private void size(int width, int height, boolean mobile) {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        new JsonObject()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", mobile ? 2 : 1)
            .put("mobile", mobile));
  }

  private JsonObject cdp(String command, JsonObject params) {
    URI address =
        URI.create(
            "http://127.0.0.1:" + port + "/session/" + driver.getSessionId() + "/goog/cdp/execute");
    JsonObject body = new JsonObject().put("cmd", command).put("params", params);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
              .build();
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new JsonObject(answer).getJsonObject("value", new JsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public void open(String address) {
    driver.get(address);
  }

  public String address() {
    return driver.getCurrentUrl();
  }

  public String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  public boolean has(String css) {
    return !driver.findElements(By.cssSelector(css)).isEmpty();
  }

  public void type(String css, String text) {
    var field = driver.findElement(By.cssSelector(css));
    field.clear();
    field.sendKeys(text);
  }

  public void choose(String css, String value) {
    new Select(driver.findElement(By.cssSelector(css))).selectByValue(value);
  }

  public void click(String css) {
    Waiting.until(
        LIMIT,
        "a click on " + css,
        () -> {
          try {
            driver.findElement(By.cssSelector(css)).click();
            return true;
          } catch (StaleElementReferenceException replaced) {
            // A part of the page that keeps itself current was exchanged in between.
            return false;
          }
        });
  }

  /** Waits for a page that a click brings. */
  public void await(String what, java.util.function.BooleanSupplier condition) {
    Waiting.until(
        LIMIT,
        what + " (at " + address() + ")",
        () -> {
          try {
            return condition.getAsBoolean();
          } catch (org.openqa.selenium.WebDriverException loading) {
            return false;
          }
        });
  }

  /**
   * Keeps the whole page as a picture in both sizes, and holds it to what every page must be:
   * usable with a screen reader, no wider than the screen, nothing fetched from elsewhere.
   */
  public void keep(String page) {
    for (String size : List.of("phone", "desktop")) {
      if (size.equals("phone")) {
        phone();
      } else {
        desktop();
      }
      picture(page + "-" + size);
      Object wide =
          driver.executeScript(
              "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(((Number) wide).intValue())
          .as(page + " on a " + size + " is wider than the screen by")
          .isLessThanOrEqualTo(1);
      accessible(page + " on a " + size);
    }
    nothingFromElsewhere(page);
    desktop();
  }

  private void picture(String name) {
    JsonObject shot =
        cdp(
            "Page.captureScreenshot",
            new JsonObject().put("format", "png").put("captureBeyondViewport", true));
    Path file = Outputs.folder("screenshots").resolve(name + ".png");
    try {
      Files.write(file, Base64.getDecoder().decode(shot.getString("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accessible(String page) {
    Results results = new AxeBuilder().analyze(driver);
    List<String> serious =
        results.getViolations().stream()
            .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
            .map(Browser::told)
            .toList();
    assertThat(serious).as("what axe finds serious on " + page).isEmpty();
  }

  private static String told(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " at "
        + rule.getNodes().stream().map(n -> n.getTarget() + " " + n.getHtml()).toList();
  }

  private void nothingFromElsewhere(String page) {
    Object names =
        driver.executeScript(
            "return performance.getEntriesByType('resource').map(e => e.name)"
                + ".filter(n => !n.startsWith(location.origin) && !n.startsWith('data:'))");
    assertThat((List<?>) names).as("fetched from elsewhere by " + page).isEmpty();
  }

  /** Counts what a page ran that a stranger wrote: each hostile text sets this mark. */
  public Object mark() {
    return driver.executeScript("return window.marked || null");
  }

  @Override
  public void close() {
    try {
      driver.quit();
    } finally {
      chromedriver.destroy();
    }
  }
}
