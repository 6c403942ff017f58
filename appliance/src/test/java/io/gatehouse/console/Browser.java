package io.gatehouse.console;

import io.gatehouse.TestBox;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps cookies, remembers the last page's token, follows nothing; trusts the box's certificate.
 */
public final class Browser {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final HttpClient client;
  private final int port;
  public final Map<String, String> cookies = new LinkedHashMap<>();
  public String token = "";

  Browser(Vertx vertx, int port, String certificate) {
    this.port = port;
    client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(certificate))));
  }

  /** What came back. */
  public record Seen(
      int status, Map<String, String> headers, List<String> setCookies, String body) {
    public String location() {
      return headers.getOrDefault("location", "");
    }
  }

  public Seen get(String path, String... headers) {
    return ask(HttpMethod.GET, path, "", headers);
  }

  /** Sends a form with the last page's token. */
  public Seen post(String path, String... fields) {
    return ask(HttpMethod.POST, path, form(fields) + "&_csrf=" + token);
  }

  public static String form(String... fields) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      body.append(body.isEmpty() ? "" : "&").append(fields[i]).append('=');
      body.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    return body.toString();
  }

  /** Sends exactly this; headers are names and values in turn. */
  public Seen ask(HttpMethod method, String path, String body, String... headers) {
    RequestOptions options =
        new RequestOptions().setHost("127.0.0.1").setPort(port).setMethod(method).setURI(path);
    if (!cookies.isEmpty()) {
      List<String> pairs =
          cookies.entrySet().stream().map(c -> c.getKey() + "=" + c.getValue()).toList();
      options.putHeader("Cookie", String.join("; ", pairs));
    }
    if (!body.isEmpty()) {
      options.putHeader("Content-Type", "application/x-www-form-urlencoded");
    }
    for (int i = 0; i < headers.length; i += 2) {
      options.putHeader(headers[i], headers[i + 1]);
    }
    Seen seen =
        TestBox.wait(
            client
                .request(options)
                .compose(
                    // inside, so that the body is waited for before it can have gone by
                    request ->
                        request
                            .send(body)
                            .compose(
                                response -> response.body().map(text -> seen(response, text)))));
    remember(seen);
    return seen;
  }

  private static Seen seen(HttpClientResponse response, Buffer body) {
    Map<String, String> headers = new LinkedHashMap<>();
    response
        .headers()
        .forEach(h -> headers.put(h.getKey().toLowerCase(java.util.Locale.ROOT), h.getValue()));
    return new Seen(
        response.statusCode(), headers, response.headers().getAll("Set-Cookie"), body.toString());
  }

  private void remember(Seen seen) {
    for (String cookie : seen.setCookies()) {
      String pair = cookie.substring(0, cookie.indexOf(';'));
      String name = pair.substring(0, pair.indexOf('='));
      if (cookie.contains("Max-Age=0")) {
        cookies.remove(name);
      } else {
        cookies.put(name, pair.substring(pair.indexOf('=') + 1));
      }
    }
    Matcher found = TOKEN.matcher(seen.body());
    if (found.find()) {
      token = found.group(1);
    }
  }
}
