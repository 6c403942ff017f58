package io.gatehouse.proof.site;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Run;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.address.Ipv4;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A guest's device with a browser that has no script engine: curl, a cookie jar and patience. */
public final class Phone {
  public static final String PORTAL = "http://10.20.0.1";
  public static final String PROBE = "http://connectivitycheck.gstatic.com/generate_204";

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]*)\"");

  private final Lab lab;
  private final String node;

  Phone(Lab lab, String node) {
    this.lab = lab;
    this.node = node;
  }

  public String node() {
    return node;
  }

  public Ipv4 join() {
    return lab.lease(node);
  }

  public Run run(String... argv) {
    return lab.run(node, LIMIT, argv);
  }

  public Reply get(String url, String... more) {
    return curl(url, List.of(more));
  }

  private Reply curl(String url, List<String> more) {
    List<String> argv = new ArrayList<>(List.of("curl", "-sS", "-i", "--max-time", "10"));
    argv.addAll(List.of("-b", jar(), "-c", jar()));
    argv.addAll(more);
    argv.add(url);
    Run run = lab.run(node, LIMIT, argv.toArray(String[]::new));
    return Reply.parse(run.out(), run.err());
  }

  private String jar() {
    return "/run/lab/jar-" + node;
  }

  /** Sends a form of the portal with the token of a fresh page. */
  public Reply send(String path, Map<String, String> fields) {
    List<String> more = new ArrayList<>();
    more.add("--data-urlencode");
    more.add("token=" + token());
    fields.forEach(
        (name, value) -> {
          more.add("--data-urlencode");
          more.add(name + "=" + value);
        });
    return curl(PORTAL + path, more);
  }

  public String token() {
    Matcher token = TOKEN.matcher(get(PORTAL + "/").body());
    if (!token.find()) {
      throw new LabException("the portal's page for " + node + " has no form");
    }
    return token.group(1);
  }

  public Reply redeem(String code) {
    return send("/voucher", Map.of("code", code));
  }

  /**
   * Whether the internet itself answers. The portal answers probes of those it has just let in, so
   * a probe says nothing about the gate; a name not asked before comes from no cache.
   */
  public boolean online() {
    return get("http://n" + System.nanoTime() + ".example.test/", "--max-time", "4")
        .body()
        .startsWith("internet:");
  }

  public void redeemAndGoOnline(String code) {
    Reply reply = redeem(code);
    if (reply.status() != 303) {
      throw new LabException(node + " was not let in: " + reply);
    }
    Waiting.until(Duration.ofSeconds(10), node + " being online", this::online);
  }
}
