package io.gatehouse.lab.net;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The machine's tools that a lab needs, and the Debian packages that have them. */
public final class LabTools {
  private static final List<String> PLACES =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private static final Map<String, String> NEEDED = new LinkedHashMap<>();

  static {
    for (String[] pair :
        new String[][] {
          {"unshare", "util-linux"},
          {"nsenter", "util-linux"},
          {"setpriv", "util-linux"},
          {"bash", "bash"},
          {"useradd", "passwd"},
          {"ip", "iproute2"},
          {"tc", "iproute2"},
          {"busybox", "busybox"},
          {"dnsmasq", "dnsmasq-base"},
          {"iptables", "iptables"},
          {"nft", "nftables"},
          {"ipset", "ipset"},
          {"conntrack", "conntrack"},
          {"nginx", "nginx-light"},
          {"openssl", "openssl"},
          {"iperf3", "iperf3"},
          {"socat", "socat"},
          {"curl", "curl"},
          {"dig", "bind9-dnsutils"},
          {"ping", "iputils-ping"},
          {"sysctl", "procps"},
          {"kill", "procps"}
        }) {
      NEEDED.put(pair[0], pair[1]);
    }
  }

  private LabTools() {}

  /** Throws with everything that is missing at once. */
  public static void require() {
    if (!"root".equals(System.getProperty("user.name"))) {
      throw new LabException("a lab makes network namespaces, which needs root: run it with sudo");
    }
    StringBuilder missing = new StringBuilder();
    NEEDED.forEach(
        (tool, pack) -> {
          if (!isThere(tool)) {
            missing.append("\n  ").append(tool).append("  (package ").append(pack).append(')');
          }
        });
    if (!missing.isEmpty()) {
      throw new LabException("a lab needs tools that this machine lacks:" + missing);
    }
  }

  static boolean isThere(String tool) {
    return PLACES.stream().anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
  }
}
