package io.gatehouse.lab.units;

import io.gatehouse.platform.units.UnitName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Stands in for systemd in a lab's box: runs the project's own unit files. A program of its own, as
 * the services must outlive the test that started them; asked over a Unix socket, one line a
 * question.
 */
public final class UnitRunner {
  private static final String EACH = "*:*:0/";

  private final Path units;
  private final Path logs;
  private final Map<String, String> environment;
  private final Map<UnitName, Service> services = new LinkedHashMap<>();
  private final Set<String> notApplied = new TreeSet<>();

  private UnitRunner(Path units, Path logs, Path socket) {
    this.units = units;
    this.logs = logs;
    this.environment = new HashMap<>();
    // First the stand-in for systemctl, for scripts that have units restarted.
    environment.put(
        "PATH", "/run/lab/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("LANG", "C.UTF-8");
    environment.put("GATEHOUSE_UNITS", "lab:" + socket);
    environment.put("GATEHOUSE_JAVA", System.getProperty("java.home") + "/bin/java");
  }

  /** Arguments: folder of the unit files, folder for logs, path of the socket. */
  public static void main(String[] args) throws IOException {
    Path units = Path.of(args[0]);
    Path socket = Path.of(args[2]);
    Files.createDirectories(Path.of(args[1]));
    UnitRunner runner = new UnitRunner(units, Path.of(args[1]), socket);
    Folders.tmpfiles(Files.readString(units.resolve("gatehouse.tmpfiles")));
    Path unnamed = Path.of(args[2] + ".new");
    Files.deleteIfExists(unnamed);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(unnamed));
      // Bound sockets refuse until they listen: the name appears when both are done.
      Files.move(unnamed, socket);
      runner.startTimers();
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> runner.serve(client));
      }
    }
  }

  /** Timers of the form that the project uses: each so many seconds. */
  private void startTimers() throws IOException {
    try (Stream<Path> files = Files.list(units)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".timer")).toList()) {
        String text = file.getFileName().toString();
        UnitName name = new UnitName(text.substring(0, text.length() - ".timer".length()));
        UnitFile timer = UnitFile.parse(name, Files.readString(file));
        String each = timer.value("Timer.OnCalendar", "").replace(EACH, "");
        Thread.ofVirtual().start(() -> startEach(Long.parseLong(each), name));
      }
    }
  }

  private void startEach(long seconds, UnitName name) {
    try {
      while (true) {
        Thread.sleep(seconds * 1_000);
        startWanted(name, new TreeSet<>());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("the timer of " + name, e);
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        BufferedReader lines =
            new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String answer = answer(line).replace('\n', '\t') + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          client.write(bytes);
        }
      }
    } catch (IOException gone) {
      // The asker went away without waiting for the answer; the unit is what it is.
      return;
    }
  }

  private String answer(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 2) {
      return "failed not a question: " + line;
    }
    try {
      UnitName name = new UnitName(words[1]);
      return switch (words[0]) {
        case "start" -> {
          start(name, new TreeSet<>());
          yield "done";
        }
        case "stop" -> {
          service(name).stop();
          yield "done";
        }
        case "restart" -> {
          service(name).stop();
          service(name).start();
          yield "done";
        }
        case "reload" -> {
          service(name).reload();
          yield "done";
        }
        case "state" -> "done " + service(name).state();
        case "pid" -> "done " + service(name).pid().map(String::valueOf).orElse("");
        case "starts" -> "done " + service(name).starts();
        default -> "failed unknown question: " + words[0];
      };
    } catch (UnitTrouble | IOException | IllegalArgumentException e) {
      return "failed " + e.getMessage();
    }
  }

  /** Starts what the unit requires or wants, in the order that After asks for, then the unit. */
  private void start(UnitName name, Set<String> underWay) throws UnitTrouble, IOException {
    if (!underWay.add(name.text())) {
      return;
    }
    Service service = service(name);
    for (String other : service.unit().words("Unit.Requires")) {
      if (isOurs(other)) {
        start(unitName(other), underWay);
      }
    }
    for (String other : service.unit().words("Unit.Wants")) {
      if (isOurs(other)) {
        startWanted(unitName(other), underWay);
      }
    }
    service.start();
  }

  private void startWanted(UnitName name, Set<String> underWay) throws IOException {
    try {
      start(name, underWay);
    } catch (UnitTrouble notRequired) {
      // A wanted unit may fail without taking the one that wants it along; its log says why.
      return;
    }
  }

  private static boolean isOurs(String unit) {
    return unit.startsWith("gatehouse-") && unit.endsWith(".service");
  }

  private static UnitName unitName(String word) {
    return new UnitName(word.substring(0, word.length() - ".service".length()));
  }

  private synchronized Service service(UnitName name) throws IOException {
    Service known = services.get(name);
    if (known != null) {
      return known;
    }
    UnitFile file = UnitFile.parse(name, Files.readString(units.resolve(name.file())));
    Set<String> fresh = new TreeSet<>(file.notApplied());
    fresh.removeAll(notApplied);
    if (!fresh.isEmpty()) {
      notApplied.addAll(fresh);
      System.out.println("not applied in the lab: " + String.join(" ", fresh));
    }
    Service service = new Service(file, environment, logs);
    services.put(name, service);
    return service;
  }
}
