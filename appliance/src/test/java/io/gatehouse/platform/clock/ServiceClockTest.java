package io.gatehouse.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.platform.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceClockTest {
  @TempDir Path dir;
  private final TestBootClock boot = new TestBootClock();

  private long afterRestart() {
    try (Store store = Store.open(dir.resolve("box.db"))) {
      return new ServiceClock(store, boot).millis();
    }
  }

  @Test
  void a_restart_of_the_program_loses_no_time() {
    assertThat(afterRestart()).isZero();
    boot.advanceSeconds(90);
    assertThat(afterRestart()).isEqualTo(90_000);
  }

  @Test
  void a_new_boot_goes_on_from_the_last_durable_value() {
    try (Store store = Store.open(dir.resolve("box.db"))) {
      ServiceClock clock = new ServiceClock(store, boot);
      boot.advanceSeconds(60);
      clock.keep();
      boot.advanceSeconds(30);
      assertThat(clock.millis()).isEqualTo(90_000);
    }
    boot.reboot();
    boot.advanceSeconds(40);
    assertThat(afterRestart()).isEqualTo(60_000);
    boot.advanceSeconds(1);
    assertThat(afterRestart()).isEqualTo(61_000);
  }

  @Test
  void the_kernels_clock_moves_and_names_its_boot() throws InterruptedException {
    ProcBootClock proc = new ProcBootClock();
    long before = proc.uptimeMillis();
    Thread.sleep(50);
    assertThat(proc.uptimeMillis()).isBetween(before + 30, before + 30_000);
    assertThat(proc.bootId()).isEqualTo(new ProcBootClock().bootId()).hasSize(36);
  }
}
