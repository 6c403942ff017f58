package io.gatehouse.console.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scripts and styles, all from the box itself. Their addresses carry a digest, so that browsers may
 * keep them for good.
 */
public final class Assets {
  private static final String HTMX = "META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js";
  private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.";
  private static final String OWN = "web-ui/console/assets/";

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  private record Asset(String type, Buffer bytes, String version) {}

  public Assets() {
    add("htmx.min.js", HTMX, "text/javascript; charset=utf-8");
    add("uplot.min.js", UPLOT + "iife.min.js", "text/javascript; charset=utf-8");
    add("uplot.css", UPLOT + "min.css", "text/css; charset=utf-8");
    add("traffic.js", OWN + "traffic.js", "text/javascript; charset=utf-8");
    add("console.js", OWN + "console.js", "text/javascript; charset=utf-8");
    add("console.css", OWN + "console.css", "text/css; charset=utf-8");
    add("icon.svg", OWN + "icon.svg", "image/svg+xml");
  }

  private void add(String name, String path, String type) {
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + path);
      }
      Buffer bytes = Buffer.buffer(in.readAllBytes());
      assets.put(name, new Asset(type, bytes, Integer.toHexString(bytes.hashCode())));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** Where a page finds it. */
  public String url(String name) {
    return "/assets/" + name + "?v=" + assets.get(name).version();
  }

  public void on(Router router) {
    router.route(HttpMethod.GET, "/assets/:name").handler(this::send);
  }

  private void send(RoutingContext ctx) {
    Asset asset = assets.get(ctx.pathParam("name"));
    if (asset == null) {
      ctx.fail(404);
      return;
    }
    ctx.response()
        .putHeader("Content-Type", asset.type())
        .putHeader("Cache-Control", "max-age=31536000, immutable")
        .end(asset.bytes());
  }
}
