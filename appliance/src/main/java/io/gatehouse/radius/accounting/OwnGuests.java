package io.gatehouse.radius.accounting;

import io.gatehouse.guest.presence.EndReason;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.guest.session.Sessions;
import io.gatehouse.platform.address.Ipv4;
import io.gatehouse.platform.clock.BootClock;
import io.gatehouse.platform.clock.ServiceClock;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.journal.Cursor;
import io.gatehouse.platform.journal.Entry;
import io.gatehouse.platform.journal.Journal;
import io.gatehouse.platform.store.Store;
import io.gatehouse.platform.store.Tx;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Code;
import io.gatehouse.radius.packet.PacketBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Accounts the guests of the box itself to a pool, as a router does its own (RFC 2866): the journal
 * says who came and went, so that nothing is missed while this program is away, and an entry that
 * is read twice is told once.
 *
 * <p>A session lives over a power cut, what an upstream knows of it does not: Accounting-On ends
 * all it knows of a NAS. So each that was cut gets a Stop with cause NAS-Reboot first, then On
 * comes, then a Start under another Acct-Session-Id that counts from zero. Acct-Multi-Session-Id
 * names the session over all of them, Chargeable-User-Identity (RFC 4372) the pass.
 */
public final class OwnGuests {
  /** Its place in the journal, which is there while somebody is told. */
  public static final String CURSOR = "own-accounting";

  /** RFC 2869 §5.16: not under a minute, better over ten. */
  static final long INTERIM_MILLIS = 600_000;

  private static final int ENTRIES = 500;
  private static final int INTERIMS = 100;
  private static final int WIRELESS = 19;

  private final Store store;
  private final Journal journal;
  private final Sessions sessions;
  private final ServiceClock clock;
  private final WallClock wall;
  private final BootClock boot;
  private final AccountingQueue queue;
  private String followed;
  private boolean begun;

  public OwnGuests(
      Store store,
      Journal journal,
      Sessions sessions,
      ServiceClock clock,
      WallClock wall,
      BootClock boot,
      AccountingQueue queue) {
    this.store = store;
    this.journal = journal;
    this.sessions = sessions;
    this.clock = clock;
    this.wall = wall;
    this.boot = boot;
    this.queue = queue;
  }

  /**
   * Tells a pool what has happened since the last call. To be called each second.
   *
   * @param pool empty = nobody is told any more; what was begun is ended towards its pool
   */
  public void follow(String pool) {
    if (!pool.equals(followed)) {
      if (pool.isEmpty() || store.read(tx -> OwnTable.toldOthers(tx, pool))) {
        leave();
      }
      begun = false;
      followed = pool;
    }
    if (pool.isEmpty()) {
      return;
    }
    Cursor cursor = journal.cursor(CURSOR);
    if (!begun && !store.read(tx -> OwnTable.knows(tx, pool))) {
      // Who was here before anybody wanted to know is told by begin(), as if he came now.
      store.write(tx -> cursor.ackTo(tx, Journal.newestSeq(tx)));
    }
    for (List<Entry> next = cursor.next(ENTRIES); !next.isEmpty(); next = cursor.next(ENTRIES)) {
      take(pool, cursor, next);
    }
    begin(pool);
    interims();
  }

  /** What earlier boots left unread comes before On, as it ends what the pool knows. */
  private void take(String pool, Cursor cursor, List<Entry> next) {
    List<Entry> earlier =
        next.stream().takeWhile(entry -> !entry.bootId().equals(boot.bootId())).toList();
    if (earlier.isEmpty()) {
      begin(pool);
    }
    List<Entry> entries = earlier.isEmpty() ? next : earlier;
    store.write(
        tx -> {
          List<Report> reports = new ArrayList<>();
          entries.forEach(entry -> take(tx, pool, entry, reports));
          queue(tx, reports);
          return cursor.ackTo(tx, entries.getLast().seq());
        });
  }

  /** The first word of this boot, and the end of what earlier boots began. */
  private void begin(String pool) {
    if (begun) {
      return;
    }
    List<SessionView> here = here();
    store.write(
        tx -> {
          if (OwnTable.firstOf(tx, pool, boot.bootId())) {
            queue(tx, beginning(tx, pool, here));
          }
          return null;
        });
    begun = true;
  }

  private List<Report> beginning(Tx tx, String pool, List<SessionView> here) {
    List<Report> reports = new ArrayList<>();
    Map<String, OwnTable.Used> before = new HashMap<>();
    for (OwnTable.Line line : OwnTable.ofOtherBoots(tx, boot.bootId())) {
      OwnTable.Used used = usedNow(line, here);
      reports.add(stop(line, used, Cause.NAS_REBOOT, 0));
      before.put(line.session, used);
      OwnTable.delete(tx, line.session);
    }
    reports.add(Report.of(record(Report.ON, 0).unsigned(), store.box(), pool));
    for (SessionView session : here) {
      OwnTable.Used base = before.getOrDefault(session.id(), OwnTable.Used.NOTHING);
      reports.add(start(tx, pool, session, base));
    }
    return reports;
  }

  private static OwnTable.Used usedNow(OwnTable.Line line, List<SessionView> here) {
    return here.stream()
        .filter(session -> session.id().equals(line.session))
        .findFirst()
        .map(OwnGuests::used)
        .orElse(line.told)
        .atLeast(line.told);
  }

  private List<SessionView> here() {
    List<SessionView> all = new ArrayList<>();
    String after = "";
    for (List<SessionView> page = sessions.list(after, ENTRIES);
        !page.isEmpty();
        page = sessions.list(after, ENTRIES)) {
      page.stream().filter(session -> session.nas().isEmpty()).forEach(all::add);
      after = page.getLast().id();
    }
    return all;
  }

  private static OwnTable.Used used(SessionView session) {
    return new OwnTable.Used(session.presentSeconds(), session.upBytes(), session.downBytes());
  }

  private Report start(Tx tx, String pool, SessionView session, OwnTable.Used base) {
    OwnTable.Line line = line(pool, session.id());
    line.pass = session.passId();
    line.user = user(session.voucherId(), session.mac().toString());
    line.mac = session.mac().toString();
    line.ip = session.ip().toString();
    line.base = base;
    line.told = base;
    return started(tx, line, 0);
  }

  private OwnTable.Line line(String pool, String session) {
    OwnTable.Line line = new OwnTable.Line(session, pool, boot.bootId());
    line.acctId = session + "." + Integer.toHexString(boot.bootId().hashCode());
    line.toldMillis = clock.millis();
    return line;
  }

  private Report started(Tx tx, OwnTable.Line line, long delaySeconds) {
    OwnTable.save(tx, line);
    return report(line, about(line, Report.START, delaySeconds));
  }

  /** The session that an Acct-Session-Id of ours is of; a power cut gives it another. */
  public static String sessionOf(String acctId) {
    int dot = acctId.lastIndexOf('.');
    return dot < 0 ? acctId : acctId.substring(0, dot);
  }

  /** The name that a session of ours is accounted under. */
  public static String user(String voucher, String mac) {
    return voucher.isEmpty() ? mac : voucher;
  }

  private void take(Tx tx, String pool, Entry entry, List<Report> reports) {
    long delay = Math.max(clock.millis() - entry.serviceMillis(), 0) / 1_000;
    switch (entry.kind()) {
      case "SessionOpened" -> opened(tx, pool, entry, delay).ifPresent(reports::add);
      case "SessionAddress" ->
          OwnTable.find(tx, entry.text("session"))
              .ifPresent(
                  line -> {
                    line.ip = entry.text("to");
                    OwnTable.save(tx, line);
                  });
      case "SessionEnded" ->
          OwnTable.find(tx, entry.text("session"))
              .ifPresent(
                  line -> {
                    OwnTable.Used used =
                        new OwnTable.Used(
                            entry.number("seconds"),
                            entry.number("upBytes"),
                            entry.number("downBytes"));
                    Cause cause = Cause.of(EndReason.valueOf(entry.text("reason")));
                    reports.add(stop(line, used, cause, delay));
                    OwnTable.delete(tx, line.session);
                  });
      default -> {}
    }
  }

  private Optional<Report> opened(Tx tx, String pool, Entry entry, long delay) {
    String session = entry.text("session");
    if (!entry.text("nas").isEmpty() || OwnTable.find(tx, session).isPresent()) {
      return Optional.empty();
    }
    OwnTable.Line line = line(pool, session);
    line.pass = entry.text("pass");
    line.mac = entry.text("mac");
    line.user = user(entry.text("voucher"), line.mac);
    line.ip = entry.text("ip");
    return Optional.of(started(tx, line, delay));
  }

  private void interims() {
    long now = clock.millis();
    List<OwnTable.Line> due =
        store.read(tx -> OwnTable.toldBefore(tx, now - INTERIM_MILLIS, INTERIMS));
    if (due.isEmpty()) {
      return;
    }
    store.write(
        tx -> {
          List<Report> reports = new ArrayList<>();
          for (OwnTable.Line line : due) {
            Optional<SessionView> view = sessions.find(line.session);
            if (view.isPresent()) {
              line.told = used(view.get()).atLeast(line.told);
              line.toldMillis = now;
              OwnTable.save(tx, line);
              reports.add(
                  report(
                      line, counted(about(line, Report.INTERIM, 0), line.told.minus(line.base))));
            }
          }
          queue(tx, reports);
          return null;
        });
  }

  /** Nobody wants to know any more: ends what was begun, and holds no entry of the journal back. */
  private void leave() {
    List<SessionView> here = here();
    store.write(
        tx -> {
          List<Report> reports = new ArrayList<>();
          for (OwnTable.Line line : OwnTable.all(tx)) {
            reports.add(stop(line, usedNow(line, here), Cause.NAS_REQUEST, 0));
            OwnTable.delete(tx, line.session);
          }
          OwnTable.forgetBoots(tx);
          queue(tx, reports);
          return Journal.forgetCursor(tx, CURSOR);
        });
  }

  private void queue(Tx tx, List<Report> reports) {
    queue.append(tx, reports, clock.millis(), wall.trusted() ? wall.now().toEpochMilli() : 0);
  }

  private Report stop(OwnTable.Line line, OwnTable.Used used, Cause cause, long delaySeconds) {
    return report(
        line,
        counted(about(line, Report.STOP, delaySeconds), used.minus(line.base))
            .add(Attribute.ACCT_TERMINATE_CAUSE, cause.number()));
  }

  private Report report(OwnTable.Line line, PacketBuilder record) {
    return Report.of(record.unsigned(), store.box(), line.pool);
  }

  private PacketBuilder record(int status, long delaySeconds) {
    return PacketBuilder.request(Code.ACCOUNTING_REQUEST, 0)
        .add(Attribute.ACCT_STATUS_TYPE, status)
        .add(Attribute.NAS_IDENTIFIER, store.box())
        .add(Attribute.ACCT_DELAY_TIME, (int) delaySeconds);
  }

  private PacketBuilder about(OwnTable.Line line, int status, long delaySeconds) {
    PacketBuilder record =
        record(status, delaySeconds)
            .add(Attribute.ACCT_SESSION_ID, line.acctId)
            .add(Attribute.ACCT_MULTI_SESSION_ID, line.session)
            .add(Attribute.USER_NAME, line.user)
            .add(Attribute.CHARGEABLE_USER_IDENTITY, line.pass)
            .add(Attribute.CALLING_STATION_ID, line.mac.toUpperCase(Locale.ROOT).replace(':', '-'))
            .add(Attribute.NAS_PORT_TYPE, WIRELESS);
    Ipv4.parse(line.ip)
        .ifPresent(address -> record.add(Attribute.FRAMED_IP_ADDRESS, address.bits()));
    return record;
  }

  /** Input is what came from the guest (RFC 2866 §5.3). */
  private static PacketBuilder counted(PacketBuilder record, OwnTable.Used used) {
    return record
        .add(Attribute.ACCT_SESSION_TIME, (int) used.seconds())
        .add(Attribute.ACCT_INPUT_OCTETS, (int) used.up())
        .add(Attribute.ACCT_INPUT_GIGAWORDS, (int) (used.up() >>> 32))
        .add(Attribute.ACCT_OUTPUT_OCTETS, (int) used.down())
        .add(Attribute.ACCT_OUTPUT_GIGAWORDS, (int) (used.down() >>> 32));
  }
}
