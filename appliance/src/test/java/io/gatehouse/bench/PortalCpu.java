package io.gatehouse.bench;

import io.gatehouse.bench.rig.BenchBox;
import io.gatehouse.bench.rig.BenchTrouble;
import io.gatehouse.bench.rig.CpuTime;
import io.gatehouse.bench.rig.Floor;
import io.gatehouse.bench.rig.LoadClient;
import io.gatehouse.bench.rig.Numbers;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * What the portal's answers cost the processor, against nginx sending the same bytes: the sign-in
 * page for 200 addresses in mixed languages, each with a fresh token over a connection of its own,
 * and the redirect of a phone's probe.
 */
final class PortalCpu implements Bench {
  private static final int ROUNDS = 9;

  /** The compilers work beside the first 40,000 pages and come to rest then. */
  private static final int WARM_UP = 48_000;

  /** So many that the kernel's ticks of 10 ms are small beside what they cost. */
  private static final int REQUESTS = 8_000;

  private static final int DEVICES = 200;
  private static final int NGINX_PORT = 8_081;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Set by nginx itself, or valid for one connection only. */
  private static final Set<String> OWN_HEADERS =
      Set.of("content-length", "connection", "date", "server", "content-type", "set-cookie");

  @Override
  public List<String> names() {
    return List.of("portal_page_cpu", "redirect_cpu");
  }

  @Override
  public List<Row> run(List<String> wanted) {
    List<Row> rows = new ArrayList<>();
    try (BenchBox box = BenchBox.up(1, 0, Rate.UNLIMITED)) {
      box.lease(0, DEVICES);
      box.embody(0, DEVICES);
      try (Nginx nginx = Nginx.like(box)) {
        if (wanted.contains("portal_page_cpu")) {
          rows.add(compare("portal_page_cpu", box, nginx, BenchBox.ADDRESS, "/"));
        }
        if (wanted.contains("redirect_cpu")) {
          rows.add(
              compare(
                  "redirect_cpu", box, nginx, "connectivitycheck.gstatic.com", "/generate_204"));
        }
      }
    }
    return rows;
  }

  private static Row compare(String name, BenchBox box, Nginx nginx, String host, String path) {
    load(box, 80, host, path, WARM_UP);
    load(box, NGINX_PORT, host, path, REQUESTS);
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      double our = micros(() -> CpuTime.of(box.edge()), () -> load(box, 80, host, path, REQUESTS));
      double peer = micros(nginx::cpu, () -> load(box, NGINX_PORT, host, path, REQUESTS));
      ours.add(our);
      peers.add(peer);
      ratios.add(our / peer);
    }
    return new Row(
        name,
        Numbers.median(ratios),
        "ratio",
        String.format(
            Locale.ROOT,
            "%.0f us of the edge, %.0f us of nginx for %d bytes",
            Numbers.median(ours),
            Numbers.median(peers),
            path.equals("/") ? nginx.pageBytes : 0));
  }

  /** Processor time of one request, in microseconds. */
  private static double micros(LongSupplier cpu, Runnable load) {
    long before = cpu.getAsLong();
    load.run();
    return (cpu.getAsLong() - before) * 1_000.0 / REQUESTS;
  }

  private static void load(BenchBox box, int port, String host, String path, int requests) {
    // Hundreds of thousands of ended connections would fill the kernel's table.
    box.lab().run("box", LIMIT, "conntrack", "-F").must();
    String said =
        box.ran(
            "box",
            LoadClient.class,
            BenchBox.ADDRESS,
            "" + port,
            host,
            path,
            "" + requests,
            "0",
            "" + DEVICES);
    if (!said.startsWith(requests + " ")) {
      throw new BenchTrouble("of " + requests + " requests there came answers and bytes " + said);
    }
  }

  /** The peer: sends the page that the portal sent, with its headers, and a plain redirect. */
  private static final class Nginx implements AutoCloseable {
    private final Process process;
    private final ProcessHandle master;
    private final int pageBytes;

    private Nginx(Process process, ProcessHandle master, int pageBytes) {
      this.process = process;
      this.master = master;
      this.pageBytes = pageBytes;
    }

    static Nginx like(BenchBox box) {
      String answer =
          box.lab()
              .run(
                  "box",
                  LIMIT,
                  "curl",
                  "-s",
                  "-D",
                  "-",
                  "-H",
                  "Accept-Encoding: gzip, deflate",
                  "--interface",
                  Floor.device(0).ip().toString(),
                  "--output",
                  "/run/lab/page.html",
                  "http://" + BenchBox.ADDRESS + "/")
              .must();
      Path folder = box.lab().file(".");
      try {
        Files.writeString(folder.resolve("peer.conf"), conf(answer));
        Path pid = folder.resolve("peer.pid");
        Process process =
            box.lab().start("box", "nginx", "-e", "/run/lab/peer.err", "-c", "/run/lab/peer.conf");
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!Files.exists(pid) || Files.size(pid) == 0) {
          if (System.nanoTime() > end || !process.isAlive()) {
            throw new BenchTrouble(
                "nginx does not start: " + Files.readString(folder.resolve("peer.err")));
          }
        }
        String inside = Files.readString(pid, StandardCharsets.US_ASCII).strip();
        return new Nginx(
            process, master(process, inside), (int) Files.size(folder.resolve("page.html")));
      } catch (IOException e) {
        throw new BenchTrouble("starting nginx", e);
      }
    }

    /** The process that the started one became, behind nsenter and its like. */
    private static ProcessHandle master(Process started, String inside) {
      return Stream.concat(Stream.of(started.toHandle()), started.descendants())
          .filter(
              p ->
                  new Command(
                          LIMIT,
                          List.of(
                              "grep",
                              "-q",
                              "^NSpid:.*\\s" + inside + "$",
                              "/proc/" + p.pid() + "/status"))
                      .run()
                      .ok())
          .findFirst()
          .orElseThrow(() -> new BenchTrouble("nginx is not running"));
    }

    private static String conf(String answer) {
      StringBuilder headers = new StringBuilder();
      String type = "text/html";
      for (String line : answer.lines().toList()) {
        int colon = line.indexOf(": ");
        String key = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
        if (key.equals("content-type")) {
          type = line.substring(colon + 2).strip();
        } else if (colon > 0 && !OWN_HEADERS.contains(key)) {
          headers
              .append("add_header ")
              .append(key)
              .append(" \"")
              .append(line.substring(colon + 2).strip().replace("\"", "\\\""))
              .append("\";\n");
        }
      }
      return """
      daemon off;
      user root;
      worker_processes 1;
      pid /run/lab/peer.pid;
      events { worker_connections 4096; }
      http {
        access_log off;
        sendfile on;
        server {
          listen %s:%d backlog=1024;
          location = / { default_type "%s"; root /run/lab; try_files /page.html =404;
          %s }
          location / { return 302 http://%s/; }
        }
      }
      """
          .formatted(BenchBox.ADDRESS, NGINX_PORT, type, headers, BenchBox.ADDRESS);
    }

    long cpu() {
      return CpuTime.ofTree(master);
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
