package io.gatehouse.proof.attack;

import io.gatehouse.proof.site.Scene;
import java.util.List;
import java.util.Locale;

/** {@code gatehouse test attacks [ID…]}: tries the attacks and prints the table. */
public final class Attacks {
  private Attacks() {}

  public static void main(String[] args) {
    List<String> wanted = List.of(args).stream().map(a -> a.toUpperCase(Locale.ROOT)).toList();
    AttackTable table = new AttackTable();
    System.out.println(Result.head());
    try (Scene scene = Scene.open()) {
      for (Attack attack : AttackTable.all()) {
        if (wanted.isEmpty() || wanted.contains(attack.id().replaceAll("[a-z]$", ""))) {
          table.tryOut(attack, scene);
        }
      }
      if (!table.good()) {
        scene.hotspot().dump("attacks");
      }
    }
    System.out.println("written to " + table.write());
    System.exit(table.good() ? 0 : 1);
  }
}
