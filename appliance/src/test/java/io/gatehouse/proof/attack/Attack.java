package io.gatehouse.proof.attack;

import io.gatehouse.proof.site.Phone;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One way to get what was not paid for, tried for real.
 *
 * @param id the threat's number in the project's list
 * @param tools programs it needs on this machine
 * @param limit true: it is known to get through, and the documentation says so
 * @param run tries it against the box as it is
 * @param control the same with the hole planted, or by someone who may: it must get something, or a
 *     0 of {@code run} says nothing
 */
record Attack(
    String id,
    String title,
    List<String> tools,
    boolean limit,
    Function<Scene, Seen> run,
    Function<Scene, Seen> control) {

  static Attack of(
      String id,
      String title,
      String tools,
      Function<Scene, Seen> run,
      Function<Scene, Seen> control) {
    return new Attack(id, title, List.of(tools.split(" ", -1)), false, run, control);
  }

  /** An attack that must get nothing from a stranger's device and must work from a paid one. */
  static Attack byStranger(
      String id, String title, String tools, BiFunction<Scene, Phone, Seen> attack) {
    return of(
        id,
        title,
        tools,
        scene -> attack.apply(scene, scene.stranger()),
        scene -> attack.apply(scene, scene.guest()));
  }

  /** What no box can close; shown so that nobody believes otherwise. */
  static Attack knownLimit(String id, String title, String tools, Function<Scene, Seen> run) {
    return new Attack(id, title, List.of(tools.split(" ", -1)), true, run, run);
  }
}
