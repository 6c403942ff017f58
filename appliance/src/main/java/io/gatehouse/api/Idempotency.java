package io.gatehouse.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers what was answered to a POST with an {@code Idempotency-Key}, so that one sent twice is
 * carried out once. Kept in memory only: a restart forgets it. Bounded by number and by bytes, the
 * oldest goes first. Used from one event loop.
 */
final class Idempotency {
  private static final int MOST = 1_000;
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>();
  private int bytes;

  private static final class Kept {
    final byte[] request;
    final Future<Answer> answer;
    int bytes;

    Kept(byte[] request, Future<Answer> answer) {
      this.request = request;
      this.answer = answer;
    }
  }

  /**
   * Answers as before where the key is known, else carries out the work. A key that comes back with
   * another request is refused.
   */
  Future<Answer> once(String key, Buffer request, Supplier<Future<Answer>> work) {
    Kept known = kept.get(key);
    if (known != null) {
      return Arrays.equals(known.request, request.getBytes())
          ? known.answer
          : Future.failedFuture(
              new ApiProblem(
                  422,
                  "idempotency_key_reused",
                  "this Idempotency-Key was used for another request",
                  Map.of()));
    }
    Kept fresh = new Kept(request.getBytes(), work.get());
    kept.put(key, fresh);
    fresh.answer.onComplete(done -> settle(key, fresh, done.succeeded() ? done.result() : null));
    trim();
    return fresh.answer;
  }

  /** What broke down may be tried again under the same key; what was refused stays refused. */
  private void settle(String key, Kept fresh, Answer answer) {
    if (answer == null || answer.status() >= 500) {
      kept.remove(key, fresh);
    } else if (kept.get(key) == fresh) {
      fresh.bytes = answer.body().length() + fresh.request.length;
      bytes += fresh.bytes;
      trim();
    }
  }

  private void trim() {
    var oldest = kept.entrySet().iterator();
    while ((kept.size() > MOST || bytes > MOST_BYTES) && oldest.hasNext()) {
      bytes -= oldest.next().getValue().bytes;
      oldest.remove();
    }
  }
}
