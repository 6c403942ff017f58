package io.gatehouse.network.rollout;

import io.gatehouse.platform.box.Box;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Apply;
import io.gatehouse.warden.verb.BoxFile;
import io.gatehouse.warden.verb.Confirm;
import io.gatehouse.warden.verb.Revert;
import io.gatehouse.warden.verb.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A stand-in for the warden and its script: files in memory, and their marks on the disk as the
 * real ones leave them. It can refuse, fail, be away, and take the asking program down with it.
 */
final class RootSide implements Box {
  private final Path marks;
  private final Path staged;
  private final BootClock boot;
  private final Map<String, String> inPlace = new HashMap<>();
  private final Map<String, String> good = new HashMap<>();
  private final List<Verb> asked = new ArrayList<>();
  private Predicate<Verb> failing = _ -> false;
  private String refusal = "";
  private boolean away;
  private int verbsToLive = Integer.MAX_VALUE;
  private long confirmed;

  RootSide(Path marks, Path staged, BootClock boot) {
    this.marks = marks;
    this.staged = staged;
    this.boot = boot;
  }

  /** The program that asked died of it. */
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Reply call(Verb verb) {
    if (away) {
      return new Reply.Unreachable("nobody is there");
    }
    if (verbsToLive == 0) {
      throw new Died();
    }
    asked.add(verb);
    Reply reply = carryOut(verb);
    // Half of the deaths come before the deed, half after it and before its answer.
    if (verbsToLive != Integer.MAX_VALUE && --verbsToLive == 0) {
      throw new Died();
    }
    return reply;
  }

  private Reply carryOut(Verb verb) {
    if (failing.test(verb)) {
      return new Reply.Failed("it would not");
    }
    return switch (verb) {
      case Apply apply -> apply(apply);
      case Confirm confirm -> confirm(confirm.revision());
      case Revert revert ->
          revert(revert.revision(), revert.cause().name().toLowerCase(Locale.ROOT));
      default -> new Reply.Done("");
    };
  }

  private Reply apply(Apply apply) {
    if (!refusal.isEmpty()) {
      return new Reply.Refused(refusal);
    }
    if (Files.exists(marks.resolve("marker"))) {
      return new Reply.Refused("another is under way");
    }
    StringBuilder answer = new StringBuilder();
    for (BoxFile file : apply.files()) {
      String text = read(staged.resolve(file.path()));
      boolean same = text.equals(inPlace.put(file.path(), text));
      answer.append(same ? "same " : "changed ").append(file.path()).append('\n');
    }
    if (answer.indexOf("changed ") >= 0) {
      write("marker", "revision " + apply.revision() + "\nboot " + boot.bootId() + "\n");
    }
    return new Reply.Done(answer.toString());
  }

  private Reply confirm(long revision) {
    good.clear();
    good.putAll(inPlace);
    confirmed = revision;
    end(revision + " confirmed\n");
    return new Reply.Done("");
  }

  private Reply revert(long revision, String cause) {
    inPlace.clear();
    inPlace.putAll(good);
    end(revision + " reverted " + cause + "\n");
    return new Reply.Done("");
  }

  /** What the script does before anything else starts. */
  void atBoot() {
    if (Files.exists(marks.resolve("marker"))) {
      revert(new RolloutMarks(marks).underWay().orElseThrow(), "power");
    }
  }

  private void end(String outcome) {
    write("outcome", outcome);
    try {
      Files.delete(marks.resolve("marker"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String inPlace(String path) {
    return inPlace.get(path);
  }

  List<Verb> asked() {
    return asked;
  }

  void refuse(String reason) {
    refusal = reason;
  }

  void fail(Predicate<Verb> which) {
    failing = which;
  }

  void away(boolean now) {
    away = now;
  }

  void dieAfter(int verbs) {
    verbsToLive = verbs;
  }

  void live() {
    verbsToLive = Integer.MAX_VALUE;
  }

  /** The revision that was confirmed last. */
  long confirmed() {
    return confirmed;
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(marks);
      Files.writeString(marks.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
