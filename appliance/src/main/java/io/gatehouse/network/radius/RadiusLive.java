package io.gatehouse.network.radius;

import java.util.List;
import java.util.Map;

/** RADIUS as it runs now; the way in that serves it tells. */
public interface RadiusLive {

  /** Why it does not run though it should; empty where it does, or need not. */
  String trouble();

  List<UpstreamHealth> upstreams();

  /** Datagrams that were dropped since the start, by reason. */
  Map<String, Long> dropped();

  /** What else happened since the start, by its word. */
  Map<String, Long> events();

  /** The last packets. They are kept for a minute after each call, so the first finds none. */
  List<SeenPacket> packets();

  /**
   * How one port of an upstream is.
   *
   * @param service {@code authentication} or {@code accounting}
   * @param state {@code alive}, {@code zombie} (leaves requests unanswered) or {@code dead} (only
   *     probed)
   * @param silences requests that it left without an answer in time
   * @param micros how long it takes, weighted towards the last answers; 0 = none yet
   * @param waiting requests that it has not answered yet
   */
  record UpstreamHealth(
      String name,
      String service,
      String address,
      String state,
      long answers,
      long silences,
      long micros,
      int waiting) {}

  /**
   * One packet of a NAS, and what became of it.
   *
   * @param agoMillis when it was decided
   * @param outcome an answer's name, or the reason why it got none
   * @param micros from its arrival to its answer; 0 where it got none
   * @param attributes names and values without anything secret
   */
  record SeenPacket(
      long agoMillis,
      String nas,
      String from,
      String kind,
      int id,
      String outcome,
      long micros,
      List<Value> attributes) {}

  /** One attribute. */
  record Value(String name, String text) {}
}
