package io.gatehouse.network.firewall;

import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Diagnose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Programs of this machine that have packet filter rules of their own. The box loads its rules
 * again where they are gone, but does not take anybody else's program away: who runs the machine is
 * told what is there and what to do.
 */
public final class ForeignFirewalls {
  /** How often to look. */
  public static final Duration EVERY = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(ForeignFirewalls.class);

  /** What iptables, ip6tables and ebtables keep theirs in; the box's firewall is made of them. */
  private static final Pattern OURS =
      Pattern.compile("(ip|ip6|bridge) (raw|mangle|nat|filter|broute|security)");

  private static final Pattern TABLE = Pattern.compile("(?m)^table ([a-z0-9]+ [^\\s{]+)");
  private static final Pattern UFW_ON = Pattern.compile("(?m)^ENABLED=[\"']?yes");

  private static final String SWITCH_OFF = "switch it off: sudo systemctl disable --now ";

  /** Advice against a service that is started with the machine. */
  private static final Map<String, String> SERVICES =
      Map.of(
          "firewalld",
          "firewalld has rules of its own that drop what the box lets pass; "
              + SWITCH_OFF
              + "firewalld",
          "nftables",
          "nftables.service empties all tables when it starts, the box's too; "
              + SWITCH_OFF
              + "nftables",
          "netfilter-persistent",
          "netfilter-persistent loads rules that were saved once over the box's; "
              + SWITCH_OFF
              + "netfilter-persistent");

  private final Path root;
  private final Box box;
  private final Consumer<Fact> tell;
  private Map<String, String> found = Map.of();

  /** A foreign firewall is there since about now. */
  public record ForeignFirewall(String name, String advice) implements Fact {}

  /** It is there no longer. */
  public record ForeignFirewallGone(String name) implements Fact {}

  /**
   * @param root the machine's {@code /}
   * @param box is asked for the kernel's tables, which root alone may list
   * @param tell is handed what is worth the journal
   */
  public ForeignFirewalls(Path root, Box box, Consumer<Fact> tell) {
    this.root = root;
    this.box = box;
    this.tell = tell;
  }

  /** What the last look found, a sentence each with what to do. */
  public synchronized List<String> sentences() {
    return List.copyOf(found.values());
  }

  /** Looks now, and tells of what has come and gone. */
  public synchronized void look() {
    Map<String, String> now = new TreeMap<>();
    services(now);
    tables(now);
    now.forEach(
        (name, advice) -> {
          if (!found.containsKey(name)) {
            LOG.warn("{}", advice);
            tell.accept(new ForeignFirewall(name, advice));
          }
        });
    found.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> tell.accept(new ForeignFirewallGone(name)));
    found = now;
  }

  private void services(Map<String, String> now) {
    if (UFW_ON.matcher(text("etc/ufw/ufw.conf")).find()) {
      now.put(
          "ufw",
          "ufw is switched on: it loads rules of its own over the box's at each start and each word"
              + " to it; switch it off: sudo ufw disable");
    }
    if (Files.exists(root.resolve("sys/class/net/docker0"))) {
      now.put(
          "docker",
          "docker is here: it puts rules into the box's tables, and loses them when the box loads"
              + " its own; keep it from the packet filter with {\"iptables\": false} in"
              + " /etc/docker/daemon.json and sudo systemctl restart docker, or run it elsewhere");
    }
    if (Files.exists(root.resolve("sys/class/net/virbr0"))) {
      now.put(
          "libvirt",
          "libvirt has a network of its own here and puts rules into the box's tables; take it"
              + " away: sudo virsh net-destroy default; sudo virsh net-autostart --disable default");
    }
    SERVICES.forEach(
        (service, advice) -> {
          if (started(service)) {
            now.put(service, advice);
          }
        });
  }

  /** True where the service is started with the machine. */
  private boolean started(String service) {
    return Stream.of("multi-user.target.wants", "sysinit.target.wants", "basic.target.wants")
        .map(folder -> root.resolve("etc/systemd/system/" + folder + "/" + service + ".service"))
        .anyMatch(link -> Files.exists(link) || Files.isSymbolicLink(link));
  }

  private void tables(Map<String, String> now) {
    // Where nft is not installed nobody has made a table with it.
    if (box.call(new Diagnose(Diagnose.Look.TABLES)) instanceof Reply.Done done) {
      TABLE
          .matcher(done.payload())
          .results()
          .map(line -> line.group(1))
          .filter(table -> !OURS.matcher(table).matches())
          .forEach(
              table ->
                  now.put(
                      "table " + table,
                      "the packet filter has a table that is not the box's: "
                          + table
                          + "; see whose it is: sudo nft list table "
                          + table
                          + "; and take it away there, or with sudo nft delete table "
                          + table));
    }
  }

  private String text(String file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException absent) {
      // Not installed.
      return "";
    }
  }
}
