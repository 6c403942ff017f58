package io.gatehouse.api.box;

import io.gatehouse.api.call.ApiProblem;
import io.gatehouse.api.call.Endpoints;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.uplink.LineTraffic;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.platform.journal.Entry;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.web.DomainCalls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live events as Server-Sent Events: each fact about a session, and every 2 s how many there are
 * and how fast bytes pass the lines to the internet. One look at the journal serves all listeners,
 * and none is taken while nobody listens. Used from one event loop.
 */
public final class EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final long EVERY_MILLIS = 2_000;
  private static final int MOST_LISTENERS = 50;
  private static final int MOST_FACTS = 200;

  /** A stream ends after this long, so that who may listen is asked again. */
  private static final long LONGEST_MILLIS = 300_000;

  private final Vertx vertx;
  private final DomainCalls domain;
  private final Sessions sessions;
  private final Journal journal;
  private final LineTraffic traffic;
  private final Set<HttpServerResponse> listeners = new LinkedHashSet<>();
  private long timer = -1;
  private long cursor = -1;
  private boolean looking;

  public EventStream(
      Vertx vertx, DomainCalls domain, Sessions sessions, Journal journal, LineTraffic traffic) {
    this.traffic = traffic;
    this.vertx = vertx;
    this.domain = domain;
    this.sessions = sessions;
    this.journal = journal;
  }

  private record Seen(long cursor, int open, Optional<LineTraffic.Rate> rate, List<Entry> facts) {}

  public void listen(RoutingContext ctx) {
    Endpoints.admit(ctx, Role.VIEWER);
    if (listeners.size() >= MOST_LISTENERS) {
      throw new ApiProblem(503, "busy", "too many listeners", Map.of());
    }
    HttpServerResponse response = ctx.response();
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Cache-Control", "no-store");
    response.write("retry: 2000\n\n");
    listeners.add(response);
    long end = vertx.setTimer(LONGEST_MILLIS, now -> response.end());
    response.endHandler(done -> vertx.cancelTimer(end));
    response.closeHandler(gone -> forget(response, end));
    response.exceptionHandler(broken -> forget(response, end));
    if (timer < 0) {
      cursor = -1;
      timer = vertx.setPeriodic(0, EVERY_MILLIS, now -> look());
    } else {
      look();
    }
  }

  private void forget(HttpServerResponse response, long end) {
    vertx.cancelTimer(end);
    listeners.remove(response);
    if (listeners.isEmpty() && timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
    }
  }

  private void look() {
    if (looking) {
      return;
    }
    looking = true;
    long after = cursor;
    domain
        .call(() -> see(after))
        .onComplete(
            done -> {
              looking = false;
              if (done.succeeded()) {
                cursor = done.result().cursor();
                tell(done.result());
              } else {
                LOG.warn("no live events: {}", done.cause().getMessage());
              }
            });
  }

  private Seen see(long after) {
    if (after < 0) {
      List<Entry> newest = journal.newest(Long.MAX_VALUE, 1);
      return new Seen(
          newest.isEmpty() ? 0 : newest.getFirst().seq(),
          sessions.openCount(),
          traffic.look(),
          List.of());
    }
    List<Entry> facts = journal.after(after, MOST_FACTS);
    return new Seen(
        facts.isEmpty() ? after : facts.getLast().seq(),
        sessions.openCount(),
        traffic.look(),
        facts);
  }

  private void tell(Seen seen) {
    StringBuilder text = new StringBuilder();
    for (Entry fact : seen.facts()) {
      if (fact.kind().startsWith("Session")) {
        text.append("id: ").append(fact.seq()).append("\nevent: session\ndata: ");
        text.append(BoxRoutes.json(fact).encode()).append("\n\n");
      }
    }
    JsonObject counts = new JsonObject().put("openSessions", seen.open());
    seen.rate()
        .ifPresent(
            rate -> counts.put("downBitsPerSecond", rate.down()).put("upBitsPerSecond", rate.up()));
    text.append("event: counts\ndata: ").append(counts.encode()).append("\n\n");
    for (HttpServerResponse listener : List.copyOf(listeners)) {
      if (listener.ended() || listener.closed() || listener.writeQueueFull()) {
        listeners.remove(listener);
        listener.reset();
      } else {
        listener.write(text.toString());
      }
    }
  }
}
