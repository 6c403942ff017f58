package io.gatehouse.campaign;

import io.gatehouse.lab.Lab;
import io.gatehouse.lab.LabOptions;
import io.gatehouse.lab.net.Waiting;
import io.gatehouse.platform.units.RunnerUnits;
import io.gatehouse.platform.units.UnitName;
import io.gatehouse.platform.units.UnitState;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A lab's box with the built product on it, and the rough hands of a campaign. */
public final class RunningBox implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Lab lab;
  private final BoxApi api;
  private long edgePid;

  private RunningBox(Lab lab) {
    this.lab = lab;
    this.api = new BoxApi(lab.box().apiSocket());
  }

  /**
   * A box that answers.
   *
   * @param settings what differs from the factory's
   */
  public static RunningBox up(int guests, JsonObject settings) {
    return up(guests, settings, lab -> {});
  }

  /** A box with leases for a crowd that is still to be gathered. */
  public static RunningBox upWithCrowd(int size) {
    return up(1, new JsonObject(), lab -> Crowd.lease(lab, size));
  }

  /**
   * A box that answers.
   *
   * @param prepare is handed the lab before the box's units start
   */
  public static RunningBox up(int guests, JsonObject settings, Consumer<Lab> prepare) {
    Lab lab = Lab.up(LabOptions.guests(guests));
    RunningBox box = new RunningBox(lab);
    try {
      prepare.accept(lab);
      Files.writeString(lab.box().data().resolve("settings.json"), settings.encode());
      box.startSooner();
      lab.box().startUnits();
      box.awaitEdge();
      return box;
    } catch (IOException e) {
      lab.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      box.tellLogs();
      lab.close();
      throw e;
    }
  }

  /** The first compiler alone, as thousands of short lives cannot repay the second one. */
  private void startSooner() throws IOException {
    Path unit = lab.file("units/gatehouse-edge.service");
    String text = Files.readString(unit);
    Files.writeString(
        unit,
        text.replaceAll(
            "(?m)^Environment=GATEHOUSE_JAVA_OPTIONS=.*$",
            "Environment=GATEHOUSE_JAVA_OPTIONS=-XX:TieredStopAtLevel=1"));
  }

  public Lab lab() {
    return lab;
  }

  public BoxApi api() {
    return api;
  }

  public Doorway doorway(String node) {
    return new Doorway(PortalGuest.namespaceOf(lab.initPid(), node));
  }

  /** Waits for an answer of the API, which opens after the portal. */
  public void awaitEdge() {
    Waiting.until(LIMIT, "the edge's answer", api::answers);
  }

  /** Starts the edge and returns while it is still on its way up. */
  public void startEdge() {
    lab.box().units().start(UnitName.EDGE);
  }

  /** Has the edge's process in sight, so that the blow itself takes no time. */
  public void aim() {
    Waiting.until(LIMIT, "the edge's process", () -> !pidOf(UnitName.EDGE).isEmpty());
    edgePid = lab.box().machinePid(UnitName.EDGE);
  }

  private String pidOf(UnitName unit) {
    return new RunnerUnits(lab.file("units.sock")).pid(unit);
  }

  public long edgePid() {
    return edgePid;
  }

  /** {@code kill -9} on the edge that was aimed at. */
  public void killEdge() {
    ProcessHandle.of(edgePid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Returns when the edge's process is gone and the runner of units knows. */
  public void awaitDeath() {
    Waiting.until(
        LIMIT,
        "the end of the edge",
        () -> ProcessHandle.of(edgePid).filter(ProcessHandle::isAlive).isEmpty());
    Waiting.until(
        LIMIT,
        "the runner's notice",
        () -> lab.box().units().state(UnitName.EDGE) != UnitState.ACTIVE);
  }

  /** The database as it lies on the disk, copied away; call it while no edge runs. */
  public Path copyDatabase(Path folder) {
    try {
      Files.createDirectories(folder);
      Path copy = folder.resolve("gatehouse.db");
      for (String suffix : List.of("-shm", "-wal", "")) {
        Path from = lab.box().data().resolve("gatehouse.db" + suffix);
        Path to = Path.of(copy + suffix);
        Files.deleteIfExists(to);
        // The shared memory of a killed process is rebuilt from the log by whoever opens it next.
        if (Files.exists(from) && !suffix.equals("-shm")) {
          Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who the kernel admits: {@code ip,mac} of the upload set. */
  public Set<String> admitted() {
    return members("guests-up");
  }

  /** Addresses of the download set. */
  public Set<String> admittedDown() {
    return members("guests-dn");
  }

  private Set<String> members(String set) {
    Set<String> members = new TreeSet<>();
    String start = "add " + set + " ";
    for (String line : lab.run("box", LIMIT, "ipset", "save", set).must().split("\n", -1)) {
      if (line.startsWith(start)) {
        members.add(line.substring(start.length()).split(" ", 2)[0].toLowerCase(Locale.ROOT));
      }
    }
    return members;
  }

  /** The last words of the units, for people. */
  public void tellLogs() {
    for (UnitName unit : List.of(UnitName.FIREWALL, UnitName.WARDEN, UnitName.EDGE)) {
      List<String> lines = new ArrayList<>(lab.box().log(unit).lines().toList());
      System.err.println("--- " + unit);
      lines.subList(Math.max(0, lines.size() - 20), lines.size()).forEach(System.err::println);
    }
  }

  @Override
  public void close() {
    lab.close();
  }
}
