package io.gatehouse.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.bench.rig.BenchBox;
import io.gatehouse.bench.rig.BenchTrouble;
import io.gatehouse.bench.rig.CpuTime;
import io.gatehouse.bench.rig.Numbers;
import io.gatehouse.lab.Lab;
import io.gatehouse.lab.LabOptions;
import io.gatehouse.lab.net.Internet;
import io.gatehouse.network.shaping.Rate;
import io.gatehouse.platform.address.Ipv4;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Throughput of a guest through the box while 10,000 are admitted, counted and shaped, against the
 * same wires with plain NAT and nothing else; and what a gigabyte costs the machine's processors.
 * The guest's plan has no speed limit, as the speed of a limited one would be the plan's.
 */
final class Forward implements Bench {
  private static final int PAIRS = 20;
  private static final int SECONDS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Override
  public List<String> names() {
    return List.of("forward", "forward_cpu");
  }

  /**
   * One run.
   *
   * @param bits a second
   * @param cpu milliseconds of the machine's processors for each gigabyte
   */
  private record Run(double bits, double cpu) {}

  @Override
  public List<Row> run(List<String> wanted) {
    List<Double> speeds = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    try (BenchBox box = BenchBox.up(1, 10_000, Rate.UNLIMITED);
        Lab plain = plainNat();
        Guest guest = new Guest(box)) {
      guest.login(box.tickets(1).getFirst());
      measure(box.lab());
      measure(plain);
      for (int pair = 0; pair < PAIRS; pair++) {
        // Who goes first changes, so that a drift of the machine favours nobody.
        Run peer = pair % 2 == 0 ? measure(plain) : null;
        Run our = measure(box.lab());
        peer = peer == null ? measure(plain) : peer;
        speeds.add(our.bits / peer.bits);
        costs.add(our.cpu / peer.cpu);
        ours.add(our.bits / 1e9);
        peers.add(peer.bits / 1e9);
      }
    }
    String detail =
        String.format(
            Locale.ROOT,
            "%.1f Gbit/s, %.1f by plain NAT; median ratio %.2f of %d pairs",
            Numbers.median(ours),
            Numbers.median(peers),
            Numbers.median(speeds),
            PAIRS);
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("forward", Numbers.lowerEnd(speeds), "ratio", detail));
    rows.add(
        new Row(
            "forward_cpu",
            Numbers.median(costs),
            "ratio",
            "the machine's processor time for each gigabyte"));
    rows.removeIf(row -> !wanted.contains(row.name()));
    return rows;
  }

  /** The same wires without the product: addresses by hand, routing, one masquerading rule. */
  private static Lab plainNat() {
    Lab lab = Lab.up(LabOptions.guests(1));
    lab.run("box", LIMIT, "sysctl", "-qw", "net.ipv4.ip_forward=1").must();
    lab.run(
            "box",
            LIMIT,
            "iptables",
            "-t",
            "nat",
            "-A",
            "POSTROUTING",
            "-o",
            "wan",
            "-j",
            "MASQUERADE")
        .must();
    lab.setAddress("g1", Ipv4.of("10.20.0.50"), 21);
    return lab;
  }

  /** A download by the guest, in one TCP connection. */
  private static Run measure(Lab lab) {
    long before = CpuTime.ofMachine();
    String said =
        lab.run(
                "g1",
                LIMIT,
                "iperf3",
                "--client",
                Internet.SPEED,
                "--time",
                "" + SECONDS,
                "--reverse",
                "--json")
            .must();
    long cpu = CpuTime.ofMachine() - before;
    try {
      JsonNode sum = JsonMapper.builder().build().readTree(said).at("/end/sum_received");
      double bytes = sum.get("bytes").asDouble();
      return new Run(sum.get("bits_per_second").asDouble(), cpu / (bytes / 1e9));
    } catch (JsonProcessingException e) {
      throw new BenchTrouble("reading what iperf3 said", e);
    }
  }
}
