package io.gatehouse.sync.channel;

import io.gatehouse.sync.wire.Json;
import io.gatehouse.sync.wire.Messages;
import io.gatehouse.sync.wire.Unreadable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The one way to a hub: TLS to one host whose certificate one authority has signed. Nothing of a
 * request leaves before both are proven, and no answer leads to another host. Calls block; they are
 * for threads of their own.
 */
public final class Channel implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Of an answer; what the hub says is short. */
  private static final int LARGEST_ANSWER = 2 * 1024 * 1024;

  private static final int REFUSED = 400;

  private final HubAddress hub;
  private final Anchor anchor;
  private final Instant at;
  private final HttpClient client;

  /**
   * @param pair what this side proves itself with; empty before it has been let in
   * @param at as in {@link Anchor#trust}
   */
  public Channel(Vertx vertx, HubAddress hub, Anchor anchor, Optional<Pair> pair, Instant at) {
    this.hub = hub;
    this.anchor = anchor;
    this.at = at;
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setTrustOptions(TrustOptions.wrap(anchor.trust(at)))
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setUseAlpn(false)
            .setConnectTimeout((int) CONNECT.toMillis())
            .setSslHandshakeTimeout(CONNECT.toSeconds())
            .setKeepAliveTimeout(60)
            .setMaxHeaderSize(8_192);
    pair.ifPresent(
        own ->
            options.setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertValue(Buffer.buffer(own.certificate()))
                    .setKeyValue(Buffer.buffer(own.key()))));
    client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(2));
  }

  /**
   * An answer of the hub.
   *
   * @param retryAfterSeconds how long the hub asks to be left alone; 0 where it does not
   */
  public record Answer(int status, Buffer content, int retryAfterSeconds) {
    public byte[] body() {
      return content.getBytes();
    }

    /** What it says, where it is no refusal. */
    public <T> T as(Class<T> type) throws Unreadable {
      return Json.read(body(), type);
    }

    public boolean done() {
      return status >= 200 && status < 300;
    }

    /** The hub's reason in its own words, without what could take a terminal over. */
    public String reason() {
      try {
        String words = Json.read(body(), Messages.Refused.class).reason();
        return words.replaceAll("\\p{Cntrl}", " ");
      } catch (Unreadable e) {
        return "it answered " + status;
      }
    }

    /** Asking again will not help. */
    public boolean forGood() {
      return status >= REFUSED && status < 500 && status != 429 && status != 408;
    }
  }

  public Answer get(String path, Duration patience) throws NotProven, NotReached {
    return ask(HttpMethod.GET, path, null, patience);
  }

  public Answer post(String path, byte[] body, Duration patience) throws NotProven, NotReached {
    return ask(HttpMethod.POST, path, body, patience);
  }

  private Answer ask(HttpMethod method, String path, byte[] body, Duration patience)
      throws NotProven, NotReached {
    RequestOptions options =
        new RequestOptions()
            .setHost(hub.host())
            .setPort(hub.port())
            .setSsl(true)
            .setMethod(method)
            .setURI(path)
            .setFollowRedirects(false);
    Future<Answer> answer =
        client
            .request(options)
            .compose(
                request -> {
                  try {
                    proven(request);
                  } catch (NotProven e) {
                    request.connection().close();
                    return Future.failedFuture(e);
                  }
                  return send(request, body);
                });
    return wait(answer, patience.plus(CONNECT));
  }

  private void proven(HttpClientRequest request) throws NotProven {
    if (request.connection().sslSession() == null) {
      throw new NotProven("it does not speak TLS", null);
    }
    try {
      Certificate[] shown = request.connection().sslSession().getPeerCertificates();
      X509Certificate[] chain = new X509Certificate[shown.length];
      System.arraycopy(shown, 0, chain, 0, shown.length);
      anchor.prove(chain, hub.host(), at);
    } catch (SSLPeerUnverifiedException e) {
      throw new NotProven("it showed no certificate", e);
    }
  }

  private static Future<Answer> send(HttpClientRequest request, byte[] body) {
    request.putHeader("Content-Type", "application/json");
    return (body == null ? request.send() : request.send(Buffer.buffer(body)))
        .compose(Channel::read);
  }

  private static Future<Answer> read(HttpClientResponse response) {
    Buffer all = Buffer.buffer();
    io.vertx.core.Promise<Answer> read = io.vertx.core.Promise.promise();
    response.exceptionHandler(read::tryFail);
    response.handler(
        part -> {
          all.appendBuffer(part);
          if (all.length() > LARGEST_ANSWER) {
            read.tryFail("the answer is longer than any that a hub gives");
            response.request().reset();
          }
        });
    response.endHandler(
        end -> read.tryComplete(new Answer(response.statusCode(), all, retryAfter(response))));
    return read.future();
  }

  private static int retryAfter(HttpClientResponse response) {
    String seconds = response.getHeader("Retry-After");
    return seconds != null && seconds.matches("\\d{1,5}") ? Integer.parseInt(seconds) : 0;
  }

  private <T> T wait(Future<T> future, Duration patience) throws NotProven, NotReached {
    CompletableFuture<T> answer = future.toCompletionStage().toCompletableFuture();
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new NotReached("no answer from " + hub + " within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotReached("told to stop", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof NotProven not) {
        throw not;
      }
      for (Throwable one = cause; one != null; one = one.getCause()) {
        if (one instanceof javax.net.ssl.SSLException
            || one instanceof java.security.cert.CertificateException) {
          throw new NotProven(
              hub + " did not prove itself as this hub: " + one.getMessage(), cause);
        }
      }
      throw new NotReached(hub + ": " + words(cause), cause);
    }
  }

  private static String words(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Ends the connections without waiting for them. */
  @Override
  public void close() {
    client.close();
  }
}
