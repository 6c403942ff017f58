package io.gatehouse.console;

import io.gatehouse.TestBox;
import io.gatehouse.console.Browser.Seen;
import io.gatehouse.console.door.ConsoleAddress;
import io.gatehouse.console.door.Guard;
import io.gatehouse.console.page.Rooms;
import io.gatehouse.network.rollout.SiteCheck;
import io.gatehouse.network.wifi.Stations;
import io.gatehouse.operator.accounts.Accounts;
import io.gatehouse.operator.accounts.FirstPassword;
import io.gatehouse.operator.accounts.Logins;
import io.gatehouse.operator.accounts.Operator;
import io.gatehouse.operator.accounts.Role;
import io.gatehouse.operator.setup.Setup;
import io.gatehouse.operator.status.FirewallStatus;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.certificate.BoxCertificate;
import io.gatehouse.platform.certificate.OwnCertificate;
import io.gatehouse.platform.certificate.PublicCertificate;
import io.gatehouse.platform.health.Hardware;
import io.gatehouse.platform.seal.SealingKey;
import io.gatehouse.platform.template.PageTemplates;
import io.gatehouse.warden.reply.Reply;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A box with its console on a loopback port. */
public final class TestConsole implements AutoCloseable {
  public static final String PASSWORD = "seven blue lanterns";

  public final TestBox box;
  public final BoxCertificate certificate;
  public final PublicCertificate portalCertificate;
  public final Router api;
  public final ConsoleServer server;
  public final FirstPassword first;
  public final Logins logins;
  public final Setup setup;

  public TestConsole(Path dir) {
    box = new TestBox(dir);
    portalCertificate = new PublicCertificate(dir.resolve("portal.pem"), box.wall);
    certificate =
        new OwnCertificate(
                dir.resolve("tls/console.pem"),
                List.of("device.local"),
                Ipv4.of("127.0.0.1"),
                box.wall,
                Instant.parse("2026-01-01T00:00:00Z"))
            .keep();
    first = new FirstPassword(dir.resolve("first-password"));
    Accounts accounts = new Accounts(box.desk.store, box.desk.clock, box.boot, first);
    accounts.ensureFirst();
    logins = box.people.logins();
    api = box.routes().router();
    setup = new Setup(box.desk.store, SealingKey.open(dir.resolve("setup.key")));
    Router open = Router.router(box.vertx);
    open.get("/health").handler(ctx -> ctx.end("well"));
    server =
        new ConsoleServer(
            box.vertx,
            new ConsoleAddress("127.0.0.1", 0, 0, List.of("device.local")),
            certificate,
            box.domain,
            new PageTemplates(),
            new Rooms(
                box.desk.plans,
                box.desk.vouchers,
                box.sessions,
                box.floor.usage,
                box.desk.journal,
                box.wall,
                box.revisions::settings,
                box.board,
                accounts,
                box.people,
                box.audit,
                box.kept,
                box.revisions,
                box.changes,
                setup,
                List::of,
                () -> box.uplink,
                SiteCheck.ofMachine(_ -> new Reply.Done("")),
                () ->
                    FirewallStatus.of(_ -> new Reply.Done("loaded true\nrepairs 2\nguests-up 3\n")),
                new Stations(dir.resolve("radio"), dir),
                new Hardware(),
                portalCertificate,
                box.recovery),
            api,
            open);
    TestBox.wait(server.start());
  }

  /** A browser that nobody has used. */
  public Browser browser() {
    return new Browser(box.vertx, server.port(), certificate.certificatePem());
  }

  /** A browser of somebody who is signed in already. */
  public Browser signedIn() {
    return signedIn(Accounts.FIRST);
  }

  /** The same under a name of its own. */
  public Browser signedIn(String name) {
    return signedIn(name, Role.SUPER_ADMIN);
  }

  /** The same with a role. */
  public Browser signedIn(String name, Role role) {
    Browser browser = browser();
    browser.cookies.put(
        Guard.LOGIN_COOKIE, logins.open(new Operator("test-1", name, role, false), "127.0.0.1"));
    browser.get("/account");
    return browser;
  }

  /** The whole way: the label's password, then one of the operator's own. */
  public Browser firstLogin() {
    Browser browser = browser();
    browser.get("/login");
    browser.post("/login", "name", "admin", "password", first.read().orElseThrow());
    browser.get("/password");
    browser.post(
        "/password", "present", first.read().orElseThrow(), "fresh", PASSWORD, "again", PASSWORD);
    browser.get("/");
    return browser;
  }

  /** Looks as the page of a change does each second, until it waits or is over. */
  public static Seen lookUntilThere(Browser browser, String live) {
    for (int i = 0; i < 200; i++) {
      Seen seen = browser.get(live);
      if (!seen.body().contains("data-phase=\"working\"")) {
        return seen;
      }
      LockSupport.parkNanos(50_000_000);
    }
    throw new AssertionError("the change is still on its way");
  }

  @Override
  public void close() {
    TestBox.wait(server.stop());
    box.close();
  }
}
