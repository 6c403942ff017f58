package io.gatehouse.operator.diagnostics;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.process.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a guest's device does on a network, by the tools that every system has. */
final class GuestTools {
  private static final int SECONDS = 4;
  private static final Duration LIMIT = Duration.ofSeconds(SECONDS + 2);
  private static final String MARK = "\n--seen-- ";

  private final GuestPlace place;

  GuestTools(GuestPlace place) {
    this.place = place;
  }

  /**
   * A resolver's answer.
   *
   * @param status NOERROR, NXDOMAIN, ..., or SILENT where none came
   */
  record Dns(String status, List<String> answers) {
    boolean silent() {
      return status.equals("SILENT");
    }

    boolean holds(Ipv4 address) {
      return answers.contains(address.toString());
    }

    @Override
    public String toString() {
      return answers.isEmpty() ? status + " without an answer" : String.join(", ", answers);
    }
  }

  /** An HTTP answer; status 0 = no answer, and the body says why. */
  record Http(int status, String location, String type, int bytes, String body) {
    @Override
    public String toString() {
      return status == 0 ? body : "HTTP " + status + (location.isEmpty() ? "" : " to " + location);
    }
  }

  Dns dns(Ipv4 resolver, String type, String name) {
    Command.Outcome outcome =
        place.inside(
            LIMIT,
            List.of(
                "dig",
                "+tries=1",
                "+time=" + SECONDS,
                "+noall",
                "+comments",
                "+answer",
                "@" + resolver,
                "-t",
                type,
                "-q",
                name));
    String status = "SILENT";
    List<String> answers = new ArrayList<>();
    for (String line : outcome.out().lines().toList()) {
      int at = line.indexOf("status: ");
      if (line.startsWith(";") && at >= 0) {
        status = line.substring(at + 8).split(",", 2)[0];
      } else if (!line.isBlank() && !line.startsWith(";")) {
        String[] fields = line.split("\\s+", 5);
        answers.add(fields[fields.length - 1]);
      }
    }
    return new Dns(status, answers);
  }

  /** Asks for a page of a host that is taken to be at the address. Redirects are not followed. */
  Http http(String host, Ipv4 address, String path) {
    Command.Outcome outcome =
        place.inside(
            LIMIT,
            List.of(
                "curl",
                "--silent",
                "--show-error",
                "--noproxy",
                "*",
                "--max-time",
                "" + SECONDS,
                "--resolve",
                host + ":80:" + address,
                "--write-out",
                MARK + "%{http_code}|%{redirect_url}|%{content_type}|%{size_download}",
                "http://" + host + path));
    int mark = outcome.out().lastIndexOf(MARK);
    if (!outcome.ok() || mark < 0) {
      return new Http(0, "", "", 0, why(outcome));
    }
    String[] seen = outcome.out().substring(mark + MARK.length()).split("\\|", -1);
    return new Http(
        Integer.parseInt(seen[0]),
        seen[1],
        seen[2],
        Integer.parseInt(seen[3]),
        outcome.out().substring(0, mark));
  }

  private static String why(Command.Outcome outcome) {
    String said = outcome.err().strip();
    return said.isEmpty() ? "no answer" : said.replaceFirst("^curl: \\(\\d+\\) ", "");
  }

  /** True where a TCP connection comes about, whatever is spoken on it. */
  boolean connects(Ipv4 address, int port) {
    return connected(place.inside(LIMIT, connect(address, port)));
  }

  /** The same from the box itself: the positive control of {@link #connects}. */
  static boolean boxConnects(Ipv4 address, int port) {
    return connected(new Command(LIMIT, connect(address, port)).run());
  }

  /** Whether the box has a default route at all. */
  static boolean boxHasWayOut() {
    return !new Command(LIMIT, List.of("ip", "-4", "route", "show", "default"))
        .must()
        .out()
        .isBlank();
  }

  private static List<String> connect(Ipv4 address, int port) {
    return List.of(
        "curl",
        "--silent",
        "--noproxy",
        "*",
        "--max-time",
        "" + SECONDS,
        "--output",
        "/dev/null",
        "--write-out",
        MARK + "%{time_connect}",
        "http://" + address + ":" + port + "/");
  }

  private static boolean connected(Command.Outcome outcome) {
    int mark = outcome.out().lastIndexOf(MARK);
    return mark >= 0 && Double.parseDouble(outcome.out().substring(mark + MARK.length())) > 0;
  }

  /** True where an echo comes back. */
  boolean pings(Ipv4 address) {
    return place
        .inside(LIMIT, List.of("busybox", "ping", "-c", "2", "-W", "2", address.toString()))
        .ok();
  }
}
