package io.gatehouse.campaign.flips;

import io.gatehouse.campaign.Report;
import io.gatehouse.campaign.RunningBox;
import io.gatehouse.platform.units.UnitName;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** A box at one saved moment, with plans and vouchers partly in the database's log. */
final class FlipsRig implements AutoCloseable {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final int PAGE = 4_096;

  /** One that fails, one that finds the reason, and one for a cause that takes a second look. */
  private static final int MOST_STARTS = 3;

  private static final int VOUCHERS = 200;
  private static final String DATABASE = "gatehouse.db";
  private static final String MARKER = "reset/files";
  private static final List<String> TARGETS =
      List.of(DATABASE, DATABASE, DATABASE + "-wal", "settings.json", MARKER);

  private final RunningBox box;
  private final Path data;
  private final Path alarms;
  private final Map<String, byte[]> saved = new LinkedHashMap<>();

  private FlipsRig(RunningBox box) {
    this.box = box;
    data = box.lab().box().data();
    alarms = box.lab().box().apiSocket().resolveSibling("alarms");
  }

  static FlipsRig up() {
    RunningBox box = RunningBox.up(1, new JsonObject());
    try {
      FlipsRig rig = new FlipsRig(box);
      rig.save();
      return rig;
    } catch (IOException e) {
      box.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      box.tellLogs();
      box.close();
      throw e;
    }
  }

  private void save() throws IOException {
    String plan =
        box.api()
            .create(
                "/plans",
                new JsonObject()
                    .put("name", "Flips")
                    .put("price", new JsonObject().put("minor", 500).put("currency", "TZS"))
                    .put("seconds", 3_600))
            .getString("id");
    mint(plan);
    // An orderly end moves the log into the file; what is sold after it is in the log again.
    box.lab().box().units().stop(UnitName.EDGE);
    box.startEdge();
    box.awaitEdge();
    mint(plan);
    powerOff();
    for (String name : List.of(DATABASE, DATABASE + "-wal", "settings.json")) {
      saved.put(name, Files.readAllBytes(data.resolve(name)));
    }
  }

  private void mint(String plan) {
    box.api().create("/vouchers", new JsonObject().put("planId", plan).put("count", VOUCHERS));
  }

  private void powerOff() {
    box.lab().box().reboot();
  }

  private void restore() throws IOException {
    Files.deleteIfExists(data.resolve(DATABASE + "-shm"));
    Files.deleteIfExists(data.resolve(MARKER));
    for (Map.Entry<String, byte[]> file : saved.entrySet()) {
      // In place, so that the file stays its user's.
      Files.write(data.resolve(file.getKey()), file.getValue());
    }
  }

  /** Changes bits in one file, starts the box, and tells what is wrong with what came of it. */
  List<String> cycle(SplittableRandom chances, Report report) {
    try {
      restore();
      String target = TARGETS.get(chances.nextInt(TARGETS.size()));
      String what = flip(target, chances);
      Outcome outcome = start();
      report.count("of " + target + ": " + outcome.word(), 1);
      report.most("most starts until the box answered", outcome.starts());
      List<String> wrong = judge(what, outcome);
      powerOff();
      return wrong;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> judge(String what, Outcome outcome) {
    if (!outcome.answered()) {
      return List.of(what + ": the box does not start\n" + outcome.said());
    }
    if (outcome.starts() > MOST_STARTS) {
      return List.of(what + ": it took " + outcome.starts() + " starts\n" + outcome.said());
    }
    return List.of();
  }

  /** With a plain file where the alarm's folder is to be, damage ends in no start at all. */
  boolean loopsWhereSafeModeCannotBegin() {
    try {
      Files.writeString(alarms, "in the way\n");
      Outcome outcome = startOnNoDatabase();
      Files.delete(alarms);
      powerOff();
      return !outcome.answered() && outcome.starts() > MOST_STARTS;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that is no database any more: the second start is in safe mode, and it is kept. */
  boolean isInSafeModeOnWhatIsNoDatabase() {
    try {
      Outcome outcome = startOnNoDatabase();
      byte[] damaged = saved.get(DATABASE).clone();
      damaged[0] ^= 1;
      boolean kept = Arrays.equals(damaged, Files.readAllBytes(data.resolve(DATABASE)));
      powerOff();
      return outcome.safe() && outcome.starts() == 2 && kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome startOnNoDatabase() throws IOException {
    restore();
    // The log would stand in for the file's first page.
    Files.write(data.resolve(DATABASE + "-wal"), new byte[0]);
    flipAt(data.resolve(DATABASE), 0, 1);
    return start();
  }

  private String flip(String target, SplittableRandom chances) throws IOException {
    Path file = data.resolve(target);
    if (target.equals(MARKER)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "level=guests\nby=flips\nid=1c5bd1b8-0000-4000-8000-000000000000\n");
      UserPrincipal user = Files.getOwner(data.resolve(DATABASE));
      Files.setOwner(file.getParent(), user);
      Files.setOwner(file, user);
    }
    int size = (int) Files.size(file);
    // Every other time where all the rest hangs on it.
    int from = chances.nextBoolean() ? 0 : chances.nextInt(size);
    int bits = chances.nextBoolean() ? 1 : 1 + chances.nextInt(64);
    int within = Math.min(PAGE, size - from);
    for (int bit = 0; bit < bits; bit++) {
      flipAt(file, from + chances.nextInt(within), 1 << chances.nextInt(8));
    }
    return "%d bits of %s from %d of %d bytes on".formatted(bits, target, from, size);
  }

  private static void flipAt(Path file, int at, int mask) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= (byte) mask;
    Files.write(file, bytes);
  }

  /**
   * What became of a start.
   *
   * @param starts how often the program was started until it answered, or until patience ended
   * @param said the last words of its log
   */
  private record Outcome(boolean answered, boolean safe, int starts, String said) {
    String word() {
      return answered ? safe ? "safe mode" : "started" : "no start";
    }
  }

  private Outcome start() {
    box.lab().box().startUnits();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    boolean answered = false;
    while (!answered && starts() <= 2 * MOST_STARTS && System.nanoTime() < deadline) {
      answered = box.api().answers();
      LockSupport.parkNanos(50_000_000);
    }
    boolean safe =
        answered
            && box.api().get("/status").getJsonArray("alarms").encode().contains("in safe mode");
    String log = box.lab().box().log(UnitName.EDGE);
    return new Outcome(answered, safe, starts(), log.substring(Math.max(0, log.length() - 2_000)));
  }

  private int starts() {
    return box.lab().box().starts(UnitName.EDGE);
  }

  @Override
  public void close() {
    box.close();
  }
}
