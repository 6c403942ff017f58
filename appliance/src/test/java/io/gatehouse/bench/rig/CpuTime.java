package io.gatehouse.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Processor time of processes and of the machine, in milliseconds, as the kernel counts it in ticks
 * of 10 ms (proc(5)).
 */
public final class CpuTime {
  private static final long TICK_MILLIS = 10;

  private CpuTime() {}

  /** User and system time of all threads of a process, ended ones included; 0 if it is gone. */
  public static long of(long pid) {
    String[] fields = afterName(Path.of("/proc/" + pid + "/stat"));
    return fields.length < 13
        ? 0
        : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MILLIS;
  }

  /**
   * The same of a process and of all that it has started: those that still run, and those whose end
   * it has seen.
   */
  public static long ofTree(ProcessHandle process) {
    return withEnded(process.pid())
        + process.descendants().mapToLong(child -> withEnded(child.pid())).sum();
  }

  /** The same of a process and of what it has started and still runs. */
  public static long ofLiving(ProcessHandle process) {
    return of(process.pid()) + process.descendants().mapToLong(child -> of(child.pid())).sum();
  }

  private static long withEnded(long pid) {
    String[] fields = afterName(Path.of("/proc/" + pid + "/stat"));
    return fields.length < 15
        ? 0
        : of(pid) + (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * TICK_MILLIS;
  }

  /** Everything that the machine's processors did but idling and waiting for disks. */
  public static long ofMachine() {
    String[] fields = read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split("\\s+");
    long busy = 0;
    for (int i : new int[] {1, 2, 3, 6, 7}) {
      busy += Long.parseLong(fields[i]);
    }
    return busy * TICK_MILLIS;
  }

  /** The fields from the third on: the second one is a name that may hold spaces. */
  private static String[] afterName(Path stat) {
    String text = read(stat);
    return text.isEmpty() ? new String[0] : text.substring(text.lastIndexOf(')') + 2).split(" ");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException e) {
      throw new BenchTrouble("reading " + file, e);
    }
  }
}
