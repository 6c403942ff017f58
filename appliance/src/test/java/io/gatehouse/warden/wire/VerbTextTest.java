package io.gatehouse.warden.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.warden.reply.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the root side does not take. */
class VerbTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ping",
        "shell\nreboot\n",
        "ping\nnow\n",
        "reboot\n\n",
        "gate\nopen 10.20.0.5\n",
        "gate\nopen 10.20.0.5 02:00:00:00:00:05 0 1 1\n",
        "gate\nopen 10.20.0.5 02:00:00:00:00:05 2000001 1 1\n",
        "gate\nopen 10.20.0.5 02:00:00:00:00:05 600 65536 1\n",
        "gate\nopen 10.20.0.5 03:00:00:00:00:05 600 1 1\n",
        "gate\nopen 10.20.0.5 00:00:00:00:00:00 600 1 1\n",
        "gate\nopen 10.20.0.5,02:00:00:00:00:05 02:00:00:00:00:05 600 1 1\n",
        "gate\nopen 10.20.0.5 02:00:00:00:00:05 600 1 1 timeout 0\n",
        "gate\nclose 10.20.0.5\r\n",
        "gate\nclose 10.20.0.5; flush\n",
        "gate\nclose -exist\n",
        "gate\nfollow 10.20.0.5 3\n",
        "gate\nfollow p-g1\n",
        "sightings\nall\n",
        "shape\nput 0 1 1 0\n",
        "shape\nput 5 -1 1 0\n",
        "shape\nput 5 +1 1 0\n",
        "shape\nput 5 99999999999 1 0\n",
        "shape\nput 5 \u0665 1 0\n",
        "apply\n",
        "apply\n1 60 files\n",
        "apply\n1 0 files\nsysctl.conf\n",
        "apply\n1 60 both\nsysctl.conf\n",
        "apply\n1 60 files\n/etc/passwd\n",
        "apply\n1 60 files\nfirewall/../../passwd\n",
        "confirm\n",
        "confirm\n-1\n",
        "revert\n1 boredom\n",
        "unit\nrestart ssh\n",
        "unit\nrestart gatehouse-dnsmasq@lan.service\n",
        "unit\nmask gatehouse-dnsmasq@lan\n",
        "diagnose\nrules; id\n"
      })
  void hostile_or_broken_requests_are_refused_with_a_reason(String text) {
    assertThatThrownBy(() -> VerbText.read(text))
        .isInstanceOf(VerbSyntaxException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void a_frame_comes_out_as_it_went_in_and_a_long_one_is_not_read() throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    Frame.write(wire, "ping\n");
    Frame.write(wire, "é");

    ByteArrayInputStream in = new ByteArrayInputStream(wire.toByteArray());
    assertThat(Frame.read(in, 10)).isEqualTo("ping\n");
    assertThat(Frame.read(in, 10)).isEqualTo("é");
    assertThat(Frame.read(in, 10)).isNull();
    assertThatThrownBy(
            () -> Frame.read(new ByteArrayInputStream(new byte[] {127, 0, 0, 0}), 1 << 18))
        .hasMessageContaining("bytes");
    assertThatThrownBy(() -> Frame.read(new ByteArrayInputStream(new byte[] {0, 0, 0, 9, 1}), 10))
        .hasMessageContaining("inside a frame");
  }

  @Test
  void replies_are_read_as_they_were_written() {
    for (Reply reply :
        new Reply[] {
          new Reply.Done("a\nb\n"), new Reply.Refused("no"), new Reply.Failed("tc: x\ny")
        }) {
      assertThat(Reply.read(Reply.write(reply))).isEqualTo(reply);
    }
    assertThat(Reply.read("HTTP/1.1 200")).isInstanceOf(Reply.Unreachable.class);
  }
}
