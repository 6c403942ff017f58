package io.gatehouse.api.call;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What the API says to one request. */
public record Answer(int status, String type, Buffer body) {
  private static final String JSON = "application/json";

  /** Bytes of the digest that make a tag: enough that no two bodies of one route share one. */
  private static final int TAG = 16;

  public static Answer ok(JsonObject body) {
    return new Answer(200, JSON, body.toBuffer());
  }

  /**
   * A part of a list that is read by cursor.
   *
   * @param max how many were asked for; fewer found means that the list has ended
   */
  public static <T> Answer page(
      List<T> found, int max, Function<T, Object> cursor, Function<T, JsonObject> json) {
    JsonArray items = new JsonArray();
    found.forEach(one -> items.add(json.apply(one)));
    Object next = found.size() < max ? null : cursor.apply(found.getLast());
    return ok(new JsonObject().put("items", items).put("next", next));
  }

  public static Answer created(JsonObject body) {
    return new Answer(201, JSON, body.toBuffer());
  }

  public static Answer csv(String text) {
    return new Answer(200, "text/csv; charset=utf-8", Buffer.buffer(text));
  }

  /** The one shape of every error: {@code {code, message, fields}}. */
  public static Answer error(int status, String code, String message, Map<String, String> fields) {
    JsonObject shown = new JsonObject();
    new TreeMap<>(fields).forEach(shown::put);
    JsonObject body =
        new JsonObject().put("code", code).put("message", message).put("fields", shown);
    return new Answer(status, JSON, body.toBuffer());
  }

  /** Names the body by its content, as an entity tag of RFC 9110 §8.8.3, quotes included. */
  String tag() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
      return '"' + HexFormat.of().formatHex(digest, 0, TAG) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
