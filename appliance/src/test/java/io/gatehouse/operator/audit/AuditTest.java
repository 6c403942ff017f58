package io.gatehouse.operator.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.operator.accounts.Role;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.TestBootClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  @TempDir private Path dir;

  @Test
  void an_action_is_one_line_whatever_a_stranger_put_into_it() {
    TestBootClock boot = new TestBootClock();
    try (Store store = Store.open(dir.resolve("gatehouse.db"))) {
      ServiceClock service = new ServiceClock(store, boot);
      WallClock wall = new WallClock(Instant::now, Instant.EPOCH);
      Journal journal = new Journal(store, boot, service, wall);
      Audit audit = new Audit(store, journal, service, wall);

      audit.record(
          new Actor("admin", "192.168.4.7", Role.VIEWER),
          "sign-in",
          "",
          "wrong: a\r\nb\u001b[2J\u202e" + "x");

      OperatorActed kept = audit.newest(10).getFirst();
      assertThat(kept.outcome()).isEqualTo("wrong: a??b?[2J?x");
      assertThat(journal.newest(Long.MAX_VALUE, 10).getFirst().kind()).isEqualTo("OperatorActed");
    }
  }
}
