package io.gatehouse.console.page;

import io.gatehouse.console.door.Guard;
import io.gatehouse.console.door.Visit;
import io.gatehouse.operator.accounts.Operator;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.platform.store.StoreException;
import io.gatehouse.platform.template.Messages;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.platform.web.DomainCalls;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers the console's pages: work beside the event loop, then a page or a way on. */
public final class Pages {
  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  private static final Set<String> DONE =
      Set.of(
          "plan-saved",
          "voucher-revoked",
          "batch-revoked",
          "devices-reset",
          "usage-reset",
          "disconnected",
          "session-ended",
          "plan-changed",
          "password-changed",
          "operator-changed",
          "operator-removed",
          "login-ended",
          "token-revoked",
          "allow-list-changed",
          "setup-done",
          "settings-in-force",
          "settings-kept",
          "settings-taken-back",
          "files-restored",
          "backup-made",
          "backup-removed",
          "backup-uploaded",
          "backup-plan",
          "certificate-kept",
          "certificate-removed");

  private final Router router;
  private final DomainCalls domain;
  private final PageTemplates templates;
  private final Guard guard;
  private final Assets assets;
  private final BooleanSupplier waits;
  private final Messages texts = Messages.of("en");
  private final Shown shown = new Shown(texts);

  /**
   * @param waits whether a change of the settings waits to be confirmed, which every page says;
   *     asked on the event loop
   */
  public Pages(
      Router router,
      DomainCalls domain,
      PageTemplates templates,
      Guard guard,
      Assets assets,
      BooleanSupplier waits) {
    this.router = router;
    this.domain = domain;
    this.templates = templates;
    this.guard = guard;
    this.assets = assets;
    this.waits = waits;
  }

  /** What a handler comes to. */
  public sealed interface Outcome {
    /** A page of {@code web-ui/console/}. */
    record Page(int status, String template, Map<String, ?> values) implements Outcome {}

    /** The browser goes on to a path of ours. */
    record Go(String path) implements Outcome {}

    /** A file of the disk to keep. */
    record Sent(Path file) implements Outcome {}

    /** A file to keep. */
    record Download(String type, String name, String text) implements Outcome {}
  }

  public static Outcome page(String template, Map<String, ?> values) {
    return new Outcome.Page(200, template, values);
  }

  /** The form again, with what is wrong with it. */
  public static Outcome wrong(String template, Map<String, ?> values) {
    return new Outcome.Page(422, template, values);
  }

  public static Outcome missing() {
    return refused(404, "console.refused.missing");
  }

  /**
   * @param reason key of the text that says why
   */
  public static Outcome refused(int status, String reason) {
    return new Outcome.Page(status, "refused", Map.of("reason", reason));
  }

  /** What a page does; it may block. */
  @FunctionalInterface
  public interface Work {
    Outcome on(Visit visit);
  }

  /**
   * A page for those who have signed in.
   *
   * @param least who may see it at least
   */
  public void get(String path, Role least, Work work) {
    route(HttpMethod.GET, path, least, work);
  }

  /** A change by those who have signed in and may at least this. */
  public void post(String path, Role least, Work work) {
    route(HttpMethod.POST, path, least, work);
  }

  private void route(HttpMethod method, String path, Role least, Work work) {
    router
        .route(method, path)
        .putMetadata(Role.KEY, least)
        .handler(guard::signedIn)
        .handler(
            ctx -> {
              if (Guard.operator(ctx).filter(one -> one.role().may(least)).isPresent()) {
                run(ctx, work);
              } else {
                send(ctx, refused(403, "console.refused.role"));
              }
            });
  }

  /** Does the work beside the event loop and sends what it comes to. */
  void run(RoutingContext ctx, Work work) {
    Visit visit = Visit.of(ctx);
    Map<String, Object> common = common(ctx);
    domain
        .call(() -> finish(work.on(visit), common))
        .onSuccess(ready -> ready.send(ctx))
        .onFailure(ctx::fail);
  }

  /** Sends an outcome that is known already. */
  public void send(RoutingContext ctx, Outcome outcome) {
    finish(outcome, common(ctx)).send(ctx);
  }

  private record Ready(int status, Map<String, String> headers, String body, Path file) {
    Ready(int status, Map<String, String> headers, String body) {
      this(status, headers, body, null);
    }

    void send(RoutingContext ctx) {
      ctx.response().setStatusCode(status);
      headers.forEach(ctx.response()::putHeader);
      if (file == null) {
        ctx.response().end(body);
      } else {
        ctx.response().sendFile(file.toString()).onFailure(ctx::fail);
      }
    }
  }

  private static Map<String, String> download(String type, Object name) {
    return Map.of(
        "Content-Type", type, "Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  private Ready finish(Outcome outcome, Map<String, Object> common) {
    return switch (outcome) {
      case Outcome.Go(String path) -> new Ready(303, Map.of("Location", path), "");
      case Outcome.Download(String type, String name, String text) ->
          new Ready(200, download(type, name), text);
      case Outcome.Sent(Path file) ->
          new Ready(200, download("application/octet-stream", file.getFileName()), "", file);
      case Outcome.Page(int status, String template, Map<String, ?> values) -> {
        Map<String, Object> all = new HashMap<>(common);
        all.putAll(values);
        String html = templates.render("console/" + template + ".html.peb", Locale.ENGLISH, all);
        yield new Ready(status, Map.of("Content-Type", "text/html; charset=utf-8"), html);
      }
    };
  }

  private Map<String, Object> common(RoutingContext ctx) {
    Map<String, Object> values = new HashMap<>();
    values.put("csrf", guard.token(ctx));
    values.put("operator", Guard.operator(ctx).map(Operator::name).orElse(""));
    values.put("may", may(ctx));
    values.put("place", place(ctx.normalizedPath()));
    values.put("show", shown);
    values.put("assets", assets);
    values.put("waits", waits.getAsBoolean());
    String done = ctx.request().getParam("done");
    values.put(
        "done", done != null && DONE.contains(done) ? texts.text("console.done." + done) : "");
    return values;
  }

  /** Names of roles whose rights the visitor has; pages leave out what they may not do. */
  private static Set<String> may(RoutingContext ctx) {
    return Guard.operator(ctx).map(Operator::role).stream()
        .flatMap(role -> Stream.of(Role.values()).filter(role::may))
        .map(Role::name)
        .collect(Collectors.toSet());
  }

  /** The first part of a path: which of the console's places it belongs to. */
  private static String place(String path) {
    int end = path.indexOf('/', 1);
    return path.substring(1, end < 0 ? path.length() : end);
  }

  /** The last answer to what went wrong; the log has the cause. */
  public void failed(RoutingContext ctx) {
    int status =
        switch (ctx.failure()) {
          case null -> ctx.statusCode();
          case HttpException http -> http.getStatusCode();
          case DomainCalls.Busy busy -> 503;
          default -> 500;
        };
    if (status == 500) {
      LOG.error("{} {} failed", ctx.request().method(), ctx.normalizedPath(), ctx.failure());
    }
    if (ctx.response().headWritten()) {
      return;
    }
    String reason =
        switch (status) {
          case 404 -> "console.refused.missing";
          case 413 -> "console.refused.large";
          case 503 -> "console.refused.busy";
          case 507 -> "console.refused.storage";
          case 500 ->
              ctx.failure() instanceof StoreException
                  ? "console.refused.storage"
                  : "console.refused.broken";
          default -> "console.refused.unreadable";
        };
    send(ctx, refused(status, reason));
  }
}
