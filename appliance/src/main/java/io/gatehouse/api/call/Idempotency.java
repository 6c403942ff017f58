package io.gatehouse.api.call;

import io.gatehouse.operator.answers.KeptAnswers;
import io.gatehouse.operator.answers.KeptAnswers.Begun;
import io.gatehouse.platform.web.DomainCalls;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Carries a POST with an {@code Idempotency-Key} out once, also if it is sent again after the
 * program was started anew: the key is noted durably before the work, its answer after it. Used
 * from one event loop.
 */
final class Idempotency {
  private final KeptAnswers kept;
  private final DomainCalls domain;
  private final Map<String, UnderWay> running = new HashMap<>();

  Idempotency(KeptAnswers kept, DomainCalls domain) {
    this.kept = kept;
    this.domain = domain;
  }

  private static final class UnderWay {
    final byte[] request;
    final Future<Answer> answer;

    UnderWay(byte[] request, Future<Answer> answer) {
      this.request = request;
      this.answer = answer;
    }
  }

  /**
   * Answers as before where the key is known, else carries out the work, which may block. A key
   * that comes back with another request is refused.
   */
  Future<Answer> once(String key, Buffer body, Supplier<Answer> work) {
    byte[] request = body.getBytes();
    UnderWay now = running.get(key);
    if (now != null) {
      return Arrays.equals(now.request, request) ? now.answer : Future.failedFuture(reused());
    }
    Future<Answer> answer = domain.call(() -> carryOut(key, request, work));
    UnderWay fresh = new UnderWay(request, answer);
    running.put(key, fresh);
    answer.onComplete(done -> running.remove(key, fresh));
    return answer;
  }

  private Answer carryOut(String key, byte[] request, Supplier<Answer> work) {
    return switch (kept.begin(key, request)) {
      case Begun.Fresh fresh -> fresh(key, work);
      case Begun.Known known -> answer(new JsonObject(known.answer()));
      case Begun.Other other -> throw reused();
      case Begun.Unknown unknown ->
          throw new ApiProblem(
              409,
              "idempotency_outcome_unknown",
              "this request was under way when the box was started anew: look whether it was"
                  + " carried out, and send it under another Idempotency-Key if not",
              Map.of());
    };
  }

  /** What broke down may be tried again under the same key; what was answered stays answered. */
  private Answer fresh(String key, Supplier<Answer> work) {
    boolean settled = false;
    try {
      Answer answer = work.get();
      if (answer.status() < 500) {
        kept.settle(key, json(answer).encode());
        settled = true;
      }
      return answer;
    } finally {
      if (!settled) {
        kept.forget(key);
      }
    }
  }

  private static JsonObject json(Answer answer) {
    return new JsonObject()
        .put("status", answer.status())
        .put("type", answer.type())
        .put("body", answer.body().toString());
  }

  private static Answer answer(JsonObject kept) {
    return new Answer(
        kept.getInteger("status"), kept.getString("type"), Buffer.buffer(kept.getString("body")));
  }

  private static ApiProblem reused() {
    return new ApiProblem(
        422,
        "idempotency_key_reused",
        "this Idempotency-Key was used for another request",
        Map.of());
  }
}
