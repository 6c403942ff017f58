package io.gatehouse.warden.verb;

/**
 * Reads both admission sets. The reply is what {@code ipset save} printed of the upload set, then
 * of the download set; the edge reads it, so that the root side spends nothing on it.
 */
public record Counters() implements Verb {
  @Override
  public String name() {
    return "counters";
  }
}
