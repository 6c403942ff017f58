package io.gatehouse.network.uplink;

import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.names.Question;
import java.time.Duration;

/** Asks a resolver for the name servers of the root, the one question that needs no name. */
final class ResolverProbe {
  private final int port;
  private final Duration limit;

  ResolverProbe(int port, Duration limit) {
    this.port = port;
    this.limit = limit;
  }

  /**
   * True where an answer came that is no server failure: a resolver that has itself lost its way
   * says SERVFAIL, one that will not recurse for us refuses and is nevertheless there.
   */
  boolean answers(Ipv4 resolver) {
    return Question.root()
        .ask(resolver, port, limit)
        .filter(answer -> answer.code() != Question.SERVER_FAILURE)
        .isPresent();
  }
}
