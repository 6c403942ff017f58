package io.gatehouse.network.rollout;

import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.box.Box;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.BoxFile;
import io.gatehouse.warden.verb.LoadFirewall;
import io.gatehouse.warden.verb.Reply;
import io.gatehouse.warden.verb.UnitAction;
import io.gatehouse.warden.verb.UnitAction.Action;
import io.gatehouse.warden.verb.UnitAction.Daemon;
import io.gatehouse.warden.verb.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the settings to the box: rendered, staged, checked and swapped by the warden, and only the
 * touched daemons restarted. Applying what is there already changes nothing.
 */
public final class Rollout {
  private static final String ETC = "etc/gatehouse/";

  private final Box box;
  private final RenderedFiles files;
  private final Path staged;

  /** Files in place whose daemons have not heard of them yet; the next attempt tells them. */
  private final Set<BoxFile> untold = EnumSet.noneOf(BoxFile.class);

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
     * The box is as the settings say.
     *
     * @param changed files that were replaced
     */
    record Done(Set<BoxFile> changed) implements Applied {}

    /** It is not; the reason is the warden's. */
    record NotDone(String reason) implements Applied {}
  }

  /** Blocks until the daemons have been told. */
  public synchronized Applied apply(Settings settings) {
    Set<BoxFile> all = stage(files.render(settings));
    Reply reply = box.call(new Apply(all));
    if (!(reply instanceof Reply.Done done)) {
      return new Applied.NotDone(reason(reply));
    }
    untold.addAll(changed(done.payload()));
    for (Verb verb : consequences(untold)) {
      Reply told = box.call(verb);
      if (!(told instanceof Reply.Done)) {
        return new Applied.NotDone(verb.name() + ": " + reason(told));
      }
    }
    Set<BoxFile> changed = Set.copyOf(untold);
    untold.clear();
    return new Applied.Done(changed);
  }

  private Set<BoxFile> stage(Map<String, String> rendered) {
    Set<BoxFile> all = EnumSet.noneOf(BoxFile.class);
    try {
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
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stage files in " + staged, e);
    }
    return all;
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

  /** The firewall first, so that a daemon never answers on a network that is still open. */
  private static List<Verb> consequences(Set<BoxFile> changed) {
    List<Verb> verbs = new ArrayList<>();
    if (changed.stream().anyMatch(BoxFile::firewall)) {
      verbs.add(new LoadFirewall());
    }
    if (changed.contains(BoxFile.DNSMASQ_LAN)) {
      verbs.add(new UnitAction(Action.RESTART, Daemon.DNSMASQ_LAN));
    }
    if (changed.contains(BoxFile.DNSMASQ_GATE)) {
      verbs.add(new UnitAction(Action.RESTART, Daemon.DNSMASQ_GATE));
    }
    if (changed.contains(BoxFile.MDNS)) {
      verbs.add(new UnitAction(Action.RESTART, Daemon.MDNS));
    }
    return verbs;
  }

  private static String reason(Reply reply) {
    return switch (reply) {
      case Reply.Done done -> done.payload();
      case Reply.Refused refused -> refused.reason();
      case Reply.Failed failed -> failed.reason();
      case Reply.Unreachable away -> away.reason();
    };
  }
}
