package io.gatehouse.network.wifi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lab.net.Waiting;
import io.gatehouse.network.wifi.StationNews.StationJoined;
import io.gatehouse.network.wifi.StationNews.StationLeft;
import io.gatehouse.network.wifi.StationNews.StationsInARush;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.journal.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The control socket of the real hostapd, with the driver that drives nothing: stations are those
 * that it is told of by {@code NEW_STA}.
 */
class StationsIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Mac PHONE = Mac.of("02:00:00:00:01:01");

  @TempDir Path dir;
  private final List<Fact> facts = new CopyOnWriteArrayList<>();
  private final AtomicLong millis = new AtomicLong(1_000_000);

  @Test
  void comings_and_goings_are_told_once_each_also_after_hostapd_was_started_again()
      throws IOException {
    Path own = Files.createDirectory(dir.resolve("own"));
    Stations stations = new Stations(dir.resolve("ctl"), own);
    try (StationNews news = new StationNews(dir.resolve("ctl"), own, facts::addAll, millis::get)) {
      news.look();
      assertThat(facts).as("without an access point nothing happens").isEmpty();

      Process first = hostapd(stations);
      listening(news);
      comes(PHONE);
      Waiting.until(LIMIT, "the phone's coming", () -> facts.size() == 1);
      assertThat(facts).containsExactly(new StationJoined(PHONE, "lo"));
      assertThat(stations.list()).extracting(Station::mac).contains(PHONE);
      assertThat(stations.deauthenticate(PHONE)).isTrue();
      Waiting.until(LIMIT, "the phone's going", () -> facts.size() == 2);
      assertThat(facts).last().isEqualTo(new StationLeft(PHONE, "lo"));
      assertThat(stations.deauthenticate(Mac.of("02:00:00:00:01:99"))).isFalse();

      end(first);
      Process second = hostapd(stations);
      listening(news);
      for (int i = 0; i < 200; i++) {
        comes(new Mac(0x0200_0000_0200L + i));
      }
      Waiting.until(LIMIT, "a hundred", () -> facts.size() > 100);
      millis.addAndGet(60_000);
      Waiting.until(
          LIMIT, "the rush", () -> facts.stream().anyMatch(StationsInARush.class::isInstance));
      assertThat(facts).as("what anyone can do is not written without end").hasSizeLessThan(140);
      end(second);
    }
    try (Stream<Path> left = Files.list(own)) {
      assertThat(left).as("sockets that were left").isEmpty();
    }
  }

  /** Waits until somebody's coming is heard; hostapd tells of each once. */
  private void listening(StationNews news) {
    facts.clear();
    AtomicLong next = new AtomicLong(0x0200_0000_fe00L);
    Waiting.until(
        LIMIT,
        "the listener",
        () -> {
          news.look();
          comes(new Mac(next.incrementAndGet()));
          return !facts.isEmpty();
        });
    long sent = next.get() - 0x0200_0000_fe00L;
    Waiting.until(
        LIMIT,
        "the last of " + sent,
        () -> facts.contains(new StationJoined(new Mac(next.get()), "lo")));
    facts.clear();
  }

  private Process hostapd(Stations stations) throws IOException {
    Path conf = dir.resolve("hostapd.conf");
    Files.writeString(
        conf,
        "interface=lo\ndriver=none\nssid=A\nhw_mode=g\nchannel=1\nctrl_interface="
            + dir.resolve("ctl")
            + "\n");
    Process hostapd =
        new ProcessBuilder("unshare", "-n", "hostapd", conf.toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("said").toFile())
            .start();
    Waiting.until(LIMIT, "hostapd", stations::answers);
    return hostapd;
  }

  private static void end(Process hostapd) {
    hostapd.destroy();
    hostapd.onExit().join();
  }

  private void comes(Mac mac) {
    ask("NEW_STA " + mac);
  }

  private String ask(String question) {
    Path own = dir.resolve("asker.sock");
    try (ControlSocket socket = new ControlSocket(dir.resolve("ctl/lo"), own)) {
      return socket.ask(question, 2_000);
    } catch (IOException silent) {
      return "";
    }
  }
}
