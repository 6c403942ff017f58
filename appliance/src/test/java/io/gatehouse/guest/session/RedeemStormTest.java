package io.gatehouse.guest.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.Desk;
import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.voucher.Vouchers;
import io.gatehouse.platform.clock.TestBootClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each voucher is worth one pass, whoever comes at once and whenever the program is killed. */
class RedeemStormTest {
  private static final int REDEEMERS = 200;

  @TempDir Path directory;

  int vouchers() {
    return 50;
  }

  /** Devices on each voucher in the storms that are killed. */
  int killedRedeemers() {
    return 8;
  }

  /** After how many acknowledgements each storm is killed; the last one is not. */
  int[] kills() {
    return new int[] {3, 10, 20, Integer.MAX_VALUE};
  }

  @Test
  void two_hundred_redeemers_on_each_voucher_get_one_pass() throws Exception {
    try (GuestFloor floor = new GuestFloor(directory)) {
      List<String> codes = mint(floor.desk);
      AtomicInteger opened = new AtomicInteger();
      AtomicInteger refused = new AtomicInteger();
      try (var threads = Executors.newFixedThreadPool(64)) {
        int number = 0;
        for (String code : codes) {
          for (int i = 0; i < REDEEMERS; i++) {
            Device device = GuestFloor.device(++number);
            threads.execute(
                () -> {
                  Redeemed answer = floor.sessions.redeem(code, device);
                  if (answer instanceof Redeemed.Opened) {
                    opened.incrementAndGet();
                  } else if (answer instanceof Redeemed.TooManyDevices) {
                    refused.incrementAndGet();
                  }
                });
          }
        }
      }
      assertThat(opened).hasValue(vouchers());
      assertThat(refused).hasValue(vouchers() * (REDEEMERS - 1));
      assertOnePassEach(floor.desk);
      assertThat(floor.gate.size()).isEqualTo(vouchers());
      assertThat(floor.sessions.reconcile()).isZero();
    }
  }

  @Test
  void a_program_killed_in_the_storm_never_grants_twice_and_forgets_no_answer() throws Exception {
    List<String> codes;
    try (Desk desk = new Desk(directory, new TestBootClock())) {
      codes = mint(desk);
    }
    Path file = directory.resolve("codes.txt");
    Files.write(file, codes);
    Map<String, String> acknowledged = new HashMap<>();
    for (int killAfter : kills()) {
      storm(file, killAfter, acknowledged);
    }
    assertThat(acknowledged).hasSize(vouchers());
    try (Desk desk = new Desk(directory, new TestBootClock())) {
      assertOnePassEach(desk);
      List<String> inside =
          desk.store.read(
              tx ->
                  tx.list("SELECT mac FROM session WHERE state = 'OPEN'", row -> row.getString(1)));
      assertThat(inside).containsAll(acknowledged.values());
    }
  }

  /** Runs a storm and kills it after so many acknowledgements. */
  private void storm(Path codes, int killAfter, Map<String, String> acknowledged)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RedeemStorm.class.getName(),
                directory.toString(),
                codes.toString(),
                Integer.toString(killedRedeemers()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      int seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        if (words.length == 3 && words[0].equals("opened")) {
          String before = acknowledged.put(words[1], words[2]);
          assertThat(before == null || before.equals(words[2]))
              .as("%s was given to %s and to %s", words[1], before, words[2])
              .isTrue();
          if (++seen >= killAfter) {
            process.toHandle().destroyForcibly();
          }
        }
      }
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private List<String> mint(Desk desk) {
    String plan = desk.save(new PlanDraft().build()).id();
    return desk.mint(plan, vouchers()).codes().stream().map(Vouchers.Minted.Code::text).toList();
  }

  /** Rows and journal agree: one pass for each voucher, told once. */
  private void assertOnePassEach(Desk desk) {
    List<String> passes =
        desk.store.read(tx -> tx.list("SELECT voucher_id FROM pass", row -> row.getString(1)));
    assertThat(passes).hasSize(vouchers()).doesNotHaveDuplicates();
    assertThat(desk.facts("VoucherRedeemed")).hasSize(vouchers());
    assertThat(desk.facts("SessionOpened")).hasSize(vouchers());
    long used =
        desk.store
            .read(
                tx ->
                    tx.one(
                        "SELECT COUNT(*) FROM voucher WHERE state = 'USED' AND pass_id IS NOT NULL",
                        row -> row.getLong(1)))
            .orElseThrow();
    assertThat(used).isEqualTo(vouchers());
  }
}
