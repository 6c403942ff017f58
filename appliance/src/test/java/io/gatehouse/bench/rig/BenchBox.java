package io.gatehouse.bench.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.lab.Lab;
import io.gatehouse.lab.LabOptions;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.units.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A lab with the real box running in it, set up for measuring. */
public final class BenchBox implements AutoCloseable {
  public static final String ADDRESS = "10.20.0.1";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration ADMISSION = Duration.ofMinutes(5);

  /** A voucher and what a guest types for it. */
  public record Ticket(String voucherId, String code) {}

  private final Lab lab;
  private final String plan;

  private BenchBox(Lab lab, String plan) {
    this.lab = lab;
    this.plan = plan;
  }

  /**
   * @param guests devices of the lab that ask for leases themselves
   * @param sessions how many further devices are online from the start
   * @param rate speed of their plan
   */
  public static BenchBox up(int guests, int sessions, Rate rate) {
    return up(guests, sessions, rate, 10, 60);
  }

  public static BenchBox up(
      int guests, int sessions, Rate rate, int countersSeconds, int durableSeconds) {
    Lab lab = Lab.up(LabOptions.guests(guests));
    try {
      lab.run("box", LIMIT, "ip", "addr", "add", ADDRESS + "/16", "dev", "br-guest").must();
      lab.run("box", LIMIT, "ip", "addr", "del", ADDRESS + "/21", "dev", "br-guest").must();
      Path data = lab.box().data();
      Files.writeString(data.resolve("settings.json"), settings(countersSeconds, durableSeconds));
      String plan;
      try (Floor floor = new Floor(data)) {
        plan = floor.plan("bench", rate);
        if (sessions > 0) {
          floor.redeem(floor.codes(plan, sessions), 64);
        }
      }
      lab.run("box", LIMIT, "chown", "-R", "gatehouse:gatehouse", "/var/lib/gatehouse").must();
      BenchBox box = new BenchBox(lab, plan);
      lab.box().startUnits();
      // The sets are there once the API answers; the portal opens before the firewall is loaded.
      lab.box().awaitEdge(LIMIT);
      box.awaitAdmitted(sessions);
      return box;
    } catch (IOException e) {
      lab.close();
      throw new BenchTrouble("setting the lab up", e);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** Room for 10,000 guests; no one is idle, and a restart finds everyone fresh. */
  private static String settings(int countersSeconds, int durableSeconds) {
    return """
    {"guest":{"network":"10.20.0.0/16","firstLease":"10.20.100.10","lastLease":"10.20.255.250"},
     "portal":{"idleSeconds":0},
     "sampling":{"countersSeconds":%d,"durableSeconds":%d,"staleSeconds":86400}}
    """
        .formatted(countersSeconds, durableSeconds);
  }

  public Lab lab() {
    return lab;
  }

  public long edge() {
    return lab.box().machinePid(UnitName.EDGE);
  }

  public long warden() {
    return lab.box().machinePid(UnitName.WARDEN);
  }

  /** Fresh codes of the plan that everybody has. */
  public List<Ticket> tickets(int count) {
    JsonNode batch = post("/vouchers", "{\"planId\":\"" + plan + "\",\"count\":" + count + "}");
    List<Ticket> tickets = new ArrayList<>();
    for (JsonNode code : batch.get("codes")) {
      tickets.add(new Ticket(code.get("voucherId").asText(), code.get("code").asText()));
    }
    return tickets;
  }

  public JsonNode post(String path, String json) {
    Command.Outcome outcome =
        new Command(
                LIMIT,
                List.of(
                    "curl",
                    "--silent",
                    "--show-error",
                    "--fail-with-body",
                    "--unix-socket",
                    lab.box().apiSocket().toString(),
                    "--header",
                    "Content-Type: application/json",
                    "--header",
                    "Idempotency-Key: bench-" + System.nanoTime(),
                    "--data",
                    json,
                    "http://box/api/v1" + path))
            .must();
    try {
      return JsonMapper.builder().build().readTree(outcome.out());
    } catch (JsonProcessingException e) {
      throw new BenchTrouble("reading " + outcome.out(), e);
    }
  }

  /** Tells the box of leases that no client asked for: devices of these numbers. */
  public void lease(int from, int count) {
    long end = System.currentTimeMillis() / 1_000 + 86_400;
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      Device device = Floor.device(i);
      lines.append(end).append(' ').append(device.mac()).append(' ').append(device.ip());
      lines.append(" bench-").append(i).append(" *\n");
    }
    lab.feed("box", LIMIT, lines.toString(), "tee", "-a", "/var/lib/gatehouse-dnsmasq/lan.leases")
        .must();
  }

  /** Gives the box the devices' addresses, so that a program on it can speak from them. */
  public void embody(int from, int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < from + count; i++) {
      lines.append("addr add ").append(Floor.device(i).ip()).append("/32 dev lo\n");
    }
    lab.feed("box", LIMIT, lines.toString(), "ip", "-batch", "-").must();
  }

  /** The first so many devices come in by the portal with these codes, again and again. */
  public void comeIn(int devices, List<Ticket> tickets) {
    String codes = tickets.stream().map(t -> t.code() + "\n").collect(Collectors.joining());
    String said =
        lab.feed("box", Duration.ofMinutes(5), codes, java(Newcomers.class, ADDRESS, "" + devices))
            .must();
    if (!said.equals(tickets.size() + "\n")) {
      throw new BenchTrouble("of " + tickets.size() + " codes these let a device in: " + said);
    }
  }

  /** Starts one of this package's programs on a node. */
  public Process program(String node, Class<?> main, String... args) {
    return lab.start(node, java(main, args));
  }

  static String[] java(Class<?> main, String... args) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                classPath(),
                main.getName()));
    argv.addAll(List.of(args));
    return argv.toArray(String[]::new);
  }

  /** Absolute, as a node of a lab starts programs somewhere else. */
  public static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .map(part -> Path.of(part).toAbsolutePath().toString())
        .collect(Collectors.joining(":"));
  }

  /** Runs one of this package's programs on a node and returns what it printed. */
  public String ran(String node, Class<?> main, String... args) {
    return lab.run(node, Duration.ofMinutes(5), java(main, args)).must();
  }

  /** A start with thousands of sessions makes a shaper class for each before it lets them in. */
  private void awaitAdmitted(int sessions) {
    long end = System.nanoTime() + ADMISSION.toNanos();
    while (admitted() < sessions) {
      if (System.nanoTime() > end) {
        throw new BenchTrouble(
            "only " + admitted() + " of " + sessions + " guests are admitted after " + ADMISSION);
      }
      sleep(Duration.ofSeconds(1));
    }
  }

  /** How many devices the kernel lets pass. */
  private long admitted() {
    return lab.run("box", LIMIT, "ipset", "list", "-t", "guests-dn")
        .must()
        .lines()
        .filter(line -> line.startsWith("Number of entries: "))
        .mapToLong(line -> Long.parseLong(line.substring("Number of entries: ".length())))
        .findFirst()
        .orElse(0);
  }

  public static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchTrouble("interrupted", e);
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
