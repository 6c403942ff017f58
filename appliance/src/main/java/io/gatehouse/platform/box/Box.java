package io.gatehouse.platform.box;

import io.gatehouse.warden.reply.Reply;
import io.gatehouse.warden.verb.Verb;

/** The edge's way to everything that needs root. Safe to call from several threads. */
public interface Box {

  /**
   * Asks the warden and waits for its answer. A warden that cannot be reached answers {@link
   * Reply.Unreachable}.
   */
  Reply call(Verb verb);
}
