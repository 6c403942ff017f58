package io.gatehouse.sync.link;

/** The hub answers, and will not have this box; a person has to look. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  Refusal(String reason) {
    super(reason);
  }
}
