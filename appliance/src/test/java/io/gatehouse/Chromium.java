package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A browser on this machine that keeps pictures of pages and asks of each what a person with a
 * screen reader or a narrow screen would. The machine's own chromium; nothing is fetched for it.
 */
public final class Chromium implements AutoCloseable {
  /** The narrowest screen that pages are made for. */
  private static final int NARROWEST = 320;

  public final ChromeDriver driver;
  private final Path pictures;

  /**
   * @param home an empty folder for what the browser keeps
   * @param pictures below the build's {@code target/screens}
   */
  public Chromium(Path home, String pictures) {
    try {
      this.pictures = Files.createDirectories(Path.of("target", "screens", pictures));
      driver =
          new ChromeDriver(
              new ChromeDriverService.Builder()
                  .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                  .build(),
              options(Files.createDirectory(home.resolve("chrome")).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A browser that keeps to itself: no window, no update, nothing fetched that no page asks for.
   */
  public static ChromeOptions options(String profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.setAcceptInsecureCerts(true);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--lang=en",
        "--user-data-dir=" + profile);
    return options;
  }

  /** Pictures on a desk and a phone, by day and night, and what must hold of every page. */
  public void shoot(String name) {
    look(1_280, 900, "light");
    picture(name + "-desk");
    accessible(name);
    look(1_280, 900, "dark");
    picture(name + "-desk-dark");
    accessible(name + " in the dark");
    look(360, 740, "light");
    picture(name + "-phone");
    narrow(name);
    look(1_280, 900, "light");
  }

  /** As {@link #shoot} for a page whose other languages were seen by night already. */
  public void shootByDay(String name) {
    look(1_280, 900, "light");
    picture(name + "-desk");
    look(360, 740, "light");
    picture(name + "-phone");
    accessible(name);
    narrow(name);
    look(1_280, 900, "light");
  }

  private void narrow(String name) {
    look(NARROWEST, 640, "light");
    long width = (Long) driver.executeScript("return document.documentElement.scrollWidth");
    assertThat(width).as("%s fits a screen of %d points", name, NARROWEST).isLessThanOrEqualTo(320);
    assertThat((List<?>) driver.executeScript(CUT_OFF))
        .as("cut off or too small on " + name)
        .isEmpty();
  }

  /** Controls that stick out of the screen or are lower than a finger needs (WCAG 2.5.8: 24). */
  private static final String CUT_OFF =
      """
      return [...document.querySelectorAll('main button, main .button, main input:not([type=hidden]), footer a')]
        .filter(e => e.getClientRects().length > 0)
        .filter(e => { const r = e.getBoundingClientRect();
          return r.height < 20 || ((r.left < 0 || r.right > 321) && !e.closest('.scroll, .skip')); })
        .map(e => e.outerHTML.slice(0, 120));
      """;

  /** What axe finds serious or worse is nothing. */
  private void accessible(String name) {
    List<String> serious =
        new AxeBuilder()
            .analyze(driver).getViolations().stream()
                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .map(
                    rule ->
                        rule.getId()
                            + rule.getNodes().stream()
                                .map(CheckedNode::getHtml)
                                .distinct()
                                .toList())
                .toList();
    assertThat(serious).as("axe on %s", name).isEmpty();
  }

  private void look(int width, int height, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** The whole page, also what is below the screen. */
  private void picture(String name) {
    Object data =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    try {
      Files.write(
          pictures.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(data)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
