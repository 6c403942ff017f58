package io.gatehouse.radius.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gatehouse.network.radius.Radius;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.radius.proxy.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DatagramsTest {
  private static final int ROUNDS = 30;
  private static final int OTHERS = 3;

  @Test
  void the_ports_close_in_peace_while_decisions_still_come_from_elsewhere() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Datagrams ports = new Datagrams(noPorts(), Ipv4.of("127.0.0.1"), (_, _) -> {}, new Counts());
      AtomicBoolean over = new AtomicBoolean();
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      List<Thread> others = new ArrayList<>();
      for (int n = 0; n < OTHERS; n++) {
        others.add(Thread.ofPlatform().start(() -> decide(ports, over, thrown)));
      }
      Thread.sleep(5);

      assertThatCode(ports::close).doesNotThrowAnyException();

      over.set(true);
      for (Thread other : others) {
        other.join();
      }
      assertThat(thrown.get()).isNull();
    }
  }

  private static void decide(Datagrams ports, AtomicBoolean over, AtomicReference<Throwable> how) {
    try {
      while (!over.get()) {
        ports.execute(() -> {});
      }
    } catch (RuntimeException e) {
      how.set(e);
    }
  }

  /** The kernel chooses both. */
  private static Radius noPorts() {
    return new Radius(0, 0, List.of(), List.of(), List.of(), List.of(), "", "", 0);
  }
}
