package io.gatehouse.bench.rig;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;

/** The peer of a start: the smallest program that answers a page with the same library. */
public final class HelloWorld {
  private HelloWorld() {}

  public static void main(String[] args) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(2));
    Router router = Router.router(vertx);
    router.get("/").handler(ctx -> ctx.response().end("hello"));
    vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(Integer.parseInt(args[1]), args[0])
        .onFailure(
            failure -> {
              failure.printStackTrace();
              System.exit(1);
            });
  }
}
