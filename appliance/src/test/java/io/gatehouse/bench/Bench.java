package io.gatehouse.bench;

import java.util.List;

/** One way of measuring that gives one or several rows. */
interface Bench {

  /** The rows that it gives. */
  List<String> names();

  /**
   * Measures. What keeps it from doing so is an exception.
   *
   * @param wanted those of its rows that were asked for
   */
  List<Row> run(List<String> wanted);
}
