package io.gatehouse.lab.box;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.lab.net.LabException;
import io.gatehouse.lab.net.Site;
import io.gatehouse.lab.net.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an operator types on the box: the command line, and the API under it. */
public final class BoxWords {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();
  private final Site site;

  BoxWords(Site site) {
    this.site = site;
  }

  /** {@code gatehouse <words> --json} on the box; anything but exit 0 is an exception. */
  public JsonNode ask(String... words) {
    List<String> argv = new ArrayList<>(List.of("env"));
    argv.add("GATEHOUSE_JAVA=" + System.getProperty("java.home") + "/bin/java");
    argv.add("/usr/lib/gatehouse/bin/gatehouse");
    argv.addAll(List.of(words));
    argv.add("--json");
    return json(site.run(Topology.BOX, LIMIT, "", argv).must());
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
    argv.addAll(List.of("--unix-socket", "/run/gatehouse/api.sock"));
    argv.addAll(more);
    argv.add("http://box/api/v1" + path);
    return site.run(Topology.BOX, LIMIT, "", argv).must();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new LabException("not JSON: " + text, e);
    }
  }
}
