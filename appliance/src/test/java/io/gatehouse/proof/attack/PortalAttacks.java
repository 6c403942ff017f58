package io.gatehouse.proof.attack;

import io.gatehouse.proof.site.Outputs;
import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Reply;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Making the portal lead guests elsewhere, or take one for another. */
public final class PortalAttacks {
  private static final String EVIL = "evil.example.test";

  /**
   * A portal as it must not be: it goes where it is told, believes headers, and has patience with
   * everyone in the number of connections that the distribution gives it.
   */
  private static final String NAIVE =
      """
      daemon off; master_process off; user root; worker_processes 1; pid /run/lab/naive.pid;
      events { worker_connections 768; }
      http {
        access_log off;
        client_body_temp_path /run/lab/naive-body; proxy_temp_path /run/lab/naive-proxy;
        fastcgi_temp_path /run/lab/naive-f; uwsgi_temp_path /run/lab/naive-u; scgi_temp_path /run/lab/naive-s;
        server {
          listen 10.20.0.1:8088;
          client_header_timeout 120s; client_body_timeout 120s; send_timeout 120s;
          location / {
            default_type text/html;
            if ($arg_url) { return 302 $arg_url; }
            return 200 "<a href='http://$host/'>sign in</a> $http_x_forwarded_for";
          }
        }
      }
      """;

  private PortalAttacks() {}

  static List<Attack> list() {
    return List.of(
        Attack.of(
            "G17",
            "100 open redirects and scripts in what the portal is asked",
            "curl",
            scene -> redirects(scene, Phone.PORTAL),
            scene -> beforeNaivePortal(scene, portal -> redirects(scene, portal))),
        Attack.of(
            "G18",
            "a foreign Host, X-Forwarded-For of a paid guest",
            "curl",
            scene -> headers(scene, Phone.PORTAL),
            scene -> beforeNaivePortal(scene, portal -> headers(scene, portal))));
  }

  public static Seen beforeNaivePortal(Scene scene, Function<String, Seen> attack) {
    Outputs.write(scene.lab().file("naive.conf"), NAIVE);
    Process nginx =
        scene.lab().start("box", "nginx", "-e", "/run/lab/naive.err", "-c", "/run/lab/naive.conf");
    try {
      return scene.withHoles(
          List.of("iptables -I INPUT -i br-guest -p tcp --dport 8088 -j ACCEPT"),
          () -> attack.apply("http://10.20.0.1:8088"));
    } finally {
      nginx.destroy();
    }
  }

  private static Seen redirects(Scene scene, String portal) {
    long led = 0;
    int tried = 0;
    String first = "";
    for (String path : payloads()) {
      for (List<String> how : List.of(List.of("-G"), List.of("-X", "POST"))) {
        List<String> argv = new ArrayList<>(how);
        argv.addAll(List.of("--path-as-is", "--globoff"));
        Reply reply = scene.stranger().get(portal + path, argv.toArray(String[]::new));
        tried++;
        if (leads(reply)) {
          led++;
          first = first.isEmpty() ? ", first by " + path : first;
        }
      }
    }
    return new Seen(led, led + " of " + tried + " lead away" + first);
  }

  private static List<String> payloads() {
    List<String> targets =
        List.of(
            "//" + EVIL,
            "http://" + EVIL + "/",
            "https://" + EVIL + "/",
            "\\\\" + EVIL,
            "/%09/" + EVIL,
            "/%5C" + EVIL,
            "%2F%2F" + EVIL,
            "http:" + EVIL,
            "http://10.20.0.1@" + EVIL + "/",
            "javascript:alert(1)%2F%2F" + EVIL,
            "data:text/html," + EVIL,
            "%0d%0aLocation:%20http://" + EVIL + "/",
            "%22%3E%3Cscript%20src=%2F%2F" + EVIL + "%3E");
    List<String> paths = new ArrayList<>();
    for (String target : targets) {
      for (String name : List.of("url", "userurl", "continue", "code")) {
        paths.add("/?" + name + "=" + target);
      }
      paths.add(target.startsWith("/") ? target : "/" + target);
      paths.add("/v/" + target);
    }
    return paths;
  }

  /** A place to go to that is not ours, in the head or as markup. */
  private static boolean leads(Reply reply) {
    String to = reply.location();
    boolean ours =
        to.isEmpty()
            || (to.startsWith("/") && !to.startsWith("//") && !to.startsWith("/\\"))
            || to.startsWith(Phone.PORTAL + "/")
            || to.startsWith("http://portal.gatehouse.lan/");
    return !ours
        || reply.head().contains("\nLocation: http://" + EVIL)
        || reply
            .body()
            .matches("(?is).*(href|src|action|url)\\s*=\\s*[\"']?[^\"'> ]*" + EVIL + ".*")
        || reply.body().toLowerCase(java.util.Locale.ROOT).contains("<script src=//" + EVIL);
  }

  private static Seen headers(Scene scene, String portal) {
    Phone from = scene.stranger();
    String paid = NeighbourAttacks.address(scene.guest());
    String plain = comparable(from.get(portal + "/"));
    long fooled = 0;
    for (String name : List.of("X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP")) {
      String value = name.equals("Forwarded") ? "for=" + paid : paid;
      Reply reply = from.get(portal + "/", "-H", name + ": " + value);
      fooled += comparable(reply).equals(plain) ? 0 : 1;
    }
    for (String host : List.of(EVIL, EVIL + ":80", "10.20.0.1@" + EVIL, "x\"><script>")) {
      Reply reply = from.get(portal + "/", "-H", "Host: " + host);
      fooled += leads(reply) || reply.body().contains(EVIL) ? 1 : 0;
    }
    return Seen.of(fooled, "of 8 believed");
  }

  /** Tokens are fresh on each page. */
  private static String comparable(Reply reply) {
    return reply.status() + reply.body().replaceAll("name=\"token\" value=\"[^\"]*\"", "");
  }
}
