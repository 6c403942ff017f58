package io.gatehouse.platform.box;

import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Verb;
import io.gatehouse.warden.wire.VerbSyntaxException;
import io.gatehouse.warden.wire.VerbText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A box that writes down what it is asked, after sending it through the wire's text and back. It
 * answers what a test says, and an empty done reply until a test says so.
 */
public final class RecordingBox implements Box {
  private final List<Verb> asked = new ArrayList<>();
  private Function<Verb, Reply> answers = _ -> new Reply.Done("");

  @Override
  public synchronized Reply call(Verb verb) {
    try {
      asked.add(VerbText.read(VerbText.write(verb)));
    } catch (VerbSyntaxException e) {
      throw new AssertionError("the warden would not read " + verb, e);
    }
    return answers.apply(verb);
  }

  /** What was asked so far, in order. */
  public synchronized List<Verb> asked() {
    return List.copyOf(asked);
  }

  /** Forgets what was asked. */
  public synchronized void clear() {
    asked.clear();
  }

  public synchronized void answer(Function<Verb, Reply> with) {
    answers = with;
  }

  /** From now on nobody answers. */
  public void die() {
    answer(_ -> new Reply.Unreachable("the warden is dead"));
  }
}
