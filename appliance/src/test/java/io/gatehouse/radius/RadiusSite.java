package io.gatehouse.radius;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.account.Account;
import io.gatehouse.guest.account.AccountPassword;
import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusSecret;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.address.Ipv4Network;
import io.gatehouse.platform.certificate.OwnCertificate;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.radius.accounting.AccountingBook;
import io.gatehouse.radius.accounting.AccountingPort;
import io.gatehouse.radius.accounting.AccountingQueue;
import io.gatehouse.radius.datagram.Datagrams;
import io.gatehouse.radius.dynauth.OrderPort;
import io.gatehouse.radius.dynauth.RouterOrders;
import io.gatehouse.radius.dynauth.ServerOrders;
import io.gatehouse.radius.eap.ServerTls;
import io.gatehouse.radius.proxy.Counts;
import io.gatehouse.radius.proxy.Local;
import io.gatehouse.radius.proxy.Service;
import io.gatehouse.radius.server.AccessPort;
import io.gatehouse.radius.server.LocalServer;
import io.gatehouse.radius.server.LoginLog;
import io.gatehouse.radius.server.ReplyPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** The box's own RADIUS server on free ports of the loopback, over a real guest floor. */
public final class RadiusSite implements AutoCloseable {
  public static final String SECRET = "a-secret-of-the-tests-0123456789";

  public final GuestFloor floor;
  public final Metrics metrics = new Metrics();
  public final Counts counts = new Counts();
  public final WallClock wall = new WallClock(Instant::now, Instant.EPOCH);
  public final LoginLog logins = new LoginLog(wall, metrics);
  public final LocalServer server;
  public final AccountingBook book;
  public final int port = freePort();
  public final int accountingPort = freePort();
  public final int coaPort = freePort();
  public final int ordersPort = freePort();
  public volatile boolean serverMayOrder = true;
  private OrderPort orderPort;
  public volatile Optional<LocalDateTime> localTime =
      Optional.of(LocalDateTime.parse("2026-11-23T12:00"));
  public volatile String eapIssuers = "";
  public final OwnCertificate certificate;
  private final AccessPort access;
  private final AccountingPort accounting;
  private final RouterOrders orders;
  private final Datagrams datagrams;

  public RadiusSite(Path directory) {
    floor = new GuestFloor(directory);
    certificate =
        OwnCertificate.named(
            directory.resolve("tls/radius.pem"), "radius.test", wall, Instant.now());
    server =
        new LocalServer(
            floor.accounts,
            floor.sessions,
            () -> localTime,
            new ReplyPolicy(() -> 600),
            logins,
            () -> new ServerTls(certificate.keep(), eapIssuers));
    access = new AccessPort(server);
    book =
        new AccountingBook(
            floor.desk.store,
            floor.sessions,
            floor.desk.clock,
            wall,
            new AccountingQueue(floor.desk.store));
    accounting = new AccountingPort(book);
    accounting.start();
    orders = new RouterOrders(this::settings, book, wall, metrics);
    floor.sessions.enforceAt(orders);
    takeOrders();
    datagrams = new Datagrams(settings(), Ipv4.of("127.0.0.1"), this::decide, counts);
  }

  /** The port for orders, opened anew: nothing of what was in memory is left. */
  public void takeOrders() {
    if (orderPort != null) {
      orderPort.close();
    }
    try {
      orderPort =
          new OrderPort(
              Ipv4.of("127.0.0.1"),
              this::settings,
              new ServerOrders(
                  this::settings, floor.sessions, floor.desk.plans, book, floor.desk.store.box()),
              floor.desk.store,
              floor.desk.clock,
              wall,
              metrics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Radius settings() {
    Radius.Upstream server =
        new Radius.Upstream(
            "server",
            Ipv4.of("127.0.0.1"),
            1,
            2,
            new RadiusSecret(SECRET),
            false,
            true,
            serverMayOrder);
    Radius.Nas router =
        new Radius.Nas(
            "router-1",
            new Ipv4Network(Ipv4.of("127.0.0.1"), 32),
            new RadiusSecret(SECRET),
            Radius.NasType.MIKROTIK,
            coaPort,
            0,
            true);
    return new Radius(
        port,
        accountingPort,
        List.of(router),
        List.of(server),
        List.of(),
        List.of(),
        "",
        "",
        ordersPort);
  }

  private void decide(Local.Asked asked, Local.Answer answer) {
    String nas = asked.nas().name();
    if (asked.service() == Service.ACCOUNTING) {
      accounting.take(asked.request(), asked.secret().signer(), nas, "", answer::give);
    } else {
      access.take(asked.request(), asked.secret().signer(), nas, answer::give);
    }
  }

  private static int freePort() {
    try (DatagramSocket socket = new DatagramSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Account account(Account draft, String password) {
    return ((GuestAccounts.Saved.Stored)
            floor.accounts.save(draft, Optional.of(AccountPassword.typed(password))))
        .account();
  }

  @Override
  public void close() {
    datagrams.close();
    orderPort.close();
    access.close();
    accounting.close();
    orders.close();
    floor.close();
  }
}
