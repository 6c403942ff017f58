package io.gatehouse.image;

import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * A Debian trixie that has what the package depends on, as the root of mounts, processes and a
 * network of its own. What happens in one goes away with it: the Debian itself is the lower layer
 * of an overlay, made once and kept in {@code target}.
 */
final class TrixieRoot implements AutoCloseable {
  static final Path TARGET = Path.of("target", "image").toAbsolutePath();
  private static final Duration MAKING = Duration.ofMinutes(10);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String PACKAGES =
      "systemd,systemd-sysv,udev,kmod,procps,iproute2,iptables,ebtables,ipset,conntrack,dnsmasq-base,hostapd,iw,"
          + "wireless-regdb,ppp,avahi-daemon,initramfs-tools,busybox,e2fsprogs,sqlite3";

  private static final String ENTER =
      """
      set -eu
      base=$1; work=$2; shift 2
      mkdir -p "$work/up" "$work/work" "$work/root"
      mount -t overlay overlay -o "lowerdir=$base,upperdir=$work/up,workdir=$work/work" "$work/root"
      cd "$work/root"
      mount -t proc proc proc
      mount -t sysfs sysfs sys
      mount -t tmpfs tmpfs run
      mount -t tmpfs tmpfs dev
      for node in null zero full random urandom tty; do
        touch dev/$node
        mount --bind /dev/$node dev/$node
      done
      mkdir -p run/lock srv/given
      mount --bind "$work/given" srv/given
      pivot_root . mnt
      umount -l mnt
      exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LC_ALL=C.UTF-8 bash -c "$1"
      """;

  private final Path base;
  private final Path work;

  private TrixieRoot(Path base, Path work) {
    this.base = base;
    this.work = work;
  }

  static TrixieRoot of(String name) {
    Path base = TARGET.resolve("base-" + Integer.toHexString(PACKAGES.hashCode()));
    Path work = TARGET.resolve("root-" + name);
    TrixieRoot root = new TrixieRoot(base, work);
    root.close();
    try {
      Files.createDirectories(work.resolve("given"));
      if (!Files.exists(base)) {
        make(base);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return root;
  }

  private static void make(Path base) throws IOException {
    Path unfinished = base.resolveSibling("base.unfinished");
    remove(unfinished);
    Command.Outcome outcome =
        new Command(
                MAKING,
                List.of(
                    "mmdebstrap",
                    "--variant=minbase",
                    "--mode=root",
                    "--include=" + PACKAGES,
                    "trixie",
                    unfinished.toString()))
            .run();
    if (outcome.exit() != 0) {
      throw new TestAbortedException("Debian's packages are out of reach: " + outcome.err());
    }
    Files.move(unfinished, base);
  }

  /** Where files are put that the root sees as {@code /srv/given}. */
  Path given() {
    return work.resolve("given");
  }

  /** Runs a script as root of it. What earlier scripts left on its disk is there. */
  Command.Outcome run(String script) {
    return new Command(
            LIMIT,
            List.of(
                "setpriv",
                "--pdeathsig",
                "KILL",
                "unshare",
                "--mount",
                "--net",
                "--pid",
                "--fork",
                "--kill-child=KILL",
                "bash",
                "-c",
                ENTER,
                "bash",
                base.toString(),
                work.toString(),
                script))
        .run();
  }

  @Override
  public void close() {
    remove(work);
  }

  private static void remove(Path folder) {
    new Command(MAKING, List.of("rm", "-rf", "--one-file-system", folder.toString())).must();
  }
}
