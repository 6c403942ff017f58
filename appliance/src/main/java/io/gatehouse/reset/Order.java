package io.gatehouse.reset;

/**
 * A reset that somebody wants.
 *
 * @param level how far
 * @param by who or what asked: {@code console admin}, {@code command line}, {@code power-cycles}
 * @param id names this one reset in its proof
 * @param found what the files' half of it says about itself, empty before that
 */
public record Order(Level level, String by, String id, String found) {}
