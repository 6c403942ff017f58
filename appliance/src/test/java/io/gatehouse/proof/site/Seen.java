package io.gatehouse.proof.site;

/**
 * What an attack got.
 *
 * @param got how much: packets, doors, grants; 0 = nothing
 * @param words the same for people, with its unit
 */
public record Seen(long got, String words) {

  public static Seen of(long got, String unit) {
    return new Seen(got, got + " " + unit);
  }

  Seen plus(Seen other) {
    return new Seen(got + other.got, words + "; " + other.words);
  }
}
