package io.gatehouse.network.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.network.firewall.ForeignFirewalls.ForeignFirewall;
import io.gatehouse.network.firewall.ForeignFirewalls.ForeignFirewallGone;
import io.gatehouse.platform.journal.Fact;
import io.gatehouse.warden.reply.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's firewalls are seen and told of with what to do. */
class ForeignFirewallsTest {
  private static final String OWN =
      """
      table ip raw
      table ip mangle
      table ip nat
      table ip filter
      table ip6 filter
      table bridge nat
      """;

  @TempDir Path root;
  private Reply tables = new Reply.Done(OWN);
  private final List<Fact> told = new ArrayList<>();

  private List<String> seen(ForeignFirewalls foreign) {
    foreign.look();
    return foreign.sentences();
  }

  private ForeignFirewalls here() {
    return new ForeignFirewalls(root, _ -> tables, told::add);
  }

  private void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  @Test
  void a_machine_with_nobody_elses_rules_is_told_nothing() throws IOException {
    file("etc/ufw/ufw.conf", "# /etc/ufw/ufw.conf\nENABLED=no\nLOGLEVEL=low\n");
    assertThat(seen(here())).isEmpty();
    tables = new Reply.Failed("Cannot run program \"nft\"");
    assertThat(seen(here())).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void each_is_named_with_the_word_that_ends_it() throws IOException {
    file("etc/ufw/ufw.conf", "ENABLED=yes\n");
    file("sys/class/net/docker0/ifindex", "7\n");
    file("etc/systemd/system/multi-user.target.wants/firewalld.service", "");
    file("etc/systemd/system/multi-user.target.wants/netfilter-persistent.service", "");
    file("etc/systemd/system/sysinit.target.wants/nftables.service", "");
    file("sys/class/net/virbr0/ifindex", "8\n");
    tables = new Reply.Done(OWN + "table inet firewalld\ntable ip docker-bridges\n");
    assertThat(seen(here()))
        .hasSize(8)
        .anyMatch(one -> one.endsWith("sudo ufw disable"))
        .anyMatch(one -> one.endsWith("sudo systemctl disable --now firewalld"))
        .anyMatch(one -> one.endsWith("sudo systemctl disable --now nftables"))
        .anyMatch(one -> one.endsWith("sudo systemctl disable --now netfilter-persistent"))
        .anyMatch(one -> one.contains("docker is here") && one.contains("\"iptables\": false"))
        .anyMatch(one -> one.contains("libvirt has a network"))
        .anyMatch(one -> one.contains("not the box's: inet firewalld"))
        .anyMatch(one -> one.contains("not the box's: ip docker-bridges"));
  }

  @Test
  void what_came_and_what_went_stands_in_the_journal_once() throws IOException {
    ForeignFirewalls foreign = here();
    file("etc/ufw/ufw.conf", "ENABLED=yes\n");
    foreign.look();
    foreign.look();
    assertThat(told)
        .singleElement()
        .isInstanceOfSatisfying(
            ForeignFirewall.class, fact -> assertThat(fact.name()).isEqualTo("ufw"));
    file("etc/ufw/ufw.conf", "ENABLED=no\n");
    assertThat(seen(foreign)).isEmpty();
    assertThat(told).last().isEqualTo(new ForeignFirewallGone("ufw"));
  }
}
