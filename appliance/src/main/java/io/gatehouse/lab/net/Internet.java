package io.gatehouse.lab.net;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What lies behind the lab's uplink: a provider's DHCP, resolvers, web servers, the hosts that
 * phones and browsers ask whether they are online (with their real answers), and a speed server.
 * Its hosts live in 198.19.0.0/24 (RFC 2544): resolvers that guard against rebinding take the
 * documentation networks for private ones.
 */
public final class Internet {
  /** Web server of {@code www.example.test} and every other name of the test zone. */
  public static final String WEB = "198.19.0.10";

  public static final String PROBES = "198.19.0.20";
  public static final String GARDEN = "198.19.0.30";
  public static final String SPEED = "198.19.0.40";
  public static final String DNS = "198.19.0.53";

  /** {@code hub.example.test}; outside of the network that is on the loopback as a whole. */
  public static final String HUB = "198.19.1.1";

  public static final String HUB_NAME = "hub.example.test";

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String HOME = "/run/lab/internet";

  /** Host, path, and what the real host says there. */
  private static final Map<String, String> PROBE_SERVERS =
      Map.of(
          "captive.apple.com www.apple.com",
          location(
              "= /hotspot-detect.html",
              "text/html",
              "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"),
          "connectivitycheck.gstatic.com clients3.google.com www.gstatic.com www.google.com"
              + " connectivitycheck.android.com",
          "location = /generate_204 { return 204; }\n    location = /gen_204 { return 204; }",
          "www.msftconnecttest.com ipv6.msftconnecttest.com",
          location("= /connecttest.txt", "text/plain", "Microsoft Connect Test"),
          "www.msftncsi.com",
          location("= /ncsi.txt", "text/plain", "Microsoft NCSI"),
          "detectportal.firefox.com",
          location("= /success.txt", "text/plain", "success\\n")
              + location(
                  "= /canonical.html",
                  "text/html",
                  "<meta http-equiv=\\\"refresh\\\""
                      + " content=\\\"0;url=https://support.mozilla.org/kb/captive-portal\\\"/>"),
          "spectrum.s3.amazonaws.com",
          location(
              "= /kindle-wifi/wifistub.html",
              "text/html",
              "<html><head><title>Kindle Reachability Probe Page</title></head>"
                  + "<body>81ce4465-7167-4dcb-835b-dcc9e44c112a</body></html>"),
          "nmcheck.gnome.org",
          location("= /check_network_status.txt", "text/plain", "NetworkManager is online\\n"));

  private final Site site;
  private final LabState state;

  public Internet(Site site, LabState state) {
    this.site = site;
    this.state = state;
  }

  private static String location(String match, String type, String body) {
    return "location "
        + match
        + " { default_type "
        + type
        + "; return 200 \""
        + body
        + "\"; }\n    ";
  }

  public void start() {
    files().forEach((name, text) -> LabState.write(state.file("internet/" + name), text));
    run("truncate", "-s", "512M", HOME + "/big.bin");
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "3650",
        "-subj",
        "/CN=www.example.test",
        "-addext",
        "subjectAltName=DNS:*.example.test",
        "-keyout",
        HOME + "/key.pem",
        "-out",
        HOME + "/cert.pem");
    site.daemon(
        Topology.INTERNET,
        "internet/dnsmasq.out",
        List.of("dnsmasq", "--keep-in-foreground", "--conf-file=" + HOME + "/dnsmasq.conf"));
    site.daemon(
        Topology.INTERNET,
        "internet/nginx.out",
        List.of("nginx", "-e", HOME + "/nginx.err", "-c", HOME + "/nginx.conf"));
    for (int port = 5201; port <= 5204; port++) {
      site.daemon(
          Topology.INTERNET,
          "internet/iperf3.out",
          List.of("iperf3", "--server", "--port", Integer.toString(port)));
    }
    Waiting.until(
        LIMIT,
        "the lab's web server",
        () ->
            site.run(Topology.INTERNET, LIMIT, "", List.of("curl", "-sf", "http://" + WEB + "/"))
                .ok());
  }

  /** What its two daemons read, by name below {@code /run/lab/internet}. */
  public static Map<String, String> files() {
    return Map.of("dnsmasq.conf", dnsmasq(), "nginx.conf", nginx());
  }

  private void run(String... argv) {
    site.run(Topology.INTERNET, LIMIT, "", List.of(argv)).must();
  }

  private static String dnsmasq() {
    StringBuilder conf =
        new StringBuilder(
            """
            no-resolv
            no-hosts
            user=root
            pid-file=
            bind-interfaces
            listen-address=203.0.113.1,%1$s
            interface=uplink
            log-queries
            log-facility=%2$s/dns.log
            dhcp-range=203.0.113.100,203.0.113.199,255.255.255.0,1h
            dhcp-option=option:router,203.0.113.1
            dhcp-option=option:dns-server,%1$s
            dhcp-leasefile=%2$s/leases
            dhcp-authoritative
            no-ping
            address=/example.test/%3$s
            address=/garden.example.test/%4$s
            address=/pay.example.test/%4$s
            address=/speed.example.test/%5$s
            address=/%6$s/%7$s
            txt-record=tunnel.example.test,"came through"
            """
                .formatted(DNS, HOME, WEB, GARDEN, SPEED, HUB_NAME, HUB));
    PROBE_SERVERS.keySet().stream()
        .flatMap(names -> List.of(names.split(" ")).stream())
        .sorted()
        .forEach(n -> conf.append("address=/").append(n).append('/').append(PROBES).append('\n'));
    return conf.toString();
  }

  private static String nginx() {
    StringBuilder conf =
        new StringBuilder(
            """
            daemon off;
            user root;
            worker_processes 1;
            pid %1$s/nginx.pid;
            events { worker_connections 4096; }
            http {
              log_format seen '$time_iso8601 $remote_addr $scheme $host "$request" $status $body_bytes_sent';
              access_log %1$s/access.log seen;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              ssl_certificate %1$s/cert.pem;
              ssl_certificate_key %1$s/key.pem;
              server {
                listen 80 default_server backlog=4096;
                listen 443 ssl default_server;
                location = /big.bin { root %1$s; sendfile on; }
                location / { default_type text/plain; return 200 "internet: $host to $remote_addr\\n"; }
              }
            """
                .formatted(HOME));
    PROBE_SERVERS.forEach(
        (names, locations) ->
            conf.append("  server {\n    listen 80;\n    server_name ")
                .append(names)
                .append(";\n    ")
                .append(locations.strip())
                .append("\n  }\n"));
    return conf.append("}\n").toString();
  }
}
