package io.gatehouse.platform.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes a file of a form to the disk as it comes, for some paths and those who may. Stands before
 * the handler of ordinary bodies, whose limit holds for everybody else.
 */
public final class Uploads implements Handler<RoutingContext> {
  /** Bytes a request may have. */
  public static final long LARGEST = 512L << 20;

  /** Bytes that stay free, so that guests can still be let in. */
  private static final long RESERVE = 64L << 20;

  private final Set<String> paths;
  private final Path folder;
  private final Predicate<RoutingContext> may;
  private final Handler<RoutingContext> body;

  /**
   * @param folder where files are until the request has ended; a handler moves away what it keeps
   * @param may whether whoever asks may send one; asked before anything of it is read
   */
  public Uploads(Set<String> paths, Path folder, Predicate<RoutingContext> may) {
    this.paths = paths;
    this.folder = folder;
    this.may = may;
    this.body =
        BodyHandler.create(folder.toString())
            .setBodyLimit(LARGEST)
            .setDeleteUploadedFilesOnEnd(true);
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    String type = request.getHeader("Content-Type");
    if (!request.method().equals(HttpMethod.POST)
        || !paths.contains(ctx.normalizedPath())
        || type == null
        || !type.startsWith("multipart/form-data")
        || !may.test(ctx)) {
      ctx.next();
      return;
    }
    long length = length(request);
    if (length < 0) {
      ctx.fail(411);
    } else if (length > LARGEST) {
      ctx.fail(413);
    } else if (length + RESERVE > folder.getParent().getParent().toFile().getUsableSpace()) {
      ctx.fail(507);
    } else {
      body.handle(ctx);
    }
  }

  private static long length(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length != null && length.matches("\\d{1,15}") ? Long.parseLong(length) : -1;
  }
}
