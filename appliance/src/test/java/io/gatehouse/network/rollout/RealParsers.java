package io.gatehouse.network.rollout;

import io.gatehouse.lab.box.Checkout;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.network.wifi.RealHostapd;
import io.gatehouse.platform.process.Command;
import io.gatehouse.platform.template.ConfigTemplates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rendered files as the programs that read them take them: hostapd, dnsmasq, iptables, ipset. */
public final class RealParsers {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ETC = "etc/gatehouse/";

  /** A rule's chain and the reason that stands in it: together they name it. */
  private static final Pattern RULE =
      Pattern.compile("(?m)^-A (\\S+)(?:.*--comment (?:\"([^\"]*)\"|(\\S+)))?.*$");

  private static final String LOAD =
      """
      "$1" load-in-scratch "$2" && iptables-save && ip6tables-save && echo == && ipset list -n
      """;

  private final RenderedFiles files = new RenderedFiles(new ConfigTemplates());
  private final String script;

  public RealParsers() {
    script =
        Checkout.ofThisProgram()
            .units()
            .resolveSibling("system-files/usr/lib/gatehouse/firewall")
            .toString();
  }

  /** What some program took otherwise than it was meant; empty where all is as it should be. */
  public List<String> differences(Settings settings) {
    return differences(settings, files.render(settings));
  }

  /** The same of files that were rendered from other settings. */
  List<String> differences(Settings settings, Map<String, String> rendered) {
    List<String> wrong = new ArrayList<>();
    if (!settings.wifi().networks().isEmpty()) {
      wrong.addAll(
          RealHostapd.differences(
              settings.wifi(), rendered.getOrDefault(ETC + "hostapd.conf", "")));
    }
    try {
      Path folder = Files.createTempDirectory("rendered");
      try {
        for (Map.Entry<String, String> file : rendered.entrySet()) {
          Files.writeString(folder.resolve(Path.of(file.getKey()).getFileName()), file.getValue());
        }
        dnsmasq(settings, folder, rendered, wrong);
        firewall(folder, files.render(settings), wrong);
      } finally {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wrong;
  }

  /**
   * dnsmasq does not tell what it took, only whether it took all; so what it took is what the files
   * say, held against the settings key by key.
   */
  private static void dnsmasq(
      Settings settings, Path folder, Map<String, String> rendered, List<String> wrong) {
    for (String name : List.of("dnsmasq-lan.conf", "dnsmasq-gate.conf")) {
      Command.Outcome outcome =
          new Command(LIMIT, List.of("dnsmasq", "--test", "--conf-file=" + folder.resolve(name)))
              .run();
      if (!outcome.ok()) {
        wrong.add(name + ": " + outcome.err().strip());
      }
    }
    List<String> lan = rendered.get(ETC + "dnsmasq-lan.conf").lines().toList();
    Settings.GuestNetwork guest = settings.guest();
    meant(
        wrong,
        lan,
        "dhcp-range=set:guest,%s,%s,%s,%d"
            .formatted(
                guest.firstLease(),
                guest.lastLease(),
                guest.network().netmask(),
                guest.leaseBeforeSeconds()));
    settings.uplink().resolvers().forEach(resolver -> meant(wrong, lan, "server=" + resolver));
    settings
        .management()
        .names()
        .forEach(
            name -> meant(wrong, lan, "host-record=" + name + "," + settings.management().box()));
    List<String> gate = rendered.get(ETC + "dnsmasq-gate.conf").lines().toList();
    meant(wrong, gate, "address=/#/" + guest.box());
    settings.garden().names().forEach(name -> meant(wrong, gate, "ipset=/" + name + "/garden"));
    long sets = gate.stream().filter(line -> line.startsWith("ipset=")).count();
    if (sets != settings.garden().names().size()) {
      wrong.add("dnsmasq-gate.conf: " + sets + " names lead into the garden");
    }
  }

  private static void meant(List<String> wrong, List<String> lines, String line) {
    if (lines.stream().filter(line::equals).count() != 1) {
      wrong.add("dnsmasq: not once: " + line);
    }
  }

  private void firewall(Path folder, Map<String, String> wanted, List<String> wrong) {
    Command.Outcome outcome =
        new Command(
                LIMIT, List.of("unshare", "-n", "sh", "-c", LOAD, "sh", script, folder.toString()))
            .run();
    if (!outcome.ok()) {
      wrong.add("firewall: " + outcome.err().strip());
      return;
    }
    String rules = wanted.get(ETC + "firewall/rules.v4") + wanted.get(ETC + "firewall/rules.v6");
    Map<String, Long> meant = rules(rules);
    Map<String, Long> taken = rules(outcome.out());
    Set<String> all = new TreeSet<>(meant.keySet());
    all.addAll(taken.keySet());
    all.removeIf(rule -> Objects.equals(meant.get(rule), taken.get(rule)));
    if (!all.isEmpty()) {
      wrong.add("iptables: rules that are not as often there as they were meant: " + all);
    }
    List<String> sets = outcome.out().replaceFirst("(?s).*\n==\n", "").lines().sorted().toList();
    if (!sets.equals(List.of("garden", "guests-at", "guests-dn", "guests-up"))) {
      wrong.add("ipset: sets are " + sets);
    }
  }

  private static Map<String, Long> rules(String text) {
    Map<String, Long> rules = new TreeMap<>();
    Matcher rule = RULE.matcher(text);
    while (rule.find()) {
      String reason = rule.group(2) == null ? rule.group(3) : rule.group(2);
      // As iptables-save writes apostrophes.
      String plain = reason == null ? "" : reason.replace("\\'", "'");
      rules.merge(rule.group(1) + ": " + plain, 1L, Long::sum);
    }
    return rules;
  }
}
