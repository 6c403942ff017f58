package io.gatehouse.radius;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.account.AccountPassword;
import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.radius.door.Client;
import io.gatehouse.radius.door.Door;
import io.gatehouse.radius.packet.Port;
import io.gatehouse.radius.packet.SharedSecret;
import io.gatehouse.radius.server.AccessPort;
import io.gatehouse.radius.server.LocalServer;
import io.gatehouse.radius.server.LoginLog;
import io.gatehouse.radius.server.ReplyPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/** The box's own RADIUS server on a free port of the loopback, over a real guest floor. */
public final class RadiusSite implements AutoCloseable {
  public static final String SECRET = "a-secret-of-the-tests-0123456789";

  public final GuestFloor floor;
  public final Metrics metrics = new Metrics();
  public final LoginLog logins = new LoginLog(new WallClock(Instant::now, Instant.EPOCH), metrics);
  public final LocalServer server;
  public volatile Optional<LocalDateTime> localTime =
      Optional.of(LocalDateTime.parse("2026-11-23T12:00"));
  private final AccessPort access;
  private final Door door;

  public RadiusSite(Path directory) {
    floor = new GuestFloor(directory);
    server =
        new LocalServer(
            floor.accounts, floor.sessions, () -> localTime, new ReplyPolicy(() -> 600), logins);
    access = new AccessPort(server);
    door =
        new Door(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Port.AUTHENTICATION,
            RadiusSite::client,
            access::take,
            metrics);
    access.at(door);
    door.start();
  }

  public static Optional<Client> client(InetAddress from) {
    return Optional.of(new Client("router-1", SharedSecret.of(SECRET), true, 3799));
  }

  public int port() {
    return door.localPort();
  }

  public Account account(Account draft, String password) {
    return ((GuestAccounts.Saved.Stored)
            floor.accounts.save(draft, Optional.of(AccountPassword.typed(password))))
        .account();
  }

  @Override
  public void close() {
    door.close();
    access.close();
    floor.close();
  }
}
