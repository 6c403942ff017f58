package io.gatehouse;

import io.gatehouse.operator.link.HubLink;

/** A box that belongs to no hub. */
public record NoHub() implements HubLink {
  @Override
  public State state() {
    return State.alone();
  }

  @Override
  public Outcome join(String hub, String claim) {
    return new Outcome.No("nobody answers");
  }

  @Override
  public boolean leave() {
    return false;
  }
}
