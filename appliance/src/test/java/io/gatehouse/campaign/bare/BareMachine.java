package io.gatehouse.campaign.bare;

import io.gatehouse.platform.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Debian of which nothing but the smallest set of packages is installed, with a clean clone of
 * this checkout in it: a folder that is the root of mounts and processes of its own. It shares the
 * network with this machine, as it has packages to fetch, and sees this machine's Maven repository
 * without writing to it.
 */
final class BareMachine implements AutoCloseable {
  private static final Duration MAKING = Duration.ofMinutes(10);
  private static final Duration LIMIT = Duration.ofMinutes(30);

  /** Arguments: the root folder, the Maven repository, then what is to run in the clone. */
  private static final String ENTER =
      """
      set -eu
      root=$1; repository=$2; shift 2
      mount --bind "$root" "$root"
      cd "$root"
      mount -t proc proc proc
      mount --rbind /sys sys
      mount --rbind /dev dev
      mount -t tmpfs tmpfs run
      mkdir -p run/lock root/.m2/repository
      if [ -d "$repository" ]; then
        mkdir -p run/maven/up run/maven/work
        mount -t overlay overlay -o "lowerdir=$repository,upperdir=run/maven/up,workdir=run/maven/work" \
          root/.m2/repository
      fi
      pivot_root . mnt
      umount -l mnt
      cd /srv/gatehouse
      exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb "$@"
      """;

  private final Path root;
  private final Path repository;

  private BareMachine(Path root, Path repository) {
    this.root = root;
    this.repository = repository;
  }

  /**
   * @param release a release of Debian by its name: {@code trixie}
   * @param folder where it is made, and taken away again
   */
  static BareMachine of(String release, Path checkout, Path folder) {
    Path root = folder.resolve(release).toAbsolutePath();
    BareMachine machine =
        new BareMachine(root, Path.of(System.getProperty("user.home"), ".m2/repository"));
    machine.close();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new Command(
            MAKING, List.of("mmdebstrap", "--variant=minbase", "--mode=root", release, root + ""))
        .must();
    new Command(
            MAKING,
            List.of(
                "git",
                "-c",
                "safe.directory=*",
                "clone",
                "--quiet",
                checkout + "",
                root + "/srv/gatehouse"))
        .must();
    return machine;
  }

  /** Runs a command in the clone, as root of that machine. */
  Command.Outcome run(String... command) {
    List<String> argv = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "unshare"));
    argv.addAll(List.of("--mount", "--pid", "--fork", "--kill-child=KILL"));
    argv.addAll(List.of("bash", "-c", ENTER, "bash", root.toString(), repository.toString()));
    argv.addAll(List.of(command));
    return new Command(LIMIT, argv).run();
  }

  @Override
  public void close() {
    new Command(MAKING, List.of("rm", "-rf", "--one-file-system", root.toString())).must();
  }
}
