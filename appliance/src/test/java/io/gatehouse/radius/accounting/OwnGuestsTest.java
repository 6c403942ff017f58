package io.gatehouse.radius.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.guest.GuestFloor;
import io.gatehouse.guest.PlanDraft;
import io.gatehouse.guest.presence.Device;
import io.gatehouse.guest.presence.SessionView;
import io.gatehouse.platform.address.Mac;
import io.gatehouse.platform.clock.WallClock;
import io.gatehouse.platform.store.TestDatabase;
import io.gatehouse.radius.packet.Attribute;
import io.gatehouse.radius.packet.Packet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an upstream is told of the box's own guests. */
class OwnGuestsTest {
  private static final String POOL = "home";
  private static final int NAS_REBOOT = 11;

  @TempDir Path directory;
  private final Device phone = GuestFloor.device(1);
  private GuestFloor floor;
  private AccountingQueue queue;
  private OwnGuests own;

  @BeforeEach
  void up() {
    floor = new GuestFloor(directory);
    begin();
  }

  @AfterEach
  void down() {
    floor.close();
  }

  /** As after each start of the program. */
  private void begin() {
    queue = new AccountingQueue(floor.desk.store);
    own =
        new OwnGuests(
            floor.desk.store,
            floor.desk.journal,
            floor.sessions,
            floor.desk.clock,
            new WallClock(Instant::now, Instant.EPOCH),
            floor.boot,
            queue);
  }

  /** A record as it waits for its server. */
  private static final class Told {
    private final Packet packet;

    Told(AccountingQueue.Waiting waiting) {
      byte[] whole = new byte[Packet.HEADER + waiting.attributes().length];
      System.arraycopy(waiting.attributes(), 0, whole, Packet.HEADER, waiting.attributes().length);
      packet = Packet.of(whole);
    }

    int status() {
      return (int) number(Attribute.ACCT_STATUS_TYPE);
    }

    long number(int type) {
      return packet.number(type, -1);
    }

    String text(int type) {
      return packet.textOf(type);
    }

    String id() {
      return text(Attribute.ACCT_SESSION_ID);
    }
  }

  private List<Told> told() {
    return queue.oldest(POOL, 1_000).stream().map(Told::new).toList();
  }

  private List<Integer> statuses() {
    return told().stream().map(Told::status).toList();
  }

  private SessionView online() {
    return floor.open(floor.code(new PlanDraft().seconds(36_000)), phone);
  }

  @ParameterizedTest
  @EnumSource
  void a_guests_session_is_told_from_start_to_stop_with_the_ledgers_totals(TestDatabase database) {
    floor.close();
    floor = new GuestFloor(directory.resolve("other"), () -> database.open(directory));
    begin();
    own.follow(POOL);
    SessionView session = online();
    own.follow(POOL);
    floor.gate.carry(phone.ip(), 5_000_000_000L, 7_000);
    floor.pass(601);
    own.follow(POOL);
    floor.gate.carry(phone.ip(), 1_000, 1_000);
    floor.pass(60);
    floor.sessions.signOut(phone.mac());
    own.follow(POOL);

    assertThat(statuses()).containsExactly(Report.ON, Report.START, Report.INTERIM, Report.STOP);
    Told start = told().get(1);
    assertThat(start.text(Attribute.CALLING_STATION_ID))
        .isEqualTo(phone.mac().toString().toUpperCase(Locale.ROOT).replace(':', '-'));
    assertThat(start.text(Attribute.USER_NAME)).isEqualTo(session.voucherId());
    assertThat((int) start.number(Attribute.FRAMED_IP_ADDRESS)).isEqualTo(phone.ip().bits());
    Told interim = told().get(2);
    assertThat(interim.number(Attribute.ACCT_INPUT_GIGAWORDS)).isEqualTo(1);
    Told stop = told().get(3);
    assertThat(stop.id()).isEqualTo(start.id());
    assertThat(stop.number(Attribute.ACCT_SESSION_TIME)).isEqualTo(661);
    assertThat(stop.number(Attribute.ACCT_INPUT_OCTETS)).isEqualTo(5_000_001_000L - (1L << 32));
    assertThat(stop.number(Attribute.ACCT_OUTPUT_OCTETS)).isEqualTo(8_000);
    assertThat(stop.number(Attribute.ACCT_TERMINATE_CAUSE)).isEqualTo(1);
  }

  @Test
  void who_came_and_went_while_the_program_was_away_is_told_once() {
    own.follow(POOL);
    online();
    floor.sessions.signOut(phone.mac());
    floor.killAndRestart();
    begin();
    own.follow(POOL);
    own.follow(POOL);
    floor.killAndRestart();
    begin();
    own.follow(POOL);

    assertThat(statuses()).containsExactly(Report.ON, Report.START, Report.STOP);
  }

  @Test
  void a_power_cut_ends_what_was_told_and_the_session_goes_on_under_another_name() {
    own.follow(POOL);
    SessionView session = online();
    own.follow(POOL);
    floor.gate.carry(phone.ip(), 100, 200);
    floor.pass(700);
    own.follow(POOL);
    floor.powerCut();
    begin();
    own.follow(POOL);
    floor.pass(20);
    floor.gate.carry(phone.ip(), 11, 22);
    floor.pass(60);
    floor.sessions.signOut(phone.mac());
    own.follow(POOL);

    List<Told> all = told();
    assertThat(statuses())
        .containsExactly(
            Report.ON,
            Report.START,
            Report.INTERIM,
            Report.STOP,
            Report.ON,
            Report.START,
            Report.STOP);
    Told cut = all.get(3);
    Told end = all.get(6);
    assertThat(cut.number(Attribute.ACCT_TERMINATE_CAUSE)).isEqualTo(NAS_REBOOT);
    assertThat(end.id()).isEqualTo(all.get(5).id()).isNotEqualTo(cut.id());
    assertThat(end.text(Attribute.ACCT_MULTI_SESSION_ID)).isEqualTo(session.id());
    assertThat(both(Attribute.ACCT_INPUT_OCTETS, cut, end)).isEqualTo(111);
    assertThat(both(Attribute.ACCT_OUTPUT_OCTETS, cut, end)).isEqualTo(222);
    long ledger =
        Long.parseLong(
            floor
                .desk
                .facts("SessionEnded")
                .getFirst()
                .json()
                .replaceAll(".*\"seconds\":(\\d+).*", "$1"));
    assertThat(both(Attribute.ACCT_SESSION_TIME, cut, end)).isEqualTo(ledger);
  }

  private static long both(int type, Told one, Told other) {
    return one.number(type) + other.number(type);
  }

  @Test
  void guests_of_routers_are_told_by_their_routers_alone() {
    own.follow(POOL);
    floor.open(
        floor.code(new PlanDraft()),
        new Device(Mac.of("02:00:00:00:00:09"), Device.UNKNOWN, "anna", "router-1"));
    own.follow(POOL);

    assertThat(statuses()).containsExactly(Report.ON);
  }

  @Test
  void who_is_here_when_it_begins_is_told_and_when_it_ends_is_ended_and_no_entry_is_kept_for_it() {
    online();
    own.follow(POOL);
    assertThat(statuses()).containsExactly(Report.ON, Report.START);
    assertThat(floor.desk.journal.hasCursor(OwnGuests.CURSOR)).isTrue();

    own.follow("");

    assertThat(statuses()).containsExactly(Report.ON, Report.START, Report.STOP);
    assertThat(floor.desk.journal.hasCursor(OwnGuests.CURSOR)).isFalse();
  }

  @Test
  void more_guests_than_are_read_at_once_are_all_told() {
    own.follow(POOL);
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      codes.add(floor.code(new PlanDraft()));
    }
    for (int i = 0; i < codes.size(); i++) {
      floor.open(codes.get(i), GuestFloor.device(i + 10));
    }
    own.follow(POOL);

    assertThat(queue.waiting()).isEqualTo(601);
  }
}
