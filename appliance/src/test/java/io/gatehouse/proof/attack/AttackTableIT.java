package io.gatehouse.proof.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.proof.site.Scene;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every attack of the list gets nothing, and each 0 has a control that gets something. */
class AttackTableIT {
  private static final AttackTable TABLE = new AttackTable();
  private static Scene scene;

  @BeforeAll
  static void a_box_with_guests() {
    scene = Scene.open();
    System.out.println(Result.head());
  }

  @AfterAll
  static void the_table_is_kept() {
    System.out.println("written to " + TABLE.write());
    if (!TABLE.good()) {
      scene.hotspot().dump("attacks");
    }
    scene.close();
  }

  @TestFactory
  Stream<DynamicTest> attacks() {
    return AttackTable.all().stream()
        .map(
            attack ->
                DynamicTest.dynamicTest(attack.id() + " " + attack.title(), () -> hold(attack)));
  }

  private static void hold(Attack attack) {
    Result result = TABLE.tryOut(attack, scene);
    assumeTrue(result.verdict() != Result.Verdict.SKIPPED, result.note());
    assertThat(result.good()).as(result.line()).isTrue();
  }
}
