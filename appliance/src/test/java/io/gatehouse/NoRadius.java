package io.gatehouse;

import io.gatehouse.network.radius.RadiusLive;
import java.util.List;
import java.util.Map;

/** A box whose settings have no NAS. */
public record NoRadius() implements RadiusLive {
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
}
