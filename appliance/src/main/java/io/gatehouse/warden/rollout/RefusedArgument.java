package io.gatehouse.warden.rollout;

/** An argument that can be told to be bad only by looking at the box; the text goes to the edge. */
public final class RefusedArgument extends RuntimeException {
  RefusedArgument(String reason) {
    super(reason);
  }
}
