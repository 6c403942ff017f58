package io.gatehouse.guest.session;

import io.gatehouse.guest.Desk;
import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.SessionRules;
import io.gatehouse.guest.usage.UsageLedger;
import io.gatehouse.network.gate.MemoryGate;
import io.gatehouse.platform.clock.TestBootClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many devices at once on every one of many vouchers, in a process of its own so that a test can
 * kill it at any moment. A line is printed after an answer was given, never before: {@code opened
 * CODE MAC} for a device that was let in. The last line is {@code done}.
 *
 * <p>Arguments: the directory of the box, a file with one code a line, redeemers per code.
 */
public final class RedeemStorm {
  private static final int AT_ONCE = 64;

  private RedeemStorm() {}

  public static void main(String[] args) throws Exception {
    run(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
  }

  static void run(Path directory, Path codes, int redeemers)
      throws IOException, InterruptedException, ExecutionException {
    TestBootClock boot = new TestBootClock();
    try (Desk desk = new Desk(directory, boot);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      Sessions sessions =
          new Sessions(
              desk.store,
              desk.journal,
              desk.clock,
              desk.plans,
              desk.vouchers,
              new MemoryGate(boot),
              new UsageLedger(desk.store, desk.journal, desk.clock, () -> "storm"),
              SessionRules.factory());
      List<Future<?>> all = new ArrayList<>();
      int number = 0;
      for (String code : Files.readAllLines(codes)) {
        for (int i = 0; i < redeemers; i++) {
          Device device = GuestFloor.device(++number);
          all.add(
              threads.submit(
                  () -> {
                    if (sessions.redeem(code, device) instanceof Redeemed.Opened) {
                      print("opened " + code + " " + device.mac());
                    }
                  }));
        }
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    print("done");
  }

  private static synchronized void print(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
