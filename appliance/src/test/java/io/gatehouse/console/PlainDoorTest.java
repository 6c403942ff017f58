package io.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The management network's plain HTTP: it sends on to the console and says nothing else. */
class PlainDoorTest {
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

  private String ask(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.server.plainPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String at(String host, String line) throws IOException {
    return ask(line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void every_address_of_the_console_is_sent_on_to_https_without_content() throws Exception {
    String console = "https://127.0.0.1:" + this.console.server.port() + "/";
    for (String host : List.of("127.0.0.1", "127.0.0.1:80", "device.local", "DEVICE.local:8080")) {
      for (String line :
          List.of(
              "GET / HTTP/1.1",
              "HEAD / HTTP/1.1",
              "GET /login?x=//evil.example HTTP/1.1",
              "GET //evil.example/ HTTP/1.1",
              "GET http://evil.example/ HTTP/1.1",
              "POST /login HTTP/1.1",
              "DELETE /api/v1/plans/x HTTP/1.1")) {
        String answer = at(host, line);
        assertThat(answer).as(line).startsWith("HTTP/1.1 301 ");
        assertThat(answer.lines().filter(l -> l.toLowerCase(Locale.ROOT).startsWith("location:")))
            .as(line)
            .singleElement()
            .asString()
            .endsWith(" " + console);
        assertThat(body(answer)).as(line).isEmpty();
        assertThat(answer).doesNotContain("evil", "Set-Cookie", "set-cookie");
      }
    }
  }

  @Test
  void a_foreign_host_is_answered_as_misdirected_and_sent_nowhere() throws Exception {
    for (String host :
        List.of(
            "evil.example",
            "evil.example:80",
            "device.local.evil.example",
            "127.0.0.1@evil.example",
            "127.0.0.1.evil.example",
            "[::1]",
            "")) {
      String answer = at(host, "GET / HTTP/1.1");
      assertThat(answer).as(host).containsPattern("^HTTP/1\\.1 4(21|00) ");
      assertThat(answer.toLowerCase(Locale.ROOT)).as(host).doesNotContain("location:", "evil");
      assertThat(body(answer)).as(host).isEmpty();
    }
    assertThat(ask("GET / HTTP/1.0\r\n\r\n")).contains(" 421 ");
  }

  @Test
  void it_speaks_nothing_but_http_1() throws Exception {
    String upgraded =
        at(
            "127.0.0.1",
            String.join(
                "\r\n",
                "GET / HTTP/1.1",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA"));
    assertThat(upgraded).doesNotContain(" 101 ");
    assertThat(ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).doesNotContain(" 200 ", " 301 ");
  }
}
