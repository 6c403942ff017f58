package io.gatehouse.proof.attack;

import io.gatehouse.proof.attack.Result.Verdict;
import io.gatehouse.proof.site.Outputs;
import io.gatehouse.proof.site.Scene;
import io.gatehouse.proof.site.Seen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every attack of the list, and the table of what became of them. */
final class AttackTable {
  private static final List<Path> TOOLS =
      Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin").map(Path::of).toList();

  private final List<Result> results = new ArrayList<>();

  static List<Attack> all() {
    List<Attack> all = new ArrayList<>();
    all.addAll(AddressAttacks.list());
    all.addAll(TunnelAttacks.list());
    all.addAll(EndedFlowAttack.list());
    all.addAll(NeighbourAttacks.list());
    all.addAll(DoorAttacks.list());
    all.addAll(PortalAttacks.list());
    all.addAll(CodeAttacks.list());
    all.addAll(SlowAttack.list());
    // Last, as it leaves few addresses to the others.
    all.addAll(StarvingAttack.list());
    return all;
  }

  /** Tries one and adds it to the table; what breaks in the trying is a result too. */
  Result tryOut(Attack attack, Scene scene) {
    Result result = tried(attack, scene);
    results.add(result);
    System.out.println(result.line());
    return result;
  }

  private static Result tried(Attack attack, Scene scene) {
    List<String> missing = attack.tools().stream().filter(tool -> !isThere(tool)).toList();
    if (!missing.isEmpty()) {
      return new Result(
          attack, Verdict.SKIPPED, Optional.empty(), Optional.empty(), "lacks " + missing);
    }
    Seen seen = null;
    try {
      seen = attack.run().apply(scene);
      if (attack.limit()) {
        return new Result(attack, Verdict.KNOWN_LIMIT, Optional.of(seen), Optional.empty(), "");
      }
      Seen control = attack.control().apply(scene);
      return new Result(
          attack, verdict(seen, control), Optional.of(seen), Optional.of(control), "");
    } catch (RuntimeException | AssertionError e) {
      return new Result(
          attack, Verdict.BROKEN, Optional.ofNullable(seen), Optional.empty(), String.valueOf(e));
    }
  }

  private static Verdict verdict(Seen seen, Seen control) {
    if (seen.got() > 0) {
      return Verdict.OPEN;
    }
    return control.got() > 0 ? Verdict.HELD : Verdict.NO_PROOF;
  }

  private static boolean isThere(String tool) {
    return TOOLS.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(tool)));
  }

  boolean good() {
    return results.stream().allMatch(Result::good);
  }

  /** Writes the table beside the other outputs of the build. */
  Path write() {
    StringBuilder text = new StringBuilder(Result.head()).append('\n');
    results.forEach(result -> text.append(result.line()).append('\n'));
    Path file = Outputs.target().resolve("attacks.txt");
    Outputs.write(file, text.toString());
    return file;
  }
}
