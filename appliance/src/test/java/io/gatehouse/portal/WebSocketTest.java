package io.gatehouse.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody gets a compressed WebSocket from the guests' listener (CVE-2026-102467). */
class WebSocketTest {
  private static final String OFFER =
      "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits,"
          + " deflate-frame, x-webkit-deflate-frame\r\nConnection: Upgrade\r\n\r\n";

  @TempDir Path folder;

  /** The head of what comes back for the offer. */
  private static String answer(int port) throws Exception {
    try (RawClient client = new RawClient("127.0.0.10", port)) {
      client.say(OFFER);
      return client.hearHead().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Test
  void an_offer_of_compression_is_not_taken() throws Exception {
    try (PortalSite site = new PortalSite(folder)) {
      assertThat(answer(site.port))
          .startsWith("http/1.1 ")
          .doesNotStartWith("http/1.1 101")
          .doesNotContain("sec-websocket-extensions");
    }
  }

  @Test
  void the_same_offer_is_taken_by_a_listener_that_was_not_told_to_refuse_it() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      HttpServer careless =
          vertx
              .createHttpServer()
              .webSocketHandler(socket -> {})
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS);
      assertThat(answer(careless.actualPort()))
          .startsWith("http/1.1 101")
          .contains("sec-websocket-extensions: permessage-deflate");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }
}
