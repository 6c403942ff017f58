package io.gatehouse.lab.box;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Run;
import io.gatehouse.lab.net.Site;
import io.gatehouse.lab.net.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an operator types on the box or at the hub: the command line, and the API under it. */
public final class BoxWords {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();
  private final Site site;
  private final String node;
  private final List<String> role;
  private final String socket;

  private BoxWords(Site site, String node, List<String> role, String socket) {
    this.site = site;
    this.node = node;
    this.role = role;
    this.socket = socket;
  }

  static BoxWords ofBox(Site site) {
    return new BoxWords(site, Topology.BOX, List.of(), "/run/gatehouse/api.sock");
  }

  static BoxWords ofHub(Site site) {
    return new BoxWords(site, Topology.INTERNET, List.of("hub"), "/run/gatehouse-hub/api.sock");
  }

  /** {@code gatehouse <words> --json}; anything but exit 0 is an exception. */
  public JsonNode ask(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    return json(type(all.toArray(String[]::new)).must());
  }

  /** {@code gatehouse <words>} as a person types it, however it ends. */
  public Run type(String... words) {
    List<String> argv = new ArrayList<>(List.of("env"));
    argv.add("GATEHOUSE_JAVA=" + System.getProperty("java.home") + "/bin/java");
    argv.add("/usr/lib/gatehouse/bin/gatehouse");
    argv.addAll(role);
    argv.addAll(List.of(words));
    return site.run(node, LIMIT, "", argv);
  }

  /** Asks the API over its Unix socket; quicker than a command, as nothing has to start. */
  public JsonNode get(String path) {
    return json(curl(List.of(), path));
  }

  public JsonNode post(String path, String body) {
    return json(
        curl(List.of("-X", "POST", "-H", "Content-Type: application/json", "-d", body), path));
  }

  private String curl(List<String> more, String path) {
    List<String> argv = new ArrayList<>(List.of("curl", "-sS", "--fail-with-body"));
    argv.addAll(List.of("--unix-socket", socket));
    argv.addAll(more);
    argv.add("http://box/api/v1" + path);
    return site.run(node, LIMIT, "", argv).must();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new LabException("not JSON: " + text, e);
    }
  }
}
