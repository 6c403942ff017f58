package io.gatehouse.app;

import io.gatehouse.guest.account.GuestAccounts;
import io.gatehouse.guest.plan.Plans;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.network.radius.Radius;
import io.gatehouse.network.radius.RadiusDesk;
import io.gatehouse.network.settings.Settings;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.certificate.OwnCertificate;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.health.Metrics;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.radius.accounting.Accounted;
import io.gatehouse.radius.accounting.AccountingBook;
import io.gatehouse.radius.accounting.AccountingPort;
import io.gatehouse.radius.accounting.AccountingQueue;
import io.gatehouse.radius.accounting.Delivery;
import io.gatehouse.radius.accounting.OwnGuests;
import io.gatehouse.radius.dynauth.OrderPort;
import io.gatehouse.radius.dynauth.RouterOrders;
import io.gatehouse.radius.dynauth.ServerOrders;
import io.gatehouse.radius.eap.ServerTls;
import io.gatehouse.radius.packet.Signer;
import io.gatehouse.radius.proxy.Local;
import io.gatehouse.radius.proxy.Service;
import io.gatehouse.radius.server.AccessPort;
import io.gatehouse.radius.server.LocalServer;
import io.gatehouse.radius.server.LoginLog;
import io.gatehouse.radius.server.ReplyPolicy;
import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the box itself answers to RADIUS requests, and what it passes on later. Made when it is
 * needed first: a box without RADIUS loads nothing of it.
 */
final class EdgeDesk implements Local, RadiusDesk, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeDesk.class);
  private static final int CALLS_BETWEEN_TRIES = 15;

  private final Store store;
  private final Journal journal;
  private final BootClock boot;
  private final GuestAccounts accounts;
  private final Sessions sessions;
  private final Plans plans;
  private final ServiceClock service;
  private final WallClock wall;
  private final Metrics metrics;
  private final Supplier<Settings> settings;
  private final OwnCertificate certificate;
  private Open open;
  private boolean looked;
  private OrderPort orderPort;
  private int orderPortNumber;
  private int orderTries;

  EdgeDesk(
      Store store,
      Journal journal,
      BootClock boot,
      GuestAccounts accounts,
      Sessions sessions,
      Plans plans,
      ServiceClock service,
      WallClock wall,
      Metrics metrics,
      Supplier<Settings> settings,
      OwnCertificate certificate) {
    this.store = store;
    this.journal = journal;
    this.boot = boot;
    this.accounts = accounts;
    this.sessions = sessions;
    this.plans = plans;
    this.service = service;
    this.wall = wall;
    this.metrics = metrics;
    this.settings = settings;
    this.certificate = certificate;
  }

  /** What there is once somebody has asked. */
  private record Open(
      LocalServer server,
      LoginLog log,
      AccountingBook book,
      AccountingQueue queue,
      AccessPort access,
      AccountingPort accounting,
      Delivery delivery,
      OwnGuests own,
      RouterOrders orders) {}

  private synchronized Open open() {
    if (open == null) {
      LoginLog log = new LoginLog(wall, metrics);
      LocalServer server =
          new LocalServer(
              accounts,
              sessions,
              this::localTime,
              new ReplyPolicy(() -> settings.get().portal().idleSeconds()),
              log,
              this::tls);
      AccountingQueue queue = new AccountingQueue(store);
      AccountingBook book = new AccountingBook(store, sessions, service, wall, queue);
      AccountingPort accounting = new AccountingPort(book);
      accounting.start();
      metrics.gauge(
          "gatehouse.radius.accounting.waiting",
          "Accounting records that an upstream has not taken yet",
          queue::waiting);
      metrics.gauge(
          "gatehouse.radius.accounting.aside",
          "Accounting records that an upstream does not take",
          queue::setAside);
      RouterOrders orders = new RouterOrders(() -> settings.get().radius(), book, wall, metrics);
      sessions.enforceAt(orders);
      open =
          new Open(
              server,
              log,
              book,
              queue,
              new AccessPort(server),
              accounting,
              new Delivery(queue, service),
              new OwnGuests(store, journal, sessions, service, wall, boot, queue),
              orders);
    }
    return open;
  }

  private synchronized boolean isOpen() {
    return open != null;
  }

  /** What devices are shown; made anew for each login, so that other issuers count at once. */
  private ServerTls tls() {
    return new ServerTls(certificate.keep(), settings.get().radius().eapIssuers());
  }

  private Optional<LocalDateTime> localTime() {
    return wall.trusted()
        ? Optional.of(LocalDateTime.ofInstant(wall.now(), ZoneId.systemDefault()))
        : Optional.empty();
  }

  @Override
  public void decide(Asked asked, Answer answer) {
    Open desk = open();
    Signer signer = asked.secret().signer();
    if (asked.service() == Service.ACCOUNTING) {
      desk.accounting.take(
          asked.request(), signer, asked.nas().name(), asked.route().pool(), answer::give);
    } else {
      desk.access.take(asked.request(), signer, asked.nas().name(), answer::give);
    }
  }

  /**
   * To be called each second: records that waited over a restart go on their way too, and who was
   * told of our own guests hears that this is over.
   */
  void follow() {
    Radius radius = settings.get().radius();
    boolean told = !looked && journal.hasCursor(OwnGuests.CURSOR);
    looked = true;
    if (told || isOpen() || radius.isConfigured()) {
      open().delivery.follow(radius);
      open().own.follow(radius.ownGuests());
      takeOrders(radius);
    }
  }

  /** Opens, closes or moves the port for orders; tries again where another program has it. */
  private synchronized void takeOrders(Radius radius) {
    int wanted = radius.takesOrders() ? radius.ordersPort() : 0;
    if (orderPort != null && wanted != orderPortNumber) {
      orderPort.close();
      orderPort = null;
    }
    if (wanted == 0 || orderPort != null || orderTries++ % CALLS_BETWEEN_TRIES != 0) {
      return;
    }
    Supplier<Radius> now = () -> settings.get().radius();
    try {
      orderPort =
          new OrderPort(
              Ipv4.of("0.0.0.0"),
              now,
              new ServerOrders(now, sessions, plans, open().book, store.box()),
              store,
              service,
              wall,
              metrics);
      orderPortNumber = wanted;
      orderTries = 0;
    } catch (IOException e) {
      LOG.warn("UDP {} for orders cannot be opened: {}", wanted, e.getMessage());
    }
  }

  /** Forgets what routers reported so long ago that the journal forgets it too. */
  void cleanUp() {
    Settings now = settings.get();
    if (isOpen() || now.radius().isConfigured()) {
      open().book.cleanUp(now.sampling().journalDays());
    }
  }

  @Override
  public String explain(String user) {
    return open().server.explain(user);
  }

  @Override
  public List<Login> logins(String text, int max) {
    return open().log.newest(text, max).stream()
        .map(
            one ->
                new Login(
                    one.when().toEpochMilli(),
                    one.user(),
                    one.device(),
                    one.nas(),
                    one.method(),
                    one.reason(),
                    one.message()))
        .toList();
  }

  @Override
  public List<Reported> accounting(String text, long beforeSeq, int max) {
    return open().book.search(text, beforeSeq, max).stream().map(EdgeDesk::reported).toList();
  }

  private static Reported reported(Accounted one) {
    return new Reported(
        one.seq(),
        one.nas(),
        one.routersId(),
        one.user(),
        one.mac(),
        one.ip(),
        one.session(),
        one.startedMillis(),
        one.stopped(),
        one.cause(),
        one.seconds(),
        one.upBytes(),
        one.downBytes());
  }

  @Override
  public String certificate() {
    return certificate.keep().certificatePem();
  }

  @Override
  public long waiting() {
    return open().queue.waiting();
  }

  @Override
  public List<Aside> aside(int max) {
    return open().queue.listSetAside(max).stream()
        .map(one -> new Aside(one.seq(), one.pool(), one.nas(), one.reason()))
        .toList();
  }

  @Override
  public int sendAgain() {
    return open().queue.sendAgain();
  }

  @Override
  public synchronized void close() {
    if (orderPort != null) {
      orderPort.close();
    }
    if (open != null) {
      open.access.close();
      open.accounting.close();
      open.delivery.close();
      open.orders.close();
    }
  }
}
