package io.gatehouse.network.rollout;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.BoxFile;
import io.gatehouse.warden.verb.Confirm;
import io.gatehouse.warden.verb.LoadFirewall;
import io.gatehouse.warden.verb.Query;
import io.gatehouse.warden.verb.Revert;
import io.gatehouse.warden.verb.UnitAction;
import io.gatehouse.warden.verb.UnitAction.Action;
import io.gatehouse.warden.verb.UnitAction.Daemon;
import io.gatehouse.warden.verb.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings settings to the box: rendered, staged, checked and swapped by the warden, and only the
 * touched daemons restarted. Applying what is there already changes nothing. What was changed stays
 * only once it is confirmed; the root side takes it back otherwise, whether or not we live.
 */
public final class Rollout {
  private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);
  private static final String ETC = "etc/gatehouse/";

  /** Settings that were confirmed before need nobody's word, only daemons that take them. */
  private static final int SETTLE_SECONDS = 60;

  private final Box box;
  private final RenderedFiles files;
  private final Path staged;

  /**
   * @param staged where files wait for the warden
   */
  public Rollout(Box box, RenderedFiles files, Path staged) {
    this.box = box;
    this.files = files;
    this.staged = staged;
  }

  /** What became of an attempt. */
  public sealed interface Applied {
    /**
     * The box's files are as the settings say.
     *
     * @param changed files that were replaced; where it is not empty, {@link #confirm} is due
     */
    record Done(Set<BoxFile> changed) implements Applied {}

    /** They are not, or a daemon did not take them, and the old ones are back; why. */
    record NotDone(String reason) implements Applied {}
  }

  /** True where one of the box's files differs between the two, so that a daemon is disturbed. */
  public boolean disturbs(Settings before, Settings after) {
    return !files.render(before).equals(files.render(after));
  }

  /**
   * Swaps the files and blocks until the daemons have been told.
   *
   * @param seconds how long to wait for {@link #confirm}
   * @param edge this program starts anew when the files go back
   */
  public synchronized Applied apply(long revision, Settings settings, int seconds, boolean edge) {
    Set<BoxFile> all;
    Map<String, String> rendered = files.render(settings);
    try {
      all = stage(rendered);
    } catch (IOException e) {
      return new Applied.NotDone("cannot stage files in " + staged + ": " + e.getMessage());
    }
    Reply reply = box.call(new Apply(revision, seconds, edge, all));
    clear(all);
    if (!(reply instanceof Reply.Done done)) {
      return new Applied.NotDone(PlainWords.of(reply.words(), rendered));
    }
    Set<BoxFile> changed = changed(done.payload());
    for (Verb verb : consequences(changed)) {
      Reply told = box.call(verb);
      if (!(told instanceof Reply.Done)) {
        box.call(new Revert(revision, Revert.Cause.DAEMON));
        return new Applied.NotDone(verb.name() + ": " + told.words());
      }
    }
    return new Applied.Done(changed);
  }

  /** Applies what was confirmed before, so that it stays at once. */
  public Applied settle(long revision, Settings settings) {
    Applied applied = apply(revision, settings, SETTLE_SECONDS, false);
    if (applied instanceof Applied.Done(Set<BoxFile> changed) && !changed.isEmpty()) {
      Reply reply = box.call(new Confirm(revision));
      if (!(reply instanceof Reply.Done)) {
        return new Applied.NotDone(reply.words());
      }
    }
    return applied;
  }

  /** Keeps the files of the revision under way, or says why not. */
  public Reply confirm(long revision) {
    return box.call(new Confirm(revision));
  }

  /** Has the files put back that were confirmed last. */
  public Reply revert(long revision, Revert.Cause cause) {
    return box.call(new Revert(revision, cause));
  }

  /**
   * Paths below {@code /etc/gatehouse} of files that someone else has changed. Empty while a change
   * is under way, and where the root side cannot be asked, which the status board tells.
   */
  List<String> drift() {
    return box.call(new Query.Drift()) instanceof Reply.Done done
        ? done.payload().lines().toList()
        : List.of();
  }

  private Set<BoxFile> stage(Map<String, String> rendered) throws IOException {
    Set<BoxFile> all = EnumSet.noneOf(BoxFile.class);
    for (Map.Entry<String, String> file : rendered.entrySet()) {
      BoxFile target =
          BoxFile.of(file.getKey().substring(ETC.length()))
              .orElseThrow(
                  () -> new IllegalStateException("the warden does not know " + file.getKey()));
      Path path = staged.resolve(target.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      all.add(target);
    }
    return all;
  }

  /** Takes the staged files away: the root side has read them, and some hold secrets in clear. */
  private void clear(Set<BoxFile> all) {
    for (BoxFile file : all) {
      try {
        Files.deleteIfExists(staged.resolve(file.path()));
      } catch (IOException e) {
        LOG.warn("{} stays in {}", file.path(), staged, e);
      }
    }
  }

  private static Set<BoxFile> changed(String answer) {
    Set<BoxFile> changed = EnumSet.noneOf(BoxFile.class);
    answer
        .lines()
        .filter(line -> line.startsWith("changed "))
        .map(line -> line.substring("changed ".length()))
        .forEach(path -> BoxFile.of(path).ifPresent(changed::add));
    return changed;
  }

  /**
   * Addresses first, as daemons bind to them, then the firewall, so that a daemon never answers on
   * a network that is still open.
   */
  private static List<Verb> consequences(Set<BoxFile> changed) {
    List<Verb> verbs = new ArrayList<>();
    if (changed.contains(BoxFile.ADDRESSES)) {
      verbs.add(new UnitAction(Action.RESTART, Daemon.ADDRESSES));
    }
    if (changed.stream().anyMatch(BoxFile::firewall)) {
      verbs.add(new LoadFirewall());
    }
    for (Daemon daemon : Daemon.values()) {
      boolean reads = changed.stream().anyMatch(file -> file.unit().equals(daemon.unit()));
      if (reads && daemon != Daemon.ADDRESSES) {
        verbs.add(new UnitAction(Action.RESTART, daemon));
      }
    }
    return verbs;
  }
}
