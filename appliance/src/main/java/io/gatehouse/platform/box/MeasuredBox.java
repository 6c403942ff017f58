package io.gatehouse.platform.box;

import io.gatehouse.platform.health.Metrics;
import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Verb;
import java.time.Duration;
import java.util.Locale;

/** Counts and times what the warden is asked, by verb and by what became of it. */
public final class MeasuredBox implements Box {
  private final Box box;
  private final Metrics metrics;

  public MeasuredBox(Box box, Metrics metrics) {
    this.box = box;
    this.metrics = metrics;
  }

  @Override
  public Reply call(Verb verb) {
    long start = System.nanoTime();
    Reply reply = box.call(verb);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    metrics.time(
        "gatehouse.warden.calls",
        "Calls of the warden and how long they took",
        "verb",
        verb.name(),
        took);
    if (!(reply instanceof Reply.Done)) {
      metrics.count(
          "gatehouse.warden.failures",
          "Calls of the warden that were not carried out",
          "outcome",
          reply.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }
    return reply;
  }
}
