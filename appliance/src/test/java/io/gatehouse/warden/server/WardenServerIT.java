package io.gatehouse.warden.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.box.WardenBox;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Admit;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.BoxFile;
import io.gatehouse.warden.verb.Confirm;
import io.gatehouse.warden.verb.GateBatch;
import io.gatehouse.warden.verb.Query;
import io.gatehouse.warden.verb.ShapeBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The warden's socket, seen by the edge's user and by others. */
class WardenServerIT {
  private static final String EDGE = "12345";
  private static WardenSite site;

  @BeforeAll
  static void up() {
    site = new WardenSite(1, Settings.factory());
  }

  @AfterAll
  static void down() {
    site.close();
  }

  @Test
  void only_the_edges_user_and_root_are_served() {
    // Even where the file's mode would let anyone in.
    site.run("box", "chmod 666 /run/lab/warden.sock; chmod 755 /run/lab");
    assertThat(heardByAStranger()).contains("refused").contains("may not call");
    assertThat(said(EDGE, "ping\\n")).contains("ok");
    assertThat(said("0", "ping\\n")).contains("ok");
  }

  @Test
  void the_socket_is_closed_to_others_by_its_mode_too() throws IOException {
    assertThat(Files.getAttribute(site.lab().file("warden.sock"), "unix:gid"))
        .isEqualTo(Integer.parseInt(EDGE));
  }

  @Test
  void a_refused_verb_does_not_end_the_connection() {
    assertThat(said("0", "sudo\\n", "ping\\n")).contains("refused\nunknown verb").contains("ok\n");
  }

  @Test
  void several_clients_are_served() throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
      List<Future<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        replies.add(
            callers.submit(
                () -> {
                  try (WardenBox box =
                      new WardenBox(site.lab().file("warden.sock"), Duration.ofSeconds(10))) {
                    box.call(new Query.Counters());
                    return box.call(new Query.Ping());
                  }
                }));
      }
      for (Future<Reply> reply : replies) {
        assertThat(reply.get()).isInstanceOf(Reply.Done.class);
      }
    }
  }

  @Test
  void a_killed_tool_is_started_again_and_the_batch_repeated() {
    GateBatch open =
        new GateBatch(
            List.of(
                new GateBatch.Open(Ipv4.of("10.20.2.2"), Mac.of("02:00:00:00:00:05"), 60, 0, 0)));
    assertThat(site.box().call(open)).isInstanceOf(Reply.Done.class);
    site.run("box", "kill -9 $(pgrep -x ipset) $(pgrep -x ip)");

    assertThat(site.box().call(open)).isInstanceOf(Reply.Done.class);
    assertThat(site.run("box", "ipset list guests-up").out()).contains("10.20.2.2");
    site.box().call(new GateBatch(List.of(new GateBatch.Close(Ipv4.of("10.20.2.2")))));
  }

  @Test
  void a_bad_line_is_told_and_the_rest_of_the_batch_stands() {
    Mac mac = Mac.of("02:00:00:00:00:05");
    Reply reply =
        site.box()
            .call(
                new GateBatch(
                    List.of(
                        new GateBatch.Open(Ipv4.of("10.99.2.2"), mac, 60, 0, 0),
                        new GateBatch.Open(Ipv4.of("10.20.2.3"), mac, 60, 0, 0))));

    assertThat(reply).isInstanceOf(Reply.Failed.class);
    assertThat(((Reply.Failed) reply).reason()).contains("out of the range");
    assertThat(site.run("box", "ipset list guests-up").out()).contains("10.20.2.3");
    assertThat(site.box().call(new GateBatch(List.of(new GateBatch.Close(Ipv4.of("10.20.2.3"))))))
        .isInstanceOf(Reply.Done.class);
  }

  @Test
  void connections_of_many_devices_are_forgotten_in_one_go_and_others_live() {
    for (String source : List.of("10.20.3.1", "10.20.3.39", "10.20.4.1")) {
      site.run(
          "box",
          "conntrack -I -p udp -s "
              + source
              + " -d 198.51.100.9 --sport 1000 --dport 2000 --timeout 300");
    }
    List<GateBatch.Change> many = new ArrayList<>();
    for (int i = 1; i < 40; i++) {
      many.add(new GateBatch.Close(Ipv4.of("10.20.3.0").plus(i)));
    }

    assertThat(site.box().call(new GateBatch(many))).isInstanceOf(Reply.Done.class);

    assertThat(site.run("box", "conntrack -L -d 198.51.100.9 2>/dev/null").out())
        .contains("src=10.20.4.1")
        .doesNotContain("src=10.20.3.");
  }

  @Test
  void a_shaper_that_fails_is_told_and_keeps_nobody_out() {
    Ipv4 ip = Ipv4.of("10.20.2.9");
    site.run("box", "tc qdisc del dev br-guest root; true");
    Admit admit =
        new Admit(
            new ShapeBatch(List.of(new ShapeBatch.Put(0x209, 1_000, 0, 0))),
            new GateBatch(
                List.of(new GateBatch.Open(ip, Mac.of("02:00:00:00:02:09"), 60, 0, 0x209))));

    assertThat(site.box().call(admit)).isInstanceOf(Reply.Failed.class);

    assertThat(site.run("box", "ipset list guests-up").out()).contains("10.20.2.9");
  }

  @Test
  void files_are_applied_once_and_only_the_edges_own() throws IOException {
    Path staged = Files.createDirectories(site.lab().file("staged"));
    Path file = staged.resolve("sysctl.conf");
    Path target = site.lab().box().etc().resolve("sysctl.conf");
    String before = Files.readString(target);
    Apply apply = new Apply(7, 60, false, Set.of(BoxFile.SYSCTL));

    Files.writeString(file, before + "# a line more\n");
    Files.setAttribute(file, "unix:uid", Integer.parseInt(EDGE));
    assertThat(site.box().call(apply)).isEqualTo(new Reply.Done("changed sysctl.conf\n"));
    assertThat(site.box().call(apply)).isEqualTo(new Reply.Refused("revision 7 is under way"));
    assertThat(site.box().call(new Confirm(7))).isInstanceOf(Reply.Done.class);
    assertThat(site.box().call(new Confirm(7))).isInstanceOf(Reply.Refused.class);
    assertThat(site.box().call(apply)).isEqualTo(new Reply.Done("same sysctl.conf\n"));
    assertThat(target).hasContent(before + "# a line more\n");

    Files.setAttribute(file, "unix:uid", 1);
    assertThat(site.box().call(apply)).isInstanceOf(Reply.Refused.class);
    Files.delete(file);
    assertThat(site.box().call(apply)).isInstanceOf(Reply.Refused.class);
    Files.createSymbolicLink(file, Path.of("/etc/shadow"));
    assertThat(site.box().call(apply)).isInstanceOf(Reply.Refused.class);
    Files.delete(file);
    site.run("box", "mkfifo /run/lab/staged/sysctl.conf; chown 12345 /run/lab/staged/sysctl.conf");
    assertThat(site.box().call(apply)).isInstanceOf(Reply.Refused.class);
    assertThat(target).hasContent(before + "# a line more\n");
  }

  @Test
  void the_access_points_file_is_read_by_its_daemon_first_and_is_roots_alone() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/sbin/hostapd")), "no hostapd here");
    Path file = site.lab().file("staged").resolve("hostapd.conf");
    Path target = site.lab().box().etc().resolve("hostapd.conf");
    Path sysctl = file.resolveSibling("sysctl.conf");
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(sysctl);
    Files.copy(site.lab().box().etc().resolve("sysctl.conf"), sysctl);
    Files.writeString(file, "interface=wlan0\ndriver=nl80211\nchannel=seven\nssidd=x\n");

    Reply wrong = site.box().call(new Apply(20, 60, false, Set.of(BoxFile.HOSTAPD)));

    assertThat(((Reply.Refused) wrong).reason()).contains("ssidd");
    assertThat(target).doesNotExist();

    Files.writeString(file, "interface=wlan0\ndriver=nl80211\nchannel=7\nssid2=4c6f626279\n");
    assertThat(site.box().call(new Apply(21, 60, false, Set.of(BoxFile.HOSTAPD))))
        .isEqualTo(new Reply.Done("changed hostapd.conf\n"));
    assertThat(Files.getPosixFilePermissions(target)).hasSize(2);
    assertThat(site.box().call(new Confirm(21))).isInstanceOf(Reply.Done.class);

    // Not named any more: it goes.
    assertThat(site.box().call(new Apply(22, 60, false, Set.of(BoxFile.SYSCTL))))
        .isEqualTo(new Reply.Done("same sysctl.conf\nchanged hostapd.conf\n"));
    assertThat(target).doesNotExist();
    assertThat(site.box().call(new Confirm(22))).isInstanceOf(Reply.Done.class);
  }

  @Test
  void rules_that_do_not_load_keep_the_old_ones_in_place() throws IOException {
    Path rules = site.lab().box().etc().resolve("firewall/rules.v4");
    String before = Files.readString(rules);
    Path staged = site.lab().file("staged/firewall/rules.v4");
    Files.createDirectories(staged.getParent());
    Files.writeString(staged, before.replace("-j guest-forward", "-j nowhere"));

    Reply reply = site.box().call(new Apply(8, 60, false, Set.of(BoxFile.FIREWALL_V4)));

    assertThat(reply).isInstanceOf(Reply.Refused.class);
    assertThat(rules).hasContent(before);
  }

  /**
   * A stranger who listens only: one who writes may find the door shut before the reason is read.
   */
  private static String heardByAStranger() {
    return site.run(
            "box",
            "setpriv --reuid=65534 --regid=65534 --clear-groups"
                + " socat -u UNIX-CONNECT:/run/lab/warden.sock -")
        .out();
  }

  /** What the warden answers to frames from a process of that user. */
  private static String said(String user, String... requests) {
    StringBuilder frames = new StringBuilder();
    for (String request : requests) {
      frames
          .append("printf '\\000\\000\\000\\")
          .append("%03o".formatted(request.replace("\\n", "\n").length()))
          .append(request)
          .append("'; ");
    }
    return site.run(
            "box",
            "{ "
                + frames
                + " } | setpriv --reuid="
                + user
                + " --regid="
                + user
                + " --clear-groups socat -t2 - UNIX-CONNECT:/run/lab/warden.sock")
        .out();
  }
}
