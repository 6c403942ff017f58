package io.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two proxies of the distribution, set up to do what ours does. */
final class RadiusPeers {
  private RadiusPeers() {}

  /** FreeRADIUS's folder, to be given by {@code -d}. */
  static Path freeradius(Path folder, int port, int upstream) throws IOException {
    Path raddb = Files.createDirectories(folder.resolve("freeradius"));
    Files.writeString(raddb.resolve("dictionary"), "$INCLUDE /usr/share/freeradius/dictionary\n");
    Files.writeString(
        raddb.resolve("radiusd.conf"),
        """
        prefix = /usr
        libdir = /usr/lib/freeradius
        logdir = %1$s
        raddbdir = %1$s
        run_dir = %1$s
        name = radiusd
        max_requests = 65536
        cleanup_delay = 5
        log {
          destination = files
          file = %1$s/log
        }
        security {
          reject_delay = 0
          status_server = yes
        }
        thread pool {
          start_servers = 5
          max_servers = 32
          min_spare_servers = 3
          max_spare_servers = 10
          max_requests_per_server = 0
        }
        modules {
          always ok {
            rcode = ok
          }
        }
        client nas {
          ipaddr = 127.0.0.1
          secret = %2$s
        }
        home_server up {
          type = auth+acct
          ipaddr = 127.0.0.1
          port = %4$d
          secret = %2$s
          response_window = 20
          max_outstanding = 65536
          status_check = none
        }
        home_server_pool pool {
          home_server = up
        }
        realm up {
          pool = pool
        }
        server default {
          listen {
            type = auth
            ipaddr = 127.0.0.1
            port = %3$d
          }
          listen {
            type = acct
            ipaddr = 127.0.0.1
            port = %5$d
          }
          authorize {
            update control {
              Proxy-To-Realm := "up"
            }
          }
          preacct {
            update control {
              Proxy-To-Realm := "up"
            }
          }
          accounting {
            ok
          }
        }
        """
            .formatted(raddb, RadiusUnderLoad.SECRET, port, upstream, port + 1));
    return raddb;
  }

  /** radsecproxy's file, to be given by {@code -c}. */
  static Path radsecproxy(Path folder, int port, int upstream) throws IOException {
    return Files.writeString(
        folder.resolve("radsecproxy.conf"),
        """
        ListenUDP 127.0.0.1:%2$d
        ListenUDP 127.0.0.1:%3$d
        LogLevel 4
        LogDestination file://%1$s/radsecproxy.log
        LoopPrevention off
        client nas {
          host 127.0.0.1
          type udp
          secret %6$s
        }
        server up {
          host 127.0.0.1
          type udp
          port %4$d
          secret %6$s
          statusserver off
        }
        server upacct {
          host 127.0.0.1
          type udp
          port %5$d
          secret %6$s
          statusserver off
        }
        realm * {
          server up
          accountingServer upacct
        }
        """
            .formatted(folder, port, port + 1, upstream, upstream + 1, RadiusUnderLoad.SECRET));
  }
}
