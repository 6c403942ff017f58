package io.gatehouse;

import io.gatehouse.network.radius.RadiusDesk;
import io.gatehouse.network.radius.RadiusLive;
import java.util.List;
import java.util.Map;

/** A box whose settings have no NAS. */
public record NoRadius() implements RadiusLive, RadiusDesk {
  @Override
  public String trouble() {
    return "";
  }

  @Override
  public List<UpstreamHealth> upstreams() {
    return List.of();
  }

  @Override
  public Map<String, Long> dropped() {
    return Map.of();
  }

  @Override
  public Map<String, Long> events() {
    return Map.of();
  }

  @Override
  public List<SeenPacket> packets() {
    return List.of();
  }

  @Override
  public String explain(String user) {
    return "Refused: nobody asks.";
  }

  @Override
  public List<Login> logins(String text, int max) {
    return List.of();
  }

  @Override
  public List<Reported> accounting(String text, long beforeSeq, int max) {
    return List.of();
  }

  @Override
  public String certificate() {
    return "";
  }

  @Override
  public long waiting() {
    return 0;
  }

  @Override
  public List<Aside> aside(int max) {
    return List.of();
  }

  @Override
  public int sendAgain() {
    return 0;
  }
}
