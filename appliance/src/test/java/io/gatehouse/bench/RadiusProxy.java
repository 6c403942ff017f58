package io.gatehouse.bench;

import io.gatehouse.bench.rig.BenchBox;
import io.gatehouse.bench.rig.BenchTrouble;
import io.gatehouse.bench.rig.CpuTime;
import io.gatehouse.bench.rig.LoadClient;
import io.gatehouse.bench.rig.Numbers;
import io.gatehouse.bench.rig.Pss;
import io.gatehouse.bench.rig.Workspace;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.process.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a proxied request costs the processor, against radsecproxy and FreeRADIUS in the same run:
 * each proxy on one core, load and home server on the other, 16 sockets with 4 requests each. Then
 * the rate with one of two servers dead, and the memory of 16,000 requests that nobody answers.
 */
final class RadiusProxy implements Bench {
  private static final int ROUNDS = 7;
  private static final String SECONDS = "2";
  private static final String WARM_UP = "6";
  private static final int SERVER = 21_812;
  private static final int SECOND_SERVER = 22_812;
  private static final int OURS = 51_812;
  private static final int FREERADIUS = 31_812;
  private static final int RADSECPROXY = 41_812;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** As the edge's unit starts it. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:TrimNativeHeapInterval=10000",
          "-Xmx64m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** A client's run: requests answered a second, and processor time of each in microseconds. */
  private record Measured(double rate, double micros) {}

  @Override
  public List<String> names() {
    return List.of(
        "proxy_auth",
        "proxy_auth_freeradius",
        "proxy_mix",
        "proxy_mix_freeradius",
        "half_dead",
        "radius_memory");
  }

  @Override
  public List<Row> run(List<String> wanted) {
    List<Row> rows = new ArrayList<>();
    try (Workspace workspace = new Workspace("radius")) {
      Path load = built(workspace.folder());
      for (String mode : List.of("auth", "mix")) {
        if (wanted.stream().anyMatch(name -> name.startsWith("proxy_" + mode))) {
          rows.addAll(compared(workspace.folder(), load, mode));
        }
      }
      if (wanted.contains("half_dead")) {
        rows.add(halfDead(load));
      }
      if (wanted.contains("radius_memory")) {
        rows.add(memory(load));
      }
    } catch (IOException e) {
      throw new BenchTrouble("measuring RADIUS", e);
    }
    rows.removeIf(row -> !wanted.contains(row.name()));
    return rows;
  }

  private static Path built(Path folder) throws IOException {
    Path source = folder.resolve("radius_load.c");
    try (InputStream in = RadiusProxy.class.getResourceAsStream("radius_load.c")) {
      Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
    }
    Path load = folder.resolve("radius_load");
    new Command(LIMIT, List.of("gcc", "-O2", "-o", load.toString(), source.toString())).must();
    return load;
  }

  private static List<Row> compared(Path folder, Path load, String mode) throws IOException {
    Process server = server(load, SERVER);
    Process ours = ours(SERVER);
    Process freeradius =
        pinned(
            "freeradius",
            "-f",
            "-d",
            RadiusPeers.freeradius(folder, FREERADIUS, SERVER).toString());
    Process radsecproxy =
        pinned(
            "radsecproxy",
            "-f",
            "-c",
            RadiusPeers.radsecproxy(folder, RADSECPROXY, SERVER).toString());
    try {
      BenchBox.sleep(Duration.ofSeconds(2));
      begin(ours);
      load(load, ours, OURS, mode, 16, 4, WARM_UP);
      load(load, freeradius, FREERADIUS, mode, 16, 4, SECONDS);
      load(load, radsecproxy, RADSECPROXY, mode, 16, 4, SECONDS);
      List<Double> our = new ArrayList<>();
      List<Double> free = new ArrayList<>();
      List<Double> radsec = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        our.add(load(load, ours, OURS, mode, 16, 4, SECONDS).micros);
        free.add(load(load, freeradius, FREERADIUS, mode, 16, 4, SECONDS).micros);
        radsec.add(load(load, radsecproxy, RADSECPROXY, mode, 16, 4, SECONDS).micros);
      }
      return List.of(
          row("proxy_" + mode, radsec, our, "radsecproxy"),
          row("proxy_" + mode + "_freeradius", free, our, "FreeRADIUS"));
    } finally {
      end(server, ours, freeradius, radsecproxy);
    }
  }

  private static Row row(String name, List<Double> peers, List<Double> ours, String peer) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(peers.get(i) / ours.get(i));
    }
    return new Row(
        name,
        Numbers.median(ratios),
        "ratio",
        String.format(
            Locale.ROOT,
            "%.1f us of %s, %.1f us of ours, per request",
            Numbers.median(peers),
            peer,
            Numbers.median(ours)));
  }

  private static Row halfDead(Path load) throws IOException {
    List<Double> healthy = new ArrayList<>();
    List<Double> half = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    Process first = server(load, SERVER);
    Process ours = ours(SERVER, SECOND_SERVER);
    try {
      begin(ours);
      for (int round = 0; round <= 3; round++) {
        Process second = server(load, SECOND_SERVER);
        // Until a probe has found it.
        load(load, ours, OURS, "auth", 16, 4, WARM_UP);
        double before = load(load, ours, OURS, "auth", 16, 4, "4").rate;
        end(second);
        load(load, ours, OURS, "auth", 16, 4, "2");
        double after = load(load, ours, OURS, "auth", 16, 4, "4").rate;
        // The first round is still the compilers'.
        if (round > 0) {
          healthy.add(before);
          half.add(after);
          ratios.add(after / before);
        }
      }
    } finally {
      end(first, ours);
    }
    return new Row(
        "half_dead",
        Numbers.median(ratios),
        "ratio",
        String.format(
            Locale.ROOT,
            "%.0f/s from the third second with one of two servers dead, %.0f/s with both",
            Numbers.median(half),
            Numbers.median(healthy)));
  }

  /** In the real edge, which has shown pages before, so that its heap is what it is in use. */
  private static Row memory(Path load) {
    try (BenchBox box = BenchBox.up(1, 0, Rate.UNLIMITED)) {
      box.lease(0, PAGES);
      box.embody(0, PAGES);
      box.ran(
          "box",
          LoadClient.class,
          BenchBox.ADDRESS,
          "80",
          BenchBox.ADDRESS,
          "/",
          "2000",
          "0",
          "" + PAGES);
      BenchBox.sleep(Duration.ofSeconds(25));
      double without = Pss.megabytes(box.edge());
      long revision = box.post("/settings", EDGE).get("revision").asLong();
      box.post("/revisions/" + revision + "/confirm", "{}");
      BenchBox.sleep(Duration.ofSeconds(2));
      Process client =
          box.lab()
              .start(
                  "box",
                  load.toString(),
                  "client",
                  "1812",
                  RadiusUnderLoad.SECRET,
                  "auth",
                  "64",
                  "250",
                  "4");
      double most = 0;
      for (int i = 0; i < 18; i++) {
        BenchBox.sleep(Duration.ofMillis(200));
        most = Math.max(most, Pss.megabytes(box.edge()));
      }
      end(client);
      return new Row(
          "radius_memory",
          most - without,
          "MB",
          String.format(
              Locale.ROOT,
              "PSS of the edge with 16,000 requests in flight less its %.0f MB without RADIUS",
              without));
    }
  }

  private static final int PAGES = 200;

  /** One router, and a server that nobody is at. */
  private static final String EDGE =
      """
      {"revision":1,"change":{"radius":{
        "nases":[{"name":"nas","network":"127.0.0.1","secret":"%1$s"}],
        "upstreams":[{"name":"up","address":"127.0.0.1","authenticationPort":21812,
                      "accountingPort":21813,"secret":"%1$s"}],
        "pools":[{"name":"pool","upstreams":["up"]}],
        "routes":[{"pool":"pool"}]}}}
      """
          .formatted(RadiusUnderLoad.SECRET);

  private static Process server(Path load, int port) throws IOException {
    return started(
        "taskset", "-c", "0", load.toString(), "server", "" + port, RadiusUnderLoad.SECRET);
  }

  private static Process ours(int... upstreams) throws IOException {
    List<String> argv = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    argv.addAll(FLAGS);
    argv.addAll(List.of("-cp", BenchBox.classPath(), RadiusUnderLoad.class.getName(), "" + OURS));
    for (int upstream : upstreams) {
      argv.add("" + upstream);
    }
    return pinned(argv.toArray(String[]::new));
  }

  /** Has it open its ports, and waits until it has. */
  @SuppressWarnings("DefaultCharset") // Two words of our own.
  private static void begin(Process ours) throws IOException {
    BufferedReader said = ours.inputReader();
    said.readLine();
    ours.outputWriter().append('\n').flush();
    if (!"ready".equals(said.readLine())) {
      throw new BenchTrouble("our proxy did not begin");
    }
  }

  private static Process pinned(String... argv) throws IOException {
    List<String> whole = new ArrayList<>(List.of("taskset", "-c", "1"));
    whole.addAll(List.of(argv));
    return started(whole.toArray(String[]::new));
  }

  private static Process started(String... argv) throws IOException {
    return new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static Process client(
      Path load, int port, String mode, int sockets, int window, String seconds)
      throws IOException {
    return started(
        "taskset",
        "-c",
        "0",
        load.toString(),
        "client",
        "" + port,
        RadiusUnderLoad.SECRET,
        mode,
        "" + sockets,
        "" + window,
        seconds);
  }

  private static Measured load(
      Path load, Process proxy, int port, String mode, int sockets, int window, String seconds)
      throws IOException {
    long before = CpuTime.of(proxy.pid());
    Process client = client(load, port, mode, sockets, window, seconds);
    String said = client.inputReader().readLine();
    long after = CpuTime.of(proxy.pid());
    String[] counts = said == null ? new String[0] : said.split(" ");
    if (counts.length != 3 || counts[0].equals("0") || !counts[2].equals("0")) {
      throw new BenchTrouble("answered, lost and wrong at port " + port + ": " + said);
    }
    double answered = Double.parseDouble(counts[0]);
    return new Measured(
        answered / Double.parseDouble(seconds), (after - before) * 1_000 / answered);
  }

  private static void end(Process... processes) {
    for (Process process : processes) {
      process.destroy();
    }
    for (Process process : processes) {
      process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }
}
