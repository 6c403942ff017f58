package io.gatehouse.app;

import io.gatehouse.platform.template.PageTemplates;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CompletableFuture;

/**
 * What answers, made beside what is known: a start has two halves that do not meet before the
 * portal, and a box has more than one core.
 */
record EdgeWeb(Vertx vertx, PageTemplates pages) {

  /**
   * Begins on a thread of its own, which goes on to read the pages that the first guest asks for.
   */
  static CompletableFuture<EdgeWeb> begin() {
    CompletableFuture<EdgeWeb> made = new CompletableFuture<>();
    Thread.ofPlatform().name("web").start(() -> make(made));
    return made;
  }

  private static void make(CompletableFuture<EdgeWeb> made) {
    try {
      PageTemplates pages = new PageTemplates();
      made.complete(new EdgeWeb(Vertx.vertx(options()), pages));
      pages.prepare("portal/sign-in.html.peb");
    } catch (RuntimeException | Error e) {
      // Whoever waits for it has to say what it is; a page that cannot be read says so when asked.
      made.completeExceptionally(e);
    }
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setPreferNativeTransport(true)
        .setEventLoopPoolSize(2)
        .setWorkerPoolSize(4)
        .setInternalBlockingPoolSize(4)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }
}
