package io.gatehouse.campaign;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An operator at the box's API, over its Unix socket. */
public final class BoxApi {
  private final Path socket;

  public BoxApi(Path socket) {
    this.socket = socket;
  }

  /** Posts and tells what came of it; meant for times when the box may be killed under it. */
  public PortalGuest.Sent tell(String path, JsonObject body) {
    SocketChannel channel;
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException nobodyThere) {
      return new PortalGuest.Sent.NobodyThere();
    }
    try (channel) {
      HttpTalk.Answer answer = HttpTalk.talk(channel, post(path, body));
      return new PortalGuest.Sent.Answered(answer.status(), answer.body());
    } catch (IOException e) {
      return new PortalGuest.Sent.BrokeOff();
    }
  }

  private static String post(String path, JsonObject body) {
    return HttpTalk.post("localhost", "/api/v1" + path, "application/json", body.encode());
  }

  public boolean answers() {
    try {
      return talk(HttpTalk.get("localhost", "/api/v1/sessions?max=1")).status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  public JsonObject get(String path) {
    return must("GET " + path, HttpTalk.get("localhost", "/api/v1" + path));
  }

  public JsonObject post(String path) {
    return must("POST " + path, post(path, new JsonObject()));
  }

  public JsonObject create(String path, JsonObject body) {
    return must("POST " + path, post(path, body));
  }

  /** All items of a list, page by page. */
  public List<JsonObject> all(String path) {
    List<JsonObject> items = new ArrayList<>();
    String join = path.contains("?") ? "&" : "?";
    String after = "";
    while (after != null) {
      JsonObject page = get(path + join + "max=1000&after=" + after);
      page.getJsonArray("items").forEach(item -> items.add((JsonObject) item));
      after = page.getString("next");
    }
    return items;
  }

  private JsonObject must(String what, String request) {
    try {
      HttpTalk.Answer answer = talk(request);
      if (answer.status() / 100 != 2) {
        throw new IllegalStateException(what + ": " + answer.status() + " " + answer.body());
      }
      return new JsonObject(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(what + ": " + e.getMessage(), e);
    }
  }

  private HttpTalk.Answer talk(String request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return HttpTalk.talk(channel, request);
    }
  }
}
