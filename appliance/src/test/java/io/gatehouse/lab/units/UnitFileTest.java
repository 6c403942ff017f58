package io.gatehouse.lab.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.platform.units.UnitName;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnitFileTest {

  @Test
  void keys_add_up_an_empty_value_clears_and_lines_continue() {
    UnitFile unit =
        UnitFile.parse(
            UnitName.EDGE,
            """
            # a comment
            [Unit]
            After=a.service b.service
            After=c.service
            [Service]
            ExecStart=/bin/one \\
              two
            ExecStartPre=/bin/gone
            ExecStartPre=
            RestartSec=1500ms
            NoNewPrivileges=yes
            """);

    assertThat(unit.words("Unit.After")).containsExactly("a.service", "b.service", "c.service");
    assertThat(Words.split(unit.value("Service.ExecStart", ""))).containsExactly("/bin/one", "two");
    assertThat(unit.lines("Service.ExecStartPre")).isEmpty();
    assertThat(unit.millis("Service.RestartSec", 0)).isEqualTo(1_500);
    assertThat(unit.yes("Service.NoNewPrivileges")).isTrue();
  }

  @Test
  void an_instance_is_put_into_its_template() {
    UnitFile unit =
        UnitFile.parse(UnitName.DNSMASQ_LAN, "[Service]\nExecStart=/bin/x --c=%i.conf 100%%\n");

    assertThat(unit.value("Service.ExecStart", "")).isEqualTo("/bin/x --c=lan.conf 100%");
  }

  @Test
  void keys_that_the_runner_leaves_out_are_named() {
    UnitFile unit =
        UnitFile.parse(UnitName.EDGE, "[Service]\nExecStart=/bin/x\nProtectSystem=strict\n");

    assertThat(unit.notApplied()).containsExactly("Service.ProtectSystem");
  }

  @Test
  void a_line_that_is_none_is_refused() {
    assertThatThrownBy(() -> UnitFile.parse(UnitName.EDGE, "[Service]\nnonsense\n"))
        .hasMessageContaining("nonsense");
  }

  @Test
  void words_hold_together_in_quotes_and_variables_are_put_in() {
    assertThat(Words.split("a \"b c\" 'd e' f\"g h\"")).containsExactly("a", "b c", "d e", "fg h");
    assertThat(Words.expand("$MAINPID", Map.of("MAINPID", "7"))).isEqualTo("7");
    assertThat(Words.expand("-p${MAINPID}", Map.of("MAINPID", "7"))).isEqualTo("-p7");
    assertThat(Words.expand("cost$5", Map.of())).isEqualTo("cost$5");
  }

  @Test
  void a_units_user_and_capabilities_become_arguments() {
    UnitFile unit =
        UnitFile.parse(
            UnitName.EDGE,
            """
            [Service]
            ExecStart=/bin/x
            User=gatehouse
            AmbientCapabilities=CAP_NET_BIND_SERVICE
            CapabilityBoundingSet=CAP_NET_BIND_SERVICE
            NoNewPrivileges=yes
            """);

    assertThat(Privileges.argv(unit))
        .containsExactly(
            "setpriv",
            "--reuid=gatehouse",
            "--regid=gatehouse",
            "--init-groups",
            "--bounding-set=-all,+net_bind_service",
            "--inh-caps=-all,+net_bind_service",
            "--ambient-caps=-all,+net_bind_service",
            "--no-new-privs");
  }
}
