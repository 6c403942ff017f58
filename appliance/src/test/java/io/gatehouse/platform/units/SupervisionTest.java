package io.gatehouse.platform.units;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisionTest {
  @TempDir Path folder;

  @Test
  void a_start_that_is_slow_is_not_counted_as_silence() throws IOException {
    Path socket = folder.resolve("notify");
    try (UnixDatagramChannel supervisor = UnixDatagramChannel.open()) {
      supervisor.bind(new UnixSocketAddress(socket.toFile()));
      Supervision supervision =
          Supervision.of(Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "60000000"));

      supervision.alive();
      supervision.ready();
      supervision.alive();

      assertThat(List.of(heard(supervisor), heard(supervisor)))
          .containsExactly("READY=1", "WATCHDOG=1");
    }
  }

  private static String heard(UnixDatagramChannel supervisor) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(100);
    supervisor.receive(word);
    return StandardCharsets.US_ASCII.decode(word.flip()).toString();
  }
}
