package io.gatehouse.app.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the box's API over its Unix socket, one request after the other. */
public final class ApiClient implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Vertx vertx;
  private final HttpClient client;
  private final Path socket;

  ApiClient(Path socket) {
    this.vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    this.client = vertx.createHttpClient();
    this.socket = socket;
  }

  /** Asks and returns the JSON answer; an answer that is an error comes out as {@link Refused}. */
  public JsonObject ask(HttpMethod method, String path, JsonObject body) {
    return text(method, path, body).toJsonObject();
  }

  public JsonObject get(String path) {
    return ask(HttpMethod.GET, path, null);
  }

  public JsonObject post(String path, JsonObject body) {
    return ask(HttpMethod.POST, path, body);
  }

  /** As {@link #ask}, for answers that are not JSON. */
  Buffer text(HttpMethod method, String path, JsonObject body) {
    RequestOptions options =
        new RequestOptions()
            .setServer(SocketAddress.domainSocketAddress(socket.toString()))
            .setHost("localhost")
            .setPort(80)
            .setMethod(method)
            .setURI("/api/v1" + path)
            .putHeader("Content-Type", "application/json");
    Future<Answered> answer = client.request(options).compose(request -> send(request, body));
    Answered answered = wait(answer);
    if (answered.status >= 400) {
      throw Refused.of(answered.status, answered.body);
    }
    return answered.body;
  }

  private record Answered(int status, Buffer body) {}

  private static Future<Answered> send(HttpClientRequest request, JsonObject body) {
    return (body == null ? request.send() : request.send(body.toBuffer()))
        .compose(
            response -> response.body().map(buffer -> new Answered(response.statusCode(), buffer)));
  }

  private Answered wait(Future<Answered> answer) {
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      String why =
          e.getCause() instanceof TimeoutException
              ? "no answer within " + PATIENCE_SECONDS + " s"
              : e.getCause().getMessage() == null
                  ? e.getCause().getClass().getSimpleName()
                  : e.getCause().getMessage();
      throw new Refused(
          "cannot ask the box at "
              + socket
              + ": "
              + why
              + "\nIs gatehouse-edge running (for a hub's words: gatehouse-hub), and are you root or in"
              + " the group gatehouse?",
          e);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
