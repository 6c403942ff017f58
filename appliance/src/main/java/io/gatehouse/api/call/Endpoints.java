package io.gatehouse.api.call;

import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.answers.KeptAnswers;
import io.gatehouse.operator.audit.Actor;
import io.gatehouse.platform.store.StoreException;
import io.gatehouse.platform.web.DomainCalls;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the API's routes: reads the request on the event loop, does the work beside it, and
 * makes every failure an answer of the one error shape.
 */
public final class Endpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
  private static final int LONGEST_KEY = 200;

  private final Router router;
  private final DomainCalls domain;
  private final Idempotency idempotency;

  public Endpoints(Router router, DomainCalls domain, KeptAnswers kept) {
    this.router = router;
    this.domain = domain;
    this.idempotency = new Idempotency(kept, domain);
    router.route().failureHandler(this::failed);
  }

  /** What a route does; it may block. */
  @FunctionalInterface
  public interface Work {
    Answer on(Call call);
  }

  /**
   * @param least who may ask at least
   */
  public void get(String path, Role least, Work work) {
    route(HttpMethod.GET, path, least, work);
  }

  public void post(String path, Role least, Work work) {
    route(HttpMethod.POST, path, least, work);
  }

  public void patch(String path, Role least, Work work) {
    route(HttpMethod.PATCH, path, least, work);
  }

  /** A way that is answered with a file as it is; who took it is written down, so it is no GET. */
  public void file(String path, Role least, Function<Call, Path> work) {
    router
        .post(path)
        .putMetadata(Role.KEY, least)
        .handler(
            ctx -> {
              Call call = read(ctx, least);
              domain
                  .call(() -> work.apply(call))
                  .compose(
                      file ->
                          ctx.response()
                              .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                              .putHeader(
                                  HttpHeaders.CONTENT_DISPOSITION,
                                  "attachment; filename=\"" + file.getFileName() + '"')
                              .sendFile(file.toString()))
                  .onFailure(ctx::fail);
            });
  }

  private void route(HttpMethod method, String path, Role least, Work work) {
    router
        .route(method, path)
        .putMetadata(Role.KEY, least)
        .handler(
            ctx -> {
              Call call = read(ctx, least);
              String key = ctx.request().getHeader("Idempotency-Key");
              Future<Answer> answer =
                  method.equals(HttpMethod.POST) && key != null
                      ? idempotency.once(scoped(key, call, ctx), body(ctx), () -> work.on(call))
                      : domain.call(() -> work.on(call));
              answer
                  .onSuccess(
                      done -> {
                        if (method.equals(HttpMethod.GET)) {
                          sendUnlessKnown(ctx, done);
                        } else {
                          send(ctx, done);
                        }
                      })
                  .onFailure(ctx::fail);
            });
  }

  private static String scoped(String key, Call call, RoutingContext ctx) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw ApiProblem.invalid(Map.of("Idempotency-Key", "must have 1 to 200 characters"));
    }
    return call.actor().name() + ' ' + ctx.normalizedPath() + ' ' + key;
  }

  /** Who asks, if they may. */
  public static Actor admit(RoutingContext ctx, Role least) {
    Actor actor = ctx.get(Actor.KEY);
    if (actor == null) {
      throw new ApiProblem(401, "unauthorized", "sign in first", Map.of());
    }
    if (!actor.role().may(least)) {
      throw new ApiProblem(
          403, "forbidden", "this takes the role " + least + "; you are " + actor.role(), Map.of());
    }
    return actor;
  }

  private static Call read(RoutingContext ctx, Role least) {
    return new Call(
        admit(ctx, least),
        ctx.pathParams(),
        ctx.queryParams(),
        json(body(ctx)),
        ctx.fileUploads().stream().findFirst().map(file -> Path.of(file.uploadedFileName())));
  }

  private static Buffer body(RoutingContext ctx) {
    Buffer body = ctx.body().buffer();
    return body == null ? Buffer.buffer() : body;
  }

  private static JsonObject json(Buffer body) {
    if (body.length() == 0) {
      return new JsonObject();
    }
    try {
      return body.toJsonObject();
    } catch (DecodeException | ClassCastException e) {
      throw new ApiProblem(400, "bad_json", "the body is not a JSON object", Map.of());
    }
  }

  private void failed(RoutingContext ctx) {
    Throwable failure = ctx.failure();
    Answer answer =
        switch (failure) {
          case null -> ofStatus(ctx.statusCode());
          case ApiProblem problem -> problem.answer();
          case HttpException http -> ofStatus(http.getStatusCode());
          case DomainCalls.Busy busy -> Answer.error(503, "busy", busy.getMessage(), Map.of());
          case StoreException broken -> {
            LOG.error("{} failed", ctx.request().method(), broken);
            yield Answer.error(503, "storage", "the box cannot use its storage", Map.of());
          }
          default -> {
            LOG.error("{} failed", ctx.request().method(), failure);
            yield Answer.error(500, "internal", "something broke; the box's log has it", Map.of());
          }
        };
    if (!ctx.response().ended() && !ctx.response().headWritten()) {
      send(ctx, answer);
    }
  }

  private static Answer ofStatus(int status) {
    return switch (status) {
      case 400 -> Answer.error(400, "bad_request", "the request cannot be read", Map.of());
      case 413 -> Answer.error(413, "too_large", "the body is too large", Map.of());
      default -> Answer.error(status, "refused", "the request was refused", Map.of());
    };
  }

  /** Spares whoever asks again and again what they have already (RFC 9110 §13.1.2). */
  private static void sendUnlessKnown(RoutingContext ctx, Answer answer) {
    ctx.etag(answer.tag());
    if (answer.status() == 200 && ctx.isFresh()) {
      ctx.response().setStatusCode(304).end();
    } else {
      send(ctx, answer);
    }
  }

  public static void send(RoutingContext ctx, Answer answer) {
    ctx.response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, answer.type())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(answer.body());
  }
}
