package io.gatehouse.sync.link;

import io.gatehouse.platform.journal.Cursor;
import io.gatehouse.platform.journal.Entry;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.sync.channel.Channel;
import io.gatehouse.sync.channel.NotProven;
import io.gatehouse.sync.channel.NotReached;
import io.gatehouse.sync.wire.Json;
import io.gatehouse.sync.wire.Messages;
import io.gatehouse.sync.wire.Paths;
import io.gatehouse.sync.wire.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the journal to the hub. The hub says how far it is and the box goes on from there, so a
 * lost answer costs a batch sent twice and nothing else. The box's own cursor only holds back what
 * the journal would forget.
 */
final class FactsUp {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Characters of a batch before it is packed. */
  private static final int LARGEST = 512 * 1024;

  private final Store store;
  private final Journal journal;
  private final Cursor cursor;
  private volatile long have;

  FactsUp(Store store, Journal journal) {
    this.store = store;
    this.journal = journal;
    this.cursor = journal.cursor(Link.CURSOR);
    this.have = cursor.position();
  }

  /** Asks how far the hub is. Returns the number of its newest settings for this box. */
  long place(Channel channel) throws NotProven, NotReached, Unreadable, Refusal {
    return take(channel.get(Paths.STATE + "?newest=" + newest(), PATIENCE)).desired();
  }

  /** Sends what there is; returns when the hub has all of it. */
  void send(Channel channel) throws NotProven, NotReached, Unreadable, Refusal {
    for (List<Messages.Fact> next = next(); !next.isEmpty(); next = next()) {
      long before = have;
      byte[] batch = Json.zip(Json.write(new Messages.Facts(have, next)));
      take(channel.post(Paths.FACTS, batch, PATIENCE));
      if (have == before) {
        throw new Unreadable("the hub takes no facts and does not say why");
      }
    }
  }

  private Messages.State take(Channel.Answer answer) throws NotReached, Unreadable, Refusal {
    if (!answer.done()) {
      if (answer.forGood()) {
        throw new Refusal(answer.reason());
      }
      throw new NotReached(answer.reason(), answer.retryAfterSeconds());
    }
    Messages.State state = answer.as(Messages.State.class);
    if (state.have() > newest()) {
      throw new Refusal("the hub says that it has facts which this box never had");
    }
    have = state.have();
    cursor.ackTo(have);
    return state;
  }

  private List<Messages.Fact> next() {
    List<Messages.Fact> batch = new ArrayList<>();
    int size = 0;
    for (Entry entry : journal.after(have, Paths.MOST_FACTS)) {
      size += entry.json().length();
      if (size > LARGEST && !batch.isEmpty()) {
        break;
      }
      batch.add(
          new Messages.Fact(
              entry.seq(),
              entry.bootId(),
              entry.serviceMillis(),
              entry.wall().toEpochMilli(),
              entry.clockTrusted(),
              entry.kind(),
              entry.json()));
    }
    return batch;
  }

  /** The newest fact that the hub is known to have. */
  long sent() {
    return have;
  }

  /** Facts that the hub is not known to have. */
  long waiting() {
    return Math.max(0, newest() - have);
  }

  private long newest() {
    return store.read(Journal::newestSeq);
  }
}
