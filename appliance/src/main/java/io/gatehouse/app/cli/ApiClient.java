package io.gatehouse.app.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.UUID;
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
    RequestOptions options = to(method, path).putHeader("Content-Type", "application/json");
    return good(wait(client.request(options).compose(request -> send(request, body))));
  }

  private RequestOptions to(HttpMethod method, String path) {
    return new RequestOptions()
        .setServer(SocketAddress.domainSocketAddress(socket.toString()))
        .setHost("localhost")
        .setPort(80)
        .setMethod(method)
        .setURI("/api/v1" + path);
  }

  /** Sends a file as the only part of a form, as it is read. */
  JsonObject upload(String path, Path file) {
    String boundary = "gatehouse-" + UUID.randomUUID();
    Buffer head =
        Buffer.buffer(
            "--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"backup\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n");
    Buffer tail = Buffer.buffer("\r\n--" + boundary + "--\r\n");
    RequestOptions options =
        to(HttpMethod.POST, path)
            .putHeader("Content-Type", "multipart/form-data; boundary=" + boundary)
            .putHeader(
                "Content-Length",
                Long.toString(head.length() + file.toFile().length() + tail.length()));
    Future<Answered> answer =
        vertx
            .fileSystem()
            .open(file.toString(), new OpenOptions().setWrite(false).setCreate(false))
            .compose(
                read ->
                    client
                        .request(options)
                        .compose(
                            request ->
                                request
                                    .write(head)
                                    .compose(begun -> read.pipe().endOnSuccess(false).to(request))
                                    .compose(all -> request.end(tail))
                                    .compose(sent -> request.response()))
                        .compose(ApiClient::answered));
    return good(wait(answer)).toJsonObject();
  }

  /** Keeps the file that is answered in one that is not there yet. */
  void download(String path, Path file) {
    OpenOptions fresh = new OpenOptions().setCreateNew(true).setPerms("rw-------");
    Future<Answered> answer =
        client
            .request(to(HttpMethod.POST, path))
            .compose(HttpClientRequest::send)
            .compose(
                response -> {
                  if (response.statusCode() >= 400) {
                    return answered(response);
                  }
                  response.pause();
                  return vertx
                      .fileSystem()
                      .open(file.toString(), fresh)
                      .compose(response::pipeTo)
                      .map(done -> new Answered(response.statusCode(), Buffer.buffer()));
                });
    good(wait(answer));
  }

  private static Future<Answered> answered(HttpClientResponse response) {
    return response.body().map(buffer -> new Answered(response.statusCode(), buffer));
  }

  private static Buffer good(Answered answered) {
    if (answered.status >= 400) {
      throw Refused.of(answered.status, answered.body);
    }
    return answered.body;
  }

  private record Answered(int status, Buffer body) {}

  private static Future<Answered> send(HttpClientRequest request, JsonObject body) {
    return (body == null ? request.send() : request.send(body.toBuffer()))
        .compose(ApiClient::answered);
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
