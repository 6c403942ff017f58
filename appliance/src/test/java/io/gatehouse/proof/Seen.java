package io.gatehouse.proof;

/**
 * What an attack got.
 *
 * @param got how much: packets, doors, grants; 0 = nothing
 * @param words the same for people, with its unit
 */
record Seen(long got, String words) {

  static Seen of(long got, String unit) {
    return new Seen(got, got + " " + unit);
  }

  Seen plus(Seen other) {
    return new Seen(got + other.got, words + "; " + other.words);
  }
}
